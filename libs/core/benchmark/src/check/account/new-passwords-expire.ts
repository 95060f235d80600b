import { dil, nist } from '../../check.ts';
import { loginCheck } from '../../rule/login.ts';

export const newPasswordsExpire = loginCheck({
  id: 'new-passwords-expire',
  title: 'Passwords of new accounts expire within a year',
  rationale: 'A password that leaked stays good for as long as nothing makes it end.',
  severity: 'LOW',
  controls: [dil('5.4.1.1'), nist('4.5.4')],
  key: 'PASS_MAX_DAYS',
  want: '365',
  accepts: (value) => /^\d{1,6}$/.test(value) && Number(value) >= 1 && Number(value) <= 365,
});
