import { MatchIndex } from '@bulkhead/core-advisory';
import type { ParkedDocument } from './feed-item.ts';
import { readFeed } from './read-feed.ts';
import type { FeedSummary, ReadFeedOptions } from './read-feed.ts';

/** A feed in memory, ready to be matched against. */
export interface LoadedFeed {
  readonly index: MatchIndex;
  readonly summary: FeedSummary;
  /** The first of what was parked; `summary.parked` counts them all. */
  readonly parked: readonly ParkedDocument[];
  /** Advisories of which something could not be read; the rest of them is held. */
  readonly incomplete: number;
}

const MOST_PARKED = 100;

/** Reads a feed into a match index. Throws what `readFeed` throws. */
export async function loadFeed(path: string, options: ReadFeedOptions = {}): Promise<LoadedFeed> {
  const index = new MatchIndex();
  const parked: ParkedDocument[] = [];
  let incomplete = 0;
  const reading = readFeed(path, options);
  for await (const item of reading) {
    if (item.kind === 'advisory') {
      index.add(item.advisory);
      incomplete += item.problems.length > 0 ? 1 : 0;
    } else if (parked.length < MOST_PARKED) {
      parked.push(item);
    }
  }
  return { index, summary: reading.summary(), parked, incomplete };
}
