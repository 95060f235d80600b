import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const sourceRoutingRefused = sysctlCheck({
  id: 'source-routing-refused',
  title: 'Packets that name their own route are refused',
  rationale: 'Source routing lets a sender reach addresses that the routes of this host would not give it.',
  severity: 'MEDIUM',
  controls: [dil('3.2.1'), nist('4.5.1')],
  keys: ['net.ipv4.conf.all.accept_source_route', 'net.ipv4.conf.default.accept_source_route'],
  want: '0',
});
