import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { ID, INSTANT, OWNER } from '../../vocabulary.ts';

/** A host was seen, changed or removed: identity only; its facts belong to hardening. */
export const INVENTORY_HOST = defineEvent({
  name: 'inventory.host',
  version: 1,
  owner: 'ingestion',
  doc: 'A host was seen, changed or removed. Carries its identity and place; facts and findings are told by their owners.',
  key: (data) => data.hostId,
  data: z.object({
    hostId: ID.describe('h(machine-id)'),
    hostname: z.string().max(300),
    clusterId: ID.nullable(),
    nodeName: z.string().max(300).nullable(),
    owner: OWNER.nullable(),
    labels: z.record(z.string(), z.string()),
    removed: z.boolean(),
    observedAt: INSTANT,
  }),
});
export type InventoryHost = EventOf<typeof INVENTORY_HOST>;
