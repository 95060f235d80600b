import { INVENTORY_WORKLOAD } from '@bulkhead/contracts';
import type { InventoryWorkload } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import type { WorkloadStateService } from './workload-state.service.ts';

/** What ingestion tells of workloads. */
export function workloadSubscriptions(workloads: WorkloadStateService): [Subscription<InventoryWorkload>] {
  return [
    { contract: INVENTORY_WORKLOAD, retry: 'in-place', once: true, handle: ({ data }) => workloads.observe(data) },
  ];
}
