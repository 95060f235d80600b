import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { BatchHeader } from '../record/batch.ts';
import type { Partition } from './partition.ts';

/** Where a stored batch is, without its bytes. */
export interface BatchPlace {
  readonly baseOffset: number;
  readonly lastOffset: number;
  readonly maxTimestamp: number;
  readonly size: number;
}

/** One partition as the database has it. */
export interface PartitionTotals {
  readonly partitionId: number;
  readonly bytes: number;
  readonly lastOffset: number;
}

const MAX_BATCHES_PER_READ = 2000;

/** The rows of record batches. Whoever writes does so inside a turn. */
export class BatchStore {
  readonly #insert: StatementSync;
  readonly #places: StatementSync;
  readonly #read: StatementSync;
  readonly #byTime: StatementSync;
  readonly #head: StatementSync;
  readonly #bytesBelow: StatementSync;
  readonly #deleteBelow: StatementSync;
  readonly #deleteSome: StatementSync;
  readonly #totals: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      'INSERT INTO batch (partition_id, base_offset, last_offset, max_timestamp, size, bytes) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#places = db.prepare(
      `SELECT base_offset AS baseOffset, last_offset AS lastOffset, max_timestamp AS maxTimestamp, size FROM batch
       WHERE partition_id = :partition AND last_offset >= :from AND last_offset < :until AND base_offset >= coalesce(
         (SELECT max(base_offset) FROM batch WHERE partition_id = :partition AND base_offset <= :from), 0)
       ORDER BY base_offset LIMIT ${MAX_BATCHES_PER_READ}`,
    );
    this.#read = db.prepare(
      'SELECT bytes FROM batch WHERE partition_id = ? AND base_offset BETWEEN ? AND ? ORDER BY base_offset',
    );
    this.#byTime = db.prepare(
      `SELECT base_offset AS baseOffset FROM batch
       WHERE partition_id = ? AND last_offset >= ? AND last_offset < ? AND max_timestamp >= ?
       ORDER BY base_offset LIMIT 1`,
    );
    this.#head = db.prepare(
      `SELECT base_offset AS baseOffset, last_offset AS lastOffset, max_timestamp AS maxTimestamp, size FROM batch
       WHERE partition_id = ? ORDER BY base_offset LIMIT ?`,
    );
    this.#bytesBelow = db.prepare(
      'SELECT sum(size) AS bytes FROM batch WHERE partition_id = ? AND base_offset < ? AND last_offset < ?',
    );
    this.#deleteBelow = db.prepare('DELETE FROM batch WHERE partition_id = ? AND base_offset < ? AND last_offset < ?');
    this.#deleteSome = db.prepare(
      'DELETE FROM batch WHERE id IN (SELECT id FROM batch WHERE partition_id = ? LIMIT ?)',
    );
    this.#totals = db.prepare(
      `SELECT partition_id AS partitionId, sum(size) AS bytes, max(last_offset) AS lastOffset
       FROM batch GROUP BY partition_id`,
    );
  }

  append(partition: Partition, header: BatchHeader, bytes: Uint8Array): void {
    const first = partition.logEnd;
    const last = first + header.lastOffsetDelta;
    this.#insert.run(partition.id, first, last, header.maxTimestamp, header.size, bytes);
  }

  /** The batches from the one that holds `from` on, up to `until` (not included), at most some thousands. */
  places(partition: Partition, from: number, until: number): BatchPlace[] {
    return this.#places.all({ partition: partition.id, from, until }) as unknown as BatchPlace[];
  }

  read(partition: Partition, firstBase: number, lastBase: number): Buffer[] {
    return this.#read.all(partition.id, firstBase, lastBase).map((row) => asBuffer(row['bytes']));
  }

  /** The base offset of the first batch at or after `from` whose latest record is at or after `timestamp`. */
  baseOffsetByTime(partition: Partition, from: number, timestamp: number): number | undefined {
    const row = this.#byTime.get(partition.id, from, partition.highWatermark, timestamp);
    return row === undefined ? undefined : Number(row['baseOffset']);
  }

  /** The oldest batches, read as far as the caller goes. */
  head(partition: Partition, limit: number): Iterable<BatchPlace> {
    return this.#head.iterate(partition.id, limit) as unknown as Iterable<BatchPlace>;
  }

  /** Deletes the batches that end before `offset`; returns the bytes they had. */
  deleteBelow(partition: Partition, offset: number): number {
    const bytes = Number(this.#bytesBelow.get(partition.id, offset, offset)?.['bytes'] ?? 0);
    this.#deleteBelow.run(partition.id, offset, offset);
    return bytes;
  }

  /** Deletes up to `limit` batches of a partition that is no more; returns how many there were. */
  deleteSome(partitionId: number, limit: number): number {
    return Number(this.#deleteSome.run(partitionId, limit).changes);
  }

  totals(): PartitionTotals[] {
    return this.#totals.all() as unknown as PartitionTotals[];
  }
}

function asBuffer(value: unknown): Buffer {
  if (!(value instanceof Uint8Array)) throw new TypeError('a batch row without bytes');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
