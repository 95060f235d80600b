import { COMPONENT_SCHEMA, DISTRIBUTION_SCHEMA } from '@bulkhead/core-inventory';
import { DIGEST_SCHEMA } from '@bulkhead/core-image';
import { z } from 'zod';
import { COVERAGE_SCHEMA } from './coverage.ts';
import { SCAN_PROBLEM_SCHEMA } from './problem.ts';

/** How an image is run, as far as it is a fact about the image. Values of variables are left out: they hold secrets. */
export const IMAGE_SETTINGS_SCHEMA = z.object({
  user: z.string(),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  workingDirectory: z.string(),
  exposedPorts: z.array(z.string()),
  volumes: z.array(z.string()),
  variables: z.array(z.string()),
  labels: z.record(z.string(), z.string()),
});

/** An image, by the digest of its manifest. */
export const IMAGE_SUBJECT_SCHEMA = z.object({
  kind: z.literal('image'),
  /** The same as `digest`. */
  id: z.string(),
  digest: DIGEST_SCHEMA,
  configDigest: DIGEST_SCHEMA,
  names: z.array(z.string()),
  platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() }),
  /** RFC 3339, as its builder wrote it; empty when not said. */
  createdAt: z.string(),
  settings: IMAGE_SETTINGS_SCHEMA,
});

/** A machine, by its machine-id(5) or name; or a root filesystem of which nobody says whose it is. */
export const TREE_SUBJECT_SCHEMA = z.object({
  kind: z.enum(['host', 'filesystem']),
  /** `host_` or `fs_` and 32 hex digits. */
  id: z.string(),
  name: z.string(),
  /** Real path of the root. */
  root: z.string(),
});

const LAYER_SCHEMA = z.object({
  index: z.int(),
  diffId: DIGEST_SCHEMA,
  digest: DIGEST_SCHEMA,
  mediaType: z.string(),
  /** Bytes of the blob. */
  size: z.int(),
  createdBy: z.string().optional(),
  createdAt: z.string().optional(),
  author: z.string().optional(),
  /** Entries of the tar. */
  entries: z.int(),
  /** Bytes of the tar. */
  uncompressedSize: z.int(),
});

/** Everything a scan found, and everything it could not: what is pushed to the server and printed by the CLI. */
export const SCAN_REPORT_SCHEMA = z.object({
  schema: z.literal('bulkhead/scan-report/v1'),
  subject: z.discriminatedUnion('kind', [IMAGE_SUBJECT_SCHEMA, TREE_SUBJECT_SCHEMA]),
  /** What made the report; reports of different analysers may differ. */
  analyser: z.string(),
  /** null when no file says which. */
  distribution: DISTRIBUTION_SCHEMA.nullable(),
  /** Lowest first; empty for a host or filesystem. */
  layers: z.array(LAYER_SCHEMA),
  /** In the order of their purls. */
  components: z.array(COMPONENT_SCHEMA),
  problems: z.array(SCAN_PROBLEM_SCHEMA),
  coverage: COVERAGE_SCHEMA,
  /** Bytes of blobs or files that were read for this report; layers from the cache cost none. */
  bytesRead: z.int(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
});
export type ScanReport = z.output<typeof SCAN_REPORT_SCHEMA>;
export type ScanSubject = ScanReport['subject'];
