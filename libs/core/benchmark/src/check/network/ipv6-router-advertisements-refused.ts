import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const ipv6RouterAdvertisementsRefused = sysctlCheck({
  id: 'ipv6-router-advertisements-refused',
  title: 'Router advertisements do not configure this host',
  rationale: 'Anybody on the segment can send one and become the default route.',
  severity: 'MEDIUM',
  controls: [dil('3.2.9'), nist('4.5.1')],
  keys: ['net.ipv6.conf.all.accept_ra', 'net.ipv6.conf.default.accept_ra'],
  want: '0',
  absent: 'NOT_APPLICABLE',
});
