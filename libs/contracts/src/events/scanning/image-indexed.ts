import { z } from 'zod';
import { defineEvent } from '../../define-event.ts';
import type { EventOf } from '../../define-event.ts';
import { DIGEST, INSTANT } from '../../vocabulary.ts';

/** An image's content was read. */
export const IMAGE_INDEXED = defineEvent({
  name: 'image.indexed',
  version: 1,
  owner: 'scanning',
  doc: "An image's layers were read and its components are known. Carries what policies ask of an image; where each component lies stays in the store.",
  key: (data) => data.imageDigest,
  data: z.object({
    imageDigest: DIGEST,
    names: z.array(z.string().max(1024)).max(1000),
    distribution: z.string().max(200).nullable(),
    user: z.string().max(300).nullable().describe('USER of the image configuration; null = not set, that is root'),
    createdAt: INSTANT.nullable(),
    labels: z.record(z.string(), z.string()).describe('labels of the image configuration'),
    exposedPorts: z.array(z.string().max(100)).max(10_000).describe('port/protocol, as in the image configuration'),
    componentCount: z.int().min(0),
    components: z
      .array(
        z.object({
          name: z.string().max(1024),
          version: z.string().max(1024),
          ecosystem: z.string().max(300),
          purl: z.string().max(4096),
        }),
      )
      .max(200_000),
    coverage: z.array(z.string().max(100)).max(200),
    indexedAt: INSTANT,
  }),
});
export type ImageIndexed = EventOf<typeof IMAGE_INDEXED>;
