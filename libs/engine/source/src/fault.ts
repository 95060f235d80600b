import { Fault } from '@bulkhead/core-base';
import type { FaultKind, FaultOptions } from '@bulkhead/core-base';

/** The codes a Fault of this package carries. */
export type SourceFault =
  | 'ARCHIVE_BOMB'
  | 'ARCHIVE_CORRUPT'
  | 'ARCHIVE_PATH_ESCAPE'
  | 'ARCHIVE_TOO_MANY_ENTRIES'
  | 'ARCHIVE_TRUNCATED'
  | 'DIGEST_MISMATCH'
  | 'REGISTRY_FORBIDDEN'
  | 'REGISTRY_RATE_LIMITED'
  | 'REGISTRY_UNAUTHORIZED'
  | 'REGISTRY_UNAVAILABLE'
  | 'SIZE_MISMATCH'
  | 'SOURCE_ABORTED'
  | 'SOURCE_AMBIGUOUS'
  | 'SOURCE_NOT_FOUND'
  | 'SOURCE_UNREADABLE'
  | 'SOURCE_UNSUPPORTED';

const KINDS: Readonly<Record<SourceFault, FaultKind>> = {
  ARCHIVE_BOMB: 'invalid',
  ARCHIVE_CORRUPT: 'invalid',
  ARCHIVE_PATH_ESCAPE: 'invalid',
  ARCHIVE_TOO_MANY_ENTRIES: 'invalid',
  ARCHIVE_TRUNCATED: 'invalid',
  DIGEST_MISMATCH: 'invalid',
  REGISTRY_FORBIDDEN: 'forbidden',
  REGISTRY_RATE_LIMITED: 'rate-limited',
  REGISTRY_UNAUTHORIZED: 'unauthenticated',
  REGISTRY_UNAVAILABLE: 'unavailable',
  SIZE_MISMATCH: 'invalid',
  SOURCE_ABORTED: 'unavailable',
  SOURCE_AMBIGUOUS: 'invalid',
  SOURCE_NOT_FOUND: 'not-found',
  SOURCE_UNREADABLE: 'unavailable',
  SOURCE_UNSUPPORTED: 'invalid',
};

/** A Fault of this package; its kind follows from its code. */
export function sourceFault(code: SourceFault, message: string, options: FaultOptions = {}): Fault<SourceFault> {
  return new Fault<SourceFault>(KINDS[code], code, message, options);
}

/** Ends work that nobody waits for any more, with Fault SOURCE_ABORTED. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw sourceFault('SOURCE_ABORTED', 'The work was cancelled.', { cause: signal.reason });
}

/** The code of anything that was thrown, empty when it has none. Not by class: errors of Node may be of another realm. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
