import { RUNTIME_EVENT } from '@bulkhead/contracts';
import type { RuntimeEvent } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import type { RuntimeEventService } from './runtime-event.service.ts';

/** Events carry their own time, so one that fails may wait while others of its workload go on. */
export function runtimeEventSubscriptions(events: RuntimeEventService): [Subscription<RuntimeEvent>] {
  return [
    {
      contract: RUNTIME_EVENT,
      retry: 'topics',
      once: true,
      handle: async ({ data }) => {
        await events.take(data);
      },
    },
  ];
}
