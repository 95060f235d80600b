import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const broadcastPingsIgnored = sysctlCheck({
  id: 'broadcast-pings-ignored',
  title: 'Pings to broadcast addresses are ignored',
  rationale: 'Answers to broadcast pings are used to amplify floods.',
  severity: 'LOW',
  controls: [dil('3.2.5'), nist('4.5.1')],
  keys: ['net.ipv4.icmp_echo_ignore_broadcasts'],
  want: '1',
});
