import { dil, nist } from '../../check.ts';
import { sshdCheck } from '../../rule/sshd.ts';

export const sshUserEnvironmentRefused = sshdCheck({
  id: 'ssh-user-environment-refused',
  title: 'Users do not set the environment of the SSH server',
  rationale: 'Variables such as LD_PRELOAD get around what the account is limited to.',
  severity: 'MEDIUM',
  controls: [dil('5.2.12'), nist('4.5.4')],
  keyword: 'PermitUserEnvironment',
  fallback: 'no',
  want: 'no',
  accepts: (value) => value === 'no',
});
