import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const impossibleAddressesLogged = sysctlCheck({
  id: 'impossible-addresses-logged',
  title: 'Packets with impossible source addresses are logged',
  rationale: 'They are the first sign of spoofing on the segment of this host.',
  severity: 'LOW',
  controls: [dil('3.2.4'), nist('4.5.1')],
  keys: ['net.ipv4.conf.all.log_martians', 'net.ipv4.conf.default.log_martians'],
  want: '1',
});
