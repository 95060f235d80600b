import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, EXPOSURE, ID, INSTANT, OWNER, STAGE } from '../../vocabulary.ts';

/** A workload was seen, changed or removed: the whole current record. */
export const INVENTORY_WORKLOAD = defineEvent({
  name: 'inventory.workload',
  version: 1,
  owner: 'ingestion',
  doc: 'A workload (top-level controller or bare pod) was seen, changed or removed. Carries the whole current record; `removed` says it is gone. Who needs to know where an image runs keeps a projection of this.',
  key: (data) => data.lineageKey,
  data: z.object({
    workloadId: ID,
    lineageKey: ID.describe('survives re-creation: h(cluster, namespace, kind, name)'),
    clusterId: ID,
    clusterName: z.string().max(300),
    stage: STAGE,
    namespace: z.string().max(300),
    kind: z.string().max(100),
    name: z.string().max(300),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    owner: OWNER.nullable(),
    hostIds: z.array(ID).max(10_000),
    replicas: z.int().nullable(),
    exposure: EXPOSURE,
    containers: z
      .array(z.object({ name: z.string().max(300), imageRef: z.string().max(1024), imageDigest: DIGEST.nullable() }))
      .max(200)
      .describe('which content runs under which name'),
    manifest: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('the orchestrator object as observed (libs/core/workload reads it); null once removed'),
    removed: z.boolean(),
    observedAt: INSTANT,
  }),
});
export type InventoryWorkload = EventOf<typeof INVENTORY_WORKLOAD>;
