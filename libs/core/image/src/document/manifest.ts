import { Fault } from '@bulkhead/core-base';
import { z } from 'zod';
import type { ImageFault } from '../fault.ts';
import { ANNOTATIONS, DESCRIPTOR_SCHEMA, TEXT, listOf } from './descriptor.ts';

/** Media types a registry is asked for, best first. */
export const MANIFEST_MEDIA_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const;

/** Largest manifest or index that is read (distribution-spec asks registries to take at least 4 MiB). */
export const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** OCI image manifest or Docker image manifest, version 2 schema 2. */
export const IMAGE_MANIFEST_SCHEMA = z.object({
  schemaVersion: z.literal(2),
  mediaType: TEXT.optional(),
  artifactType: TEXT.optional(),
  config: DESCRIPTOR_SCHEMA,
  layers: listOf(DESCRIPTOR_SCHEMA),
  subject: DESCRIPTOR_SCHEMA.nullish().transform((subject) => subject ?? undefined),
  annotations: ANNOTATIONS,
});

/** OCI image index or Docker manifest list. */
export const IMAGE_INDEX_SCHEMA = z.object({
  schemaVersion: z.literal(2),
  mediaType: TEXT.optional(),
  manifests: z.array(DESCRIPTOR_SCHEMA).max(4096),
  annotations: ANNOTATIONS,
});

/** What one image is made of: its config and its layers, lowest first. */
export type ImageManifest = z.output<typeof IMAGE_MANIFEST_SCHEMA>;

/** Several manifests, usually one per platform. */
export type ImageIndex = z.output<typeof IMAGE_INDEX_SCHEMA>;

/** Either of the two documents a reference can lead to. */
export type ManifestDocument =
  | { readonly kind: 'manifest'; readonly manifest: ImageManifest }
  | { readonly kind: 'index'; readonly index: ImageIndex };

/**
 * Reads the bytes behind a manifest digest. Which of the two it is follows from its members, not from what was said
 * about it; a document that is both at once is refused (it would mean different images to different readers).
 *
 * @throws Fault MANIFEST_INVALID
 */
export function parseManifest(bytes: Uint8Array): ManifestDocument {
  const json = parseJson(bytes, 'manifest');
  const isIndex = 'manifests' in json;
  if (isIndex && ('layers' in json || 'config' in json)) throw invalid('it is an index and a manifest at once');
  if ('fsLayers' in json) throw invalid('Docker schema 1 was withdrawn; pull and push it again with a current tool');
  if (isIndex) return { kind: 'index', index: checked(IMAGE_INDEX_SCHEMA, json) };
  return { kind: 'manifest', manifest: checked(IMAGE_MANIFEST_SCHEMA, json) };
}

/** JSON object of bounded size, or Fault MANIFEST_INVALID. */
export function parseJson(bytes: Uint8Array, what: string): Record<string, unknown> {
  if (bytes.byteLength > MAX_MANIFEST_BYTES) throw invalid(`the ${what} is larger than 4 MiB`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch (cause) {
    throw invalid(`the ${what} is not JSON`, cause);
  }
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw invalid(`the ${what} is not an object`);
  return json as Record<string, unknown>;
}

/** The document when it fits the schema, or Fault MANIFEST_INVALID that names the first member that does not. */
export function checked<Schema extends z.ZodType>(schema: Schema, json: unknown): z.output<Schema> {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`);
}

function invalid(why: string, cause?: unknown): Fault<ImageFault> {
  return new Fault<ImageFault>('invalid', 'MANIFEST_INVALID', `The image cannot be read: ${why}.`, { cause });
}
