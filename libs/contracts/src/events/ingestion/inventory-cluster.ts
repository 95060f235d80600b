import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { ID, INSTANT, STAGE } from '../../vocabulary.ts';

/** A cluster was seen or changed: the whole current record. */
export const INVENTORY_CLUSTER = defineEvent({
  name: 'inventory.cluster',
  version: 1,
  owner: 'ingestion',
  doc: 'A cluster was seen or changed. Carries the whole current record.',
  key: (data) => data.clusterId,
  data: z.object({
    clusterId: ID,
    name: z.string().max(300),
    orchestrator: z.enum(['KUBERNETES', 'OPENSHIFT', 'NOMAD', 'PODMAN', 'DOCKER']),
    version: z.string().max(100).nullable(),
    stage: STAGE,
    labels: z.record(z.string(), z.string()),
    lastReportAt: INSTANT,
  }),
});
export type InventoryCluster = EventOf<typeof INVENTORY_CLUSTER>;
