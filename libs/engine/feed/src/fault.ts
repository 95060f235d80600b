import { Fault } from '@bulkhead/core-base';
import type { FaultOptions } from '@bulkhead/core-base';

/** Why a feed as a whole could not be read. What is wrong with single documents is parked instead. */
export type FeedFault =
  /** There is nothing at the path, or it may not be read. */
  | 'FEED_NOT_FOUND'
  /** The archive is damaged, cut short or of an unknown kind. */
  | 'FEED_CORRUPT'
  /** It holds, or inflates to, more than the limits allow. */
  | 'FEED_TOO_LARGE';

export function feedFault(code: FeedFault, message: string, options: FaultOptions = {}): Fault<FeedFault> {
  return new Fault(code === 'FEED_NOT_FOUND' ? 'not-found' : 'invalid', code, message, options);
}

/** The code Node gives its errors (`ENOENT`, `Z_DATA_ERROR`); empty for others. */
export function systemCode(error: unknown): string {
  const code = error !== null && typeof error === 'object' && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** True for errors of the file system. */
export function isFileError(error: unknown): boolean {
  return error !== null && typeof error === 'object' && 'syscall' in error;
}
