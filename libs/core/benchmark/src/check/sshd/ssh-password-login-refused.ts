import { nist } from '../../check.ts';
import { sshdCheck } from '../../rule/sshd.ts';

export const sshPasswordLoginRefused = sshdCheck({
  id: 'ssh-password-login-refused',
  title: 'The SSH server takes keys, not passwords',
  rationale: 'Passwords are guessed and reused; a reachable server with passwords is attacked within minutes.',
  severity: 'HIGH',
  controls: [nist('4.5.4')],
  keyword: 'PasswordAuthentication',
  fallback: 'yes',
  want: 'no',
  accepts: (value) => value === 'no',
});
