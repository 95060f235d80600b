import { dil, nist } from '../../check.ts';
import { sshdCheck } from '../../rule/sshd.ts';

export const sshEmptyPasswordsRefused = sshdCheck({
  id: 'ssh-empty-passwords-refused',
  title: 'The SSH server refuses empty passwords',
  rationale: 'An account without a password would be open to the network.',
  severity: 'CRITICAL',
  controls: [dil('5.2.11'), nist('4.5.4')],
  keyword: 'PermitEmptyPasswords',
  fallback: 'no',
  want: 'no',
  accepts: (value) => value === 'no',
});
