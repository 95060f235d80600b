import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@bulkhead/platform-logging';
import type { Delivery } from './delivery.ts';

const APART_MS = 50;
const RETRY_MS = 500;

/** How far a partition is dealt with, on its way to the broker. */
export interface Mark {
  readonly topic: string;
  readonly partition: number;
  /** The first offset that is not dealt with. */
  readonly offset: bigint;
}

/** Commits how far each partition is dealt with: in the background, together, and only for partitions we have. */
export class Committer {
  private readonly write: (marks: readonly Mark[]) => Promise<void>;
  private readonly logger: Logger;
  private readonly pending = new Map<string, Mark>();
  private readonly committed = new Map<string, bigint>();
  private owned: ReadonlySet<string> = new Set();
  private running: Promise<void> | undefined;
  private hurry = false;

  constructor(write: (marks: readonly Mark[]) => Promise<void>, logger: Logger) {
    this.write = write;
    this.logger = logger;
  }

  /** The partitions of this member from now on; what was waiting for others is dropped. */
  assigned(partitions: ReadonlySet<string>): void {
    this.owned = partitions;
    for (const id of this.pending.keys()) if (!partitions.has(id)) this.pending.delete(id);
    for (const id of this.committed.keys()) if (!partitions.has(id)) this.committed.delete(id);
  }

  done({ topic, partition, offset }: Delivery): void {
    const id = partitionId(topic, partition);
    if (!this.owned.has(id)) return;
    this.pending.set(id, { topic, partition, offset: offset + 1n });
    this.running ??= this.run();
  }

  /** The first offset of the partition that this member has not committed; undefined when it committed none. */
  position(topic: string, partition: number): bigint | undefined {
    return this.committed.get(partitionId(topic, partition));
  }

  /** Commits what is dealt with before it resolves, or gives up after `timeoutMs`. */
  async flush(timeoutMs: number): Promise<void> {
    this.hurry = true;
    const stop = new AbortController();
    await Promise.race([this.running, sleep(timeoutMs, undefined, { signal: stop.signal }).catch(() => undefined)]);
    stop.abort();
    this.pending.clear();
  }

  private async run(): Promise<void> {
    if (!this.hurry) await sleep(APART_MS);
    while (this.pending.size > 0) {
      const marks = [...this.pending];
      this.pending.clear();
      const waitMs = (await this.commit(marks.map(([, mark]) => mark))) ? APART_MS : this.restore(marks);
      if (!this.hurry || waitMs === RETRY_MS) await sleep(waitMs);
    }
    this.running = undefined;
  }

  private async commit(marks: readonly Mark[]): Promise<boolean> {
    try {
      await this.write(marks);
      for (const { topic, partition, offset } of marks) this.committed.set(partitionId(topic, partition), offset);
      return true;
    } catch (error) {
      // In the middle of a rebalance; the new generation commits it, or somebody else does it again.
      this.logger.debug('offsets not committed', { error });
      return false;
    }
  }

  private restore(marks: readonly (readonly [string, Mark])[]): number {
    for (const [id, mark] of marks) if (this.owned.has(id) && !this.pending.has(id)) this.pending.set(id, mark);
    return RETRY_MS;
  }
}

export function partitionId(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}
