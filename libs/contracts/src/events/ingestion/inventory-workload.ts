import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { CONTAINER, ID, INSTANT, OWNER } from '../../vocabulary.ts';

/** A workload was seen, changed or removed: the whole current record. */
export const INVENTORY_WORKLOAD = defineEvent({
  name: 'inventory.workload',
  version: 1,
  owner: 'ingestion',
  doc: 'A workload (top-level controller or bare pod) was seen, changed or removed. Carries the whole current record; `removed` says it is gone.',
  key: (data) => data.lineageKey,
  data: z.object({
    workloadId: ID,
    lineageKey: ID.describe('survives re-creation: h(cluster, namespace, kind, name)'),
    clusterId: ID,
    clusterName: z.string().max(300),
    stage: z.enum(['DEV', 'TEST', 'PROD', 'UNASSIGNED']),
    namespace: z.string().max(300),
    kind: z.string().max(100),
    name: z.string().max(300),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()),
    owner: OWNER.nullable(),
    hostIds: z.array(ID).max(10_000),
    replicas: z.int().nullable(),
    serviceAccount: z.string().max(300).nullable(),
    automountServiceAccountToken: z.boolean().nullable(),
    hostNetwork: z.boolean(),
    hostPID: z.boolean(),
    hostIPC: z.boolean(),
    hostPaths: z.array(z.string().max(4096)).max(500),
    exposure: z.enum(['NONE', 'CLUSTER', 'NODE', 'INTERNET', 'UNKNOWN']),
    containers: z.array(CONTAINER).max(200),
    removed: z.boolean(),
    observedAt: INSTANT,
  }),
});
export type InventoryWorkload = EventOf<typeof INVENTORY_WORKLOAD>;
