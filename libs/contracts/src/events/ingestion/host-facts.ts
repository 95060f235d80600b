import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { ID, INSTANT } from '../../vocabulary.ts';

/** A host reported its facts. */
export const HOST_FACTS = defineEvent({
  name: 'host.facts',
  version: 1,
  owner: 'ingestion',
  doc: 'A host reported its facts. The document is that of libs/engine/host; hardening judges it.',
  key: (data) => data.hostId,
  data: z.object({
    hostId: ID,
    clusterId: ID.nullable(),
    observedAt: INSTANT,
    facts: z.record(z.string(), z.unknown()).describe('HOST_FACTS_SCHEMA of libs/engine/host'),
  }),
});
export type HostFacts = EventOf<typeof HOST_FACTS>;
