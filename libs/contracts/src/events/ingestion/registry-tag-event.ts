import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, INSTANT } from '../../vocabulary.ts';

/** A tag was pushed, moved or deleted in a registry. */
export const REGISTRY_TAG_EVENT = defineEvent({
  name: 'registry.tag-event',
  version: 1,
  owner: 'ingestion',
  doc: 'A tag was pushed, moved or deleted in a registry.',
  key: (data) => `${data.registry}/${data.repository}`,
  data: z.object({
    registry: z.string().max(300),
    repository: z.string().max(500),
    tag: z.string().max(200),
    action: z.enum(['PUSHED', 'MOVED', 'DELETED']),
    fromDigest: DIGEST.nullable(),
    toDigest: DIGEST.nullable(),
    actor: z.string().max(300).nullable(),
    at: INSTANT,
  }),
});
export type RegistryTagEvent = EventOf<typeof REGISTRY_TAG_EVENT>;
