import type { DatabaseSync } from 'node:sqlite';
import type { WriteTurn } from '../store/write-turn.ts';
import type { BatchStore } from './batch.store.ts';
import type { Partition } from './partition.ts';
import type { TopicPolicy } from './topic-config.ts';
import type { TopicRegistry } from './topic-registry.ts';
import type { TopicStore } from './topic.store.ts';

/** producer.id.expiration.ms of Kafka. */
const PRODUCER_EXPIRY_MS = 86_400_000;
const BATCHES_PER_TURN = 500;
const FREE_PAGES_PER_TURN = 1024;

export interface SweeperParts {
  readonly db: DatabaseSync;
  readonly turn: WriteTurn;
  readonly registry: TopicRegistry;
  readonly topics: TopicStore;
  readonly batches: BatchStore;
}

/** Retention by time and size, topics that were deleted, producers nobody heard of: in small turns, so nobody waits. */
export class Sweeper {
  readonly #parts: SweeperParts;
  readonly #timer: NodeJS.Timeout;
  readonly #onFailure: (error: unknown) => void;
  #running = false;
  #stopped = false;

  constructor(parts: SweeperParts, everyMs: number, onFailure: (error: unknown) => void) {
    this.#parts = parts;
    this.#onFailure = onFailure;
    this.#timer = setInterval(() => void this.sweep(), everyMs);
    this.#timer.unref();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  async sweep(now = Date.now()): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      for (const topic of this.#parts.registry.all()) {
        for (const partition of topic.partitions) await this.#retain(partition, topic.policy, now);
      }
      await this.#sweepOrphans();
      await this.#expireProducers(now - PRODUCER_EXPIRY_MS);
      await this.#shrink();
    } catch (error) {
      // The database is closed under a sweep that was under way: that is no failure.
      if (!this.#stopped) this.#onFailure(error);
    } finally {
      this.#running = false;
    }
  }

  async #retain(partition: Partition, policy: TopicPolicy, now: number): Promise<void> {
    if (!policy.deletes || (policy.retentionMs < 0 && policy.retentionBytes < 0)) return;
    for (;;) {
      const start = this.#startToKeep(partition, policy, now);
      if (start <= partition.logStart || partition.deleted) return;
      await this.#parts.turn.write(() => this.#parts.registry.advance(partition, start));
    }
  }

  /** Where the log is to begin, looking at its first few hundred batches. */
  #startToKeep(partition: Partition, { retentionMs, retentionBytes }: TopicPolicy, now: number): number {
    let start = partition.logStart;
    let bytes = partition.bytes;
    for (const batch of this.#parts.batches.head(partition, BATCHES_PER_TURN)) {
      const tooOld = retentionMs >= 0 && batch.maxTimestamp >= 0 && batch.maxTimestamp < now - retentionMs;
      const tooMuch = retentionBytes >= 0 && bytes - batch.size >= retentionBytes;
      if ((!tooOld && !tooMuch) || batch.lastOffset >= partition.highWatermark) break;
      start = batch.lastOffset + 1;
      bytes -= batch.size;
    }
    return start;
  }

  async #sweepOrphans(): Promise<void> {
    const { turn, registry, batches } = this.#parts;
    for (const partitionId of registry.orphans()) {
      const deleteSome = (): Promise<number> => turn.write(() => batches.deleteSome(partitionId, BATCHES_PER_TURN));
      while ((await deleteSome()) > 0);
      registry.forgetOrphan(partitionId);
    }
  }

  async #expireProducers(before: number): Promise<void> {
    const { turn, registry, topics } = this.#parts;
    let expired = 0;
    for (const topic of registry.all()) {
      for (const partition of topic.partitions) expired += partition.producers.expire(before);
    }
    if (expired > 0) await turn.write(() => topics.deleteProducersBefore(before));
  }

  /** Gives free pages back to the disk, a few at a time. */
  async #shrink(): Promise<void> {
    const { db, turn } = this.#parts;
    await turn.settled();
    if (Number(db.prepare('PRAGMA freelist_count').get()?.['freelist_count'] ?? 0) > FREE_PAGES_PER_TURN) {
      db.exec(`PRAGMA incremental_vacuum(${FREE_PAGES_PER_TURN})`);
    }
  }
}
