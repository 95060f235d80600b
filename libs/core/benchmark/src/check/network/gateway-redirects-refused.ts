import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const gatewayRedirectsRefused = sysctlCheck({
  id: 'gateway-redirects-refused',
  title: 'Redirects of known gateways are not believed either',
  rationale: 'A gateway can be taken too, and static routes need no redirects.',
  severity: 'LOW',
  controls: [dil('3.2.3'), nist('4.5.1')],
  keys: ['net.ipv4.conf.all.secure_redirects', 'net.ipv4.conf.default.secure_redirects'],
  want: '0',
});
