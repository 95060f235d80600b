import { DISTRIBUTION_PATHS, MAX_DISTRIBUTION_BYTES, readerFor, unreadDatabaseFor } from '@bulkhead/core-inventory';
import type { PackageReader } from '@bulkhead/core-inventory';

/** Why a file matters to a scan. */
export type Interest =
  | { readonly kind: 'packages'; readonly reader: PackageReader; readonly maxBytes: number }
  | { readonly kind: 'release'; readonly maxBytes: number }
  /** Only that it is there. */
  | { readonly kind: 'unread'; readonly name: string; readonly maxBytes: 0 };

const RELEASE_PATHS = new Set(DISTRIBUTION_PATHS);
const RELEASE: Interest = { kind: 'release', maxBytes: MAX_DISTRIBUTION_BYTES };

/** Why the file at this clean relative path matters, or undefined for nearly all files. Asked for every one of them. */
export function interestIn(path: string): Interest | undefined {
  const reader = readerFor(path);
  if (reader !== undefined) return { kind: 'packages', reader, maxBytes: reader.maxBytes };
  if (RELEASE_PATHS.has(path)) return RELEASE;
  const unread = unreadDatabaseFor(path);
  return unread === undefined ? undefined : { kind: 'unread', name: unread.name, maxBytes: 0 };
}
