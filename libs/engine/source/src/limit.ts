/** Bounds on what is taken from outside. All are for one layer or one archive. */
export interface SourceLimits {
  /** Entries in one tar. */
  readonly maxEntries: number;
  /** Bytes one compressed stream may become. */
  readonly maxInflatedBytes: number;
  /** How many times larger a stream may become; judged once it is past `ratioFloorBytes`. */
  readonly maxInflateRatio: number;
  readonly ratioFloorBytes: number;
}

const GIB = 1024 ** 3;

/** Real layers inflate 2 to 10 times; DEFLATE cannot do more than 1032. */
export const DEFAULT_LIMITS: SourceLimits = {
  maxEntries: 1_000_000,
  maxInflatedBytes: 64 * GIB,
  maxInflateRatio: 300,
  ratioFloorBytes: 2 * GIB,
};

/** The limits with the ones given put in the place of the defaults. */
export function withLimits(limits: Partial<SourceLimits> | undefined): SourceLimits {
  return { ...DEFAULT_LIMITS, ...limits };
}
