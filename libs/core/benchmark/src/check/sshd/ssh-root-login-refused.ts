import { dil, nist } from '../../check.ts';
import { sshdCheck } from '../../rule/sshd.ts';

export const sshRootLoginRefused = sshdCheck({
  id: 'ssh-root-login-refused',
  title: 'Root does not log in over SSH',
  rationale: 'Everybody logs in as himself and then takes privileges, so that the log has names.',
  severity: 'HIGH',
  controls: [dil('5.2.10'), nist('4.5.4')],
  keyword: 'PermitRootLogin',
  fallback: 'prohibit-password',
  want: 'no',
  accepts: (value) => value === 'no',
});
