import { INVENTORY_PROBLEMS } from '@bulkhead/core-inventory';
import { DIGEST_SCHEMA } from '@bulkhead/core-image';
import { z } from 'zod';

/** Ways a scan can fall short without failing. */
export const SCAN_PROBLEMS = [
  ...INVENTORY_PROBLEMS,
  /** A package database was recognised that nobody reads: its packages are unknown. */
  'DATABASE_NOT_READ',
  /** A file or directory could not be opened. */
  'FILE_UNREADABLE',
  /** A document is larger than is read. */
  'FILE_TOO_LARGE',
  /** A hard link leads to a file that is not in its layer. */
  'HARD_LINK_UNRESOLVED',
  /** A symbolic link points above the root; it was not followed. */
  'LINK_LEAVES_ROOT',
  /** Packages of a distribution are there and no file says which distribution. */
  'DISTRIBUTION_UNKNOWN',
] as const;
export type ScanProblemCode = (typeof SCAN_PROBLEMS)[number];

/** Something that could not be looked at or taken at its word. */
export const SCAN_PROBLEM_SCHEMA = z.object({
  code: z.enum(SCAN_PROBLEMS),
  message: z.string().max(8192),
  /** Clean path relative to the root. */
  path: z.string().max(8192).optional(),
  diffId: DIGEST_SCHEMA.optional(),
});
export type ScanProblem = z.output<typeof SCAN_PROBLEM_SCHEMA>;
