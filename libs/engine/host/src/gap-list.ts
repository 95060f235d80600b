import type { GapReason, HostGap } from '@bulkhead/core-benchmark';

const LIMIT = 2000;

/** What could not be read, and why; in the order it was noticed, at most as many as the schema takes. */
export class GapList {
  readonly #gaps: HostGap[] = [];

  add(fact: string, source: string, reason: GapReason): void {
    if (this.#gaps.length < LIMIT)
      this.#gaps.push({ fact: fact.slice(0, 4200), source: source.slice(0, 4200), reason });
  }

  list(): HostGap[] {
    return [...this.#gaps];
  }
}
