/** What a feed may cost. Documents over a limit are parked; a feed over one of its own ends with FEED_TOO_LARGE. */
export interface FeedLimits {
  /** Bytes of one document. */
  readonly maxDocumentBytes: number;
  /** Nesting of objects and lists in one document. */
  readonly maxDepth: number;
  /** Files and archive entries. */
  readonly maxFiles: number;
  /** Bytes of all documents together, inflated. */
  readonly maxBytes: number;
  /** Inflated to compressed, once `ratioFloorBytes` were inflated. */
  readonly maxInflateRatio: number;
  readonly ratioFloorBytes: number;
}

export const DEFAULT_LIMITS: FeedLimits = {
  maxDocumentBytes: 32 * 1024 * 1024,
  maxDepth: 100,
  maxFiles: 5_000_000,
  maxBytes: 64 * 1024 ** 3,
  maxInflateRatio: 200,
  ratioFloorBytes: 64 * 1024 * 1024,
};
