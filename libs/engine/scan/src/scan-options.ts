import type { Clock, Digest } from '@bulkhead/core-base';
import type { SourceLimits } from '@bulkhead/engine-source';
import type { LayerCache } from './layer/layer-analysis.ts';

/** How far a scan is. */
export interface ScanProgress {
  /** Bytes of blobs read so far (cached layers count as read), or entries met in a directory. */
  readonly done: number;
  /** How much there is; unknown for a directory. */
  readonly total?: number;
  readonly unit: 'bytes' | 'entries';
  /** The layer these bytes are of; a few are read at a time. */
  readonly layer?: { readonly index: number; readonly of: number; readonly diffId: Digest; readonly isCached: boolean };
}

/** What a scan needs from outside; everything may be left out. */
export interface ScanOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
  /** Analyses of layers seen before: a cached layer is not read again. */
  readonly cache?: LayerCache;
  readonly limits?: Partial<SourceLimits>;
  /** The system's when not given. */
  readonly clock?: Clock;
}
