import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const bogusIcmpIgnored = sysctlCheck({
  id: 'bogus-icmp-ignored',
  title: 'Bogus ICMP error responses are ignored',
  rationale: 'They fill the log and hide what matters.',
  severity: 'LOW',
  controls: [dil('3.2.6'), nist('4.5.1')],
  keys: ['net.ipv4.icmp_ignore_bogus_error_responses'],
  want: '1',
});
