import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const reversePathFiltered = sysctlCheck({
  id: 'reverse-path-filtered',
  title: 'Packets are dropped when the answer would leave elsewhere',
  rationale:
    'Reverse path filtering (strict, or loose where routes are asymmetric, RFC 3704) stops spoofed source addresses, also those made in containers.',
  severity: 'MEDIUM',
  controls: [dil('3.2.7'), nist('4.5.1')],
  keys: ['net.ipv4.conf.all.rp_filter', 'net.ipv4.conf.default.rp_filter'],
  want: '1',
  accept: ['2'],
});
