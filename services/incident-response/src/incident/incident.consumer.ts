import { VIOLATION_CHANGED } from '@bulkhead/contracts';
import type { ViolationChanged } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import type { IncidentService } from './incident.service.ts';
import { violationSignal } from './signal.ts';

/** Violations in the order they changed: a resolution must not be overtaken by the opening before it. */
export function incidentSubscriptions(incidents: IncidentService): [Subscription<ViolationChanged>] {
  return [
    {
      contract: VIOLATION_CHANGED,
      retry: 'in-place',
      once: true,
      handle: async ({ data }) => {
        await incidents.take(violationSignal(data));
      },
    },
  ];
}
