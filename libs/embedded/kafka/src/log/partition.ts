import { ProducerTable } from './producer-table.ts';

/** What of a partition is kept in memory. Offsets count records; the log holds `[logStart, logEnd)`. */
export class Partition {
  readonly id: number;
  readonly topic: string;
  readonly number: number;
  readonly producers = new ProducerTable();
  logStart = 0;
  /** Where the next batch goes, batches of the open turn included. */
  logEnd = 0;
  /** How far a consumer may read: what is committed. */
  highWatermark = 0;
  bytes = 0;
  deleted = false;
  readonly #waiting = new Set<() => void>();

  constructor(identity: { readonly id: number; readonly topic: string; readonly number: number }) {
    this.id = identity.id;
    this.topic = identity.topic;
    this.number = identity.number;
  }

  /** Calls `wake` at every change until the returned function is called. */
  onChange(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }

  changed(): void {
    for (const wake of this.#waiting) wake();
  }
}
