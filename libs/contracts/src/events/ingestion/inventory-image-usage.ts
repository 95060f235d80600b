import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, ID, INSTANT } from '../../vocabulary.ts';

/** Where an image runs: the whole list, replaced each time. */
export const INVENTORY_IMAGE_USAGE = defineEvent({
  name: 'inventory.image-usage',
  version: 1,
  owner: 'ingestion',
  doc: 'The set of workloads that run an image changed. Carries the whole set, so that readers replace what they hold.',
  key: (data) => data.imageDigest,
  data: z.object({
    imageDigest: DIGEST,
    names: z.array(z.string().max(1024)).max(1000),
    workloads: z
      .array(
        z.object({
          workloadId: ID,
          lineageKey: ID,
          name: z.string().max(700),
          clusterId: ID,
          namespace: z.string().max(300),
          ownerTeamId: ID.nullable(),
          hostIds: z.array(ID).max(10_000),
          replicas: z.int().nullable(),
          exposure: z.enum(['NONE', 'CLUSTER', 'NODE', 'INTERNET', 'UNKNOWN']),
        }),
      )
      .max(50_000),
    observedAt: INSTANT,
  }),
});
export type InventoryImageUsage = EventOf<typeof INVENTORY_IMAGE_USAGE>;
