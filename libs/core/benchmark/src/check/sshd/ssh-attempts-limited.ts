import { dil, nist } from '../../check.ts';
import { sshdCheck } from '../../rule/sshd.ts';

export const sshAttemptsLimited = sshdCheck({
  id: 'ssh-attempts-limited',
  title: 'Few attempts per connection',
  rationale: 'Guessing becomes slow and is logged.',
  severity: 'LOW',
  controls: [dil('5.2.7'), nist('4.5.4')],
  keyword: 'MaxAuthTries',
  fallback: '6',
  want: '4',
  accepts: (value) => /^\d{1,6}$/.test(value) && Number(value) >= 1 && Number(value) <= 4,
});
