import { dil, nist } from '../../check.ts';
import { sshdCheck } from '../../rule/sshd.ts';

export const sshHostTrustRefused = sshdCheck({
  id: 'ssh-host-trust-refused',
  title: 'Trust between hosts does not log anybody in',
  rationale: 'One taken machine would open all that trust it.',
  severity: 'MEDIUM',
  controls: [dil('5.2.9'), nist('4.5.4')],
  keyword: 'HostbasedAuthentication',
  fallback: 'no',
  want: 'no',
  accepts: (value) => value === 'no',
});
