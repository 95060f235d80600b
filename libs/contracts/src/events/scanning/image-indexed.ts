import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, INSTANT } from '../../vocabulary.ts';

/** An image's content was read. */
export const IMAGE_INDEXED = defineEvent({
  name: 'image.indexed',
  version: 1,
  owner: 'scanning',
  doc: "An image's layers were read and its components are known. Components stay in the store; the event carries what policies ask of an image.",
  key: (data) => data.imageDigest,
  data: z.object({
    imageDigest: DIGEST,
    names: z.array(z.string().max(1024)).max(1000),
    distribution: z.string().max(200).nullable(),
    user: z.string().max(300).nullable().describe('USER of the image configuration; null = not set, that is root'),
    createdAt: INSTANT.nullable(),
    componentCount: z.int().min(0),
    coverage: z.array(z.string().max(100)).max(200),
    indexedAt: INSTANT,
  }),
});
export type ImageIndexed = EventOf<typeof IMAGE_INDEXED>;
