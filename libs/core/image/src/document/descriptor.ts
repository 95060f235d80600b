import { isDigest } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import { z } from 'zod';

/** Longest list of layers, manifests or history entries that is read; the container engines stop at 127 layers. */
export const MAX_LIST = 4096;

const MAX_TEXT = 65_536;

/** Text of bounded length. */
export const TEXT = z.string().max(MAX_TEXT);

/** Go writes an empty list as null. */
export function listOf<Item extends z.ZodType>(item: Item): z.ZodType<z.output<Item>[]> {
  return z
    .array(item)
    .max(MAX_LIST)
    .nullish()
    .transform((list) => list ?? []);
}

const DIGEST_SCHEMA = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'not a digest');

/** Annotations as written, no more than 1024 of them. */
export const ANNOTATIONS = z
  .record(z.string().max(1024), TEXT)
  .nullish()
  .refine((record) => Object.keys(record ?? {}).length <= 1024, 'too many annotations')
  .transform((record): Record<string, string> => record ?? {});

/** Operating system and processor an image is for (OCI image-spec, image index). */
export const PLATFORM_SCHEMA = z.object({
  os: TEXT.default(''),
  architecture: TEXT.default(''),
  variant: TEXT.optional(),
  'os.version': TEXT.optional(),
});

/** A pointer to content: media type, digest and size in bytes (OCI image-spec, descriptor). */
export const DESCRIPTOR_SCHEMA = z.object({
  mediaType: TEXT.default('application/octet-stream'),
  digest: DIGEST_SCHEMA,
  size: z.int().min(0),
  platform: PLATFORM_SCHEMA.nullish().transform((platform) => platform ?? undefined),
  annotations: ANNOTATIONS,
  artifactType: TEXT.optional(),
});

/** A pointer to content as the OCI image-spec defines it. */
export type Descriptor = z.output<typeof DESCRIPTOR_SCHEMA>;

/** A digest that must be one. */
export { DIGEST_SCHEMA };
