import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const redirectsRefused = sysctlCheck({
  id: 'redirects-refused',
  title: 'ICMP redirects are not believed',
  rationale: 'A forged redirect moves traffic of this host through a machine of the attacker.',
  severity: 'MEDIUM',
  controls: [dil('3.2.2'), nist('4.5.1')],
  keys: ['net.ipv4.conf.all.accept_redirects', 'net.ipv4.conf.default.accept_redirects'],
  want: '0',
});
