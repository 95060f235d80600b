import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const ipv6RedirectsRefused = sysctlCheck({
  id: 'ipv6-redirects-refused',
  title: 'IPv6 redirects are not believed',
  rationale: 'A forged redirect moves traffic of this host through a machine of the attacker.',
  severity: 'MEDIUM',
  controls: [dil('3.2.2'), nist('4.5.1')],
  keys: ['net.ipv6.conf.all.accept_redirects', 'net.ipv6.conf.default.accept_redirects'],
  want: '0',
  absent: 'NOT_APPLICABLE',
});
