import { dil, nist } from '../../check.ts';
import { sysctlCheck } from '../../rule/sysctl.ts';

/** Container networks need forwarding; on such hosts the firewall carries this, not the switch. */
export const addressesNotForwarded = sysctlCheck({
  id: 'addresses-not-forwarded',
  title: 'A host that routes for nobody forwards nothing',
  rationale: 'A forwarding host is a bridge between networks that somebody meant to keep apart.',
  severity: 'MEDIUM',
  controls: [dil('3.1.1'), nist('4.5.1')],
  keys: ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding'],
  want: '0',
  absent: 'NOT_APPLICABLE',
  exempt: ({ runtimes = [] }) =>
    runtimes.length === 0 ? undefined : `container networks of ${runtimes.join(', ')} need forwarding`,
});
