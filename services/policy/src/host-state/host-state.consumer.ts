import { HOST_CHECK_RESULT, INVENTORY_HOST } from '@bulkhead/contracts';
import type { HostCheckResult, InventoryHost } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import type { HostStateService } from './host-state.service.ts';

/** What ingestion and hardening tell of hosts. */
export function hostSubscriptions(
  hosts: HostStateService,
): [Subscription<InventoryHost>, Subscription<HostCheckResult>] {
  return [
    { contract: INVENTORY_HOST, retry: 'in-place', once: true, handle: ({ data }) => hosts.observe(data) },
    { contract: HOST_CHECK_RESULT, retry: 'in-place', once: true, handle: ({ data }) => hosts.audit(data) },
  ];
}
