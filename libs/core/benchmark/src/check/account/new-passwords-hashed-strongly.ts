import { dil, nist } from '../../check.ts';
import { loginCheck } from '../../rule/login.ts';

export const newPasswordsHashedStrongly = loginCheck({
  id: 'new-passwords-hashed-strongly',
  title: 'New passwords are hashed with a slow function',
  rationale: 'The method is written once and decides how long every later hash holds.',
  severity: 'MEDIUM',
  controls: [dil('5.3.4'), nist('4.5.4')],
  key: 'ENCRYPT_METHOD',
  want: 'YESCRYPT',
  accepts: (value) => ['YESCRYPT', 'SHA512', 'BCRYPT', 'SCRYPT'].includes(value.toUpperCase()),
});
