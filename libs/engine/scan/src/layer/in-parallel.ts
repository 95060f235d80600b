/** Work on one item; it must end soon after the signal says so. */
export type Work<Item, Result> = (item: Item, signal: AbortSignal) => Promise<Result>;

export interface Parallelism {
  /** How many items are worked on at a time. */
  readonly width: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Works on items a few at a time; results come in the order of the items. The first failure stops the rest, and nothing
 * is still at work when this is settled: what the work reads from may be closed then.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  { width, signal }: Parallelism,
  work: Work<Item, Result>,
): Promise<Result[]> {
  const stopping = new AbortController();
  const either = signal === undefined ? stopping.signal : AbortSignal.any([signal, stopping.signal]);
  const results: Result[] = [];
  const failures: unknown[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    for (let at = next++; at < items.length && failures.length === 0; at = next++) {
      try {
        results[at] = await work(items[at] as Item, either);
      } catch (error) {
        failures.push(error);
        stopping.abort();
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, lane));
  if (failures.length > 0) throw failures[0];
  return results;
}
