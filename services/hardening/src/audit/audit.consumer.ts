import { HOST_FACTS } from '@bulkhead/contracts';
import type { HostFacts } from '@bulkhead/contracts';
import type { Subscription } from '@bulkhead/platform-messaging';
import type { AuditService } from './audit.service.ts';

/** Facts that agents told. Reports may overtake each other: one that is older than what is held changes nothing. */
export function auditSubscriptions(audits: AuditService): [Subscription<HostFacts>] {
  return [
    {
      contract: HOST_FACTS,
      retry: 'topics',
      handle: async ({ data: { hostId, clusterId, observedAt, facts } }) => {
        await audits.takeFacts({ hostId, clusterId, observedAt: new Date(observedAt), document: facts });
      },
    },
  ];
}
