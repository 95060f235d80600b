import type { Usage } from './usage.ts';

/** Usages by lineage key. */
export interface UsageStore {
  /** Keeps the newer of what is held and what is given. */
  put(usage: Usage): Promise<void>;
  /** Usages of any of these images; at most USAGE_LIMIT. */
  ofImages(digests: readonly string[]): Promise<readonly Usage[]>;
}

/** A blast radius larger than this is shown as this: nobody acts on the difference. */
export const USAGE_LIMIT = 100_000;
