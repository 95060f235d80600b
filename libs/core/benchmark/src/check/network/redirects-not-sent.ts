import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

export const redirectsNotSent = sysctlCheck({
  id: 'redirects-not-sent',
  title: 'The host sends no ICMP redirects',
  rationale: 'Only a router has a reason to; a taken container host can else bend the routes of its neighbours.',
  severity: 'MEDIUM',
  controls: [dil('3.1.2'), nist('4.5.1')],
  keys: ['net.ipv4.conf.all.send_redirects', 'net.ipv4.conf.default.send_redirects'],
  want: '0',
});
