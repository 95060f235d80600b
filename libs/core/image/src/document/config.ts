import { z } from 'zod';
import { DIGEST_SCHEMA, TEXT, listOf } from './descriptor.ts';
import { checked, parseJson } from './manifest.ts';

const HISTORY_SCHEMA = z.object({
  created: TEXT.nullish(),
  created_by: TEXT.nullish(),
  author: TEXT.nullish(),
  comment: TEXT.nullish(),
  empty_layer: z.boolean().nullish(),
});

const RUN_SCHEMA = z.looseObject({
  User: TEXT.nullish(),
  Env: listOf(TEXT),
  Entrypoint: listOf(TEXT),
  Cmd: listOf(TEXT),
  WorkingDir: TEXT.nullish(),
  Labels: z.record(z.string(), TEXT).nullish(),
  ExposedPorts: z.record(z.string(), z.unknown()).nullish(),
  Volumes: z.record(z.string(), z.unknown()).nullish(),
});

/** OCI image configuration, and Docker's, which it came from. */
export const IMAGE_CONFIG_SCHEMA = z.object({
  architecture: TEXT.default(''),
  os: TEXT.default(''),
  variant: TEXT.nullish(),
  created: TEXT.nullish(),
  author: TEXT.nullish(),
  config: RUN_SCHEMA.nullish(),
  rootfs: z.object({ type: TEXT.default('layers'), diff_ids: listOf(DIGEST_SCHEMA) }),
  history: listOf(HISTORY_SCHEMA),
});

/** How an image is run, and of which layers (by digest of their uncompressed tar) it is made. */
export type ImageConfig = z.output<typeof IMAGE_CONFIG_SCHEMA>;

/**
 * Reads an image configuration.
 *
 * @throws Fault MANIFEST_INVALID
 */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  return checked(IMAGE_CONFIG_SCHEMA, parseJson(bytes, 'image configuration'));
}
