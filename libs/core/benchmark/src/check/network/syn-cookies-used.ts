import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const synCookiesUsed = sysctlCheck({
  id: 'syn-cookies-used',
  title: 'SYN cookies are used under flood',
  rationale: 'Half-open connections otherwise fill the backlog and lock everybody out.',
  severity: 'MEDIUM',
  controls: [dil('3.2.8'), nist('4.5.1')],
  keys: ['net.ipv4.tcp_syncookies'],
  want: '1',
  accept: ['2'],
});
