import { dil, nist } from '../../check.ts';
import { sshdCheck, sshdSeconds } from '../../rule/sshd.ts';

export const sshLoginTimeLimited = sshdCheck({
  id: 'ssh-login-time-limited',
  title: 'Logging in takes a minute at most',
  rationale: 'Connections that never log in use up the slots of those that would.',
  severity: 'LOW',
  controls: [dil('5.2.17'), nist('4.5.4')],
  keyword: 'LoginGraceTime',
  fallback: '120',
  want: '60',
  accepts: (value) => {
    const seconds = sshdSeconds(value);
    return seconds !== undefined && seconds >= 1 && seconds <= 60;
  },
});
