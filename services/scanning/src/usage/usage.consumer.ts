import { INVENTORY_WORKLOAD } from '@bulkhead/contracts';
import type { InventoryWorkload } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import { usageOf } from './usage.ts';
import type { UsageStore } from './usage.ports.ts';

/** Keeps the usage projection; older revisions are ignored by the store. */
export function usageSubscriptions(usages: UsageStore): readonly Subscription<InventoryWorkload>[] {
  return [
    {
      contract: INVENTORY_WORKLOAD,
      retry: 'topics',
      handle: ({ data, revision }) => usages.put(usageOf(data, revision ?? 0)),
    },
  ];
}
