import type { Clock } from '@bulkhead/core-base';
import { isFault, messageOf } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { Collection } from 'mongoose';
import type { Outgoing } from '../kafka/producer.ts';
import { Doorbell } from './doorbell.ts';
import type { RelayLease } from './lease.ts';
import type { OutboxRow } from './row.ts';

export interface RelayOptions {
  readonly rows: Collection<OutboxRow>;
  readonly lease: RelayLease;
  readonly send: (messages: readonly Outgoing[]) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How often to look without a nudge, in milliseconds. */
  readonly pollMs: number;
}

/** How the relay stands, for health and metrics. */
export interface RelayStatus {
  /** True when this process publishes; another one of the service does otherwise. */
  readonly publishing: boolean;
  /** Age of the oldest event that waits, in milliseconds; 0 when none does. */
  readonly lagMs: number;
  /** Events that no broker will take. */
  readonly refused: number;
}

const PASS = 500;
const LONGEST_BACKOFF_MS = 5_000;
const HEADERS = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

/**
 * Publishes what the outbox holds. It selects by state, never by a cursor over ids: a transaction that commits late
 * brings rows with early ids. A crash between publishing and marking publishes again; consumers know an event by
 * its id.
 */
export class OutboxRelay {
  private readonly options: RelayOptions;
  private readonly bell = new Doorbell();
  private running: Promise<void> | undefined;
  private stopping = false;
  private oldest: Date | undefined;
  private refused = 0;

  constructor(options: RelayOptions) {
    this.options = options;
  }

  /** Starts looking. */
  start(): void {
    this.running ??= this.run();
  }

  /** Looks now instead of at the next poll. */
  nudge(): void {
    this.bell.ring();
  }

  status(): RelayStatus {
    const lagMs =
      this.oldest === undefined ? 0 : Math.max(0, this.options.clock.now().getTime() - this.oldest.getTime());
    return { publishing: this.options.lease.held, lagMs, refused: this.refused };
  }

  /** Publishes what is there when this process holds the lease, then stops and gives the lease back. */
  async close(): Promise<void> {
    this.stopping = true;
    this.bell.ring();
    await this.running;
    await this.options.lease.release().catch((error: unknown) => {
      this.options.logger.debug('outbox lease not released', { error });
    });
  }

  private async run(): Promise<void> {
    let failures = 0;
    let counted = false;
    for (;;) {
      // Read before the pass: what is appended while it runs is found by one more.
      const last = this.stopping;
      try {
        if (!counted) this.refused = await this.options.rows.countDocuments({ state: 'refused' });
        counted = true;
        const published = await this.pass();
        failures = 0;
        if (published > 0) continue;
      } catch (error) {
        failures += 1;
        this.options.logger.warn('outbox relay failed', { failures, error });
      }
      if (last) return;
      await this.bell.wait(failures === 0 ? this.options.pollMs : backoff(failures));
    }
  }

  /** One look: publishes at most PASS rows and says how many. */
  private async pass(): Promise<number> {
    if (!(await this.options.lease.hold())) {
      this.oldest = undefined;
      return 0;
    }
    const rows = await this.select();
    this.oldest = rows[0]?.at;
    if (rows.length === 0) return 0;
    if (!this.options.lease.held) return 0;
    try {
      await this.options.send(rows.map(outgoing));
      await this.mark(rows);
    } catch (error) {
      if (!isFault(error) || error.kind !== 'invalid') throw error;
      await this.publishOneByOne(rows);
    }
    return rows.length;
  }

  private async select(): Promise<readonly OutboxRow[]> {
    const { rows } = this.options;
    const window = await rows.find({ state: 'pending' }).sort({ order: 1 }).limit(PASS).toArray();
    if (window.length < PASS) return inOrder(window);
    // Beyond the window a row may wait whose revision is lower: the clock of the process that wrote it was ahead.
    const keys = [...new Set(window.map((row) => row.key))];
    const beyond = await rows
      .find({ state: 'pending', key: { $in: keys }, order: { $gt: window.at(-1)?.order ?? '' } })
      .limit(PASS)
      .toArray();
    return inOrder([...window, ...beyond]);
  }

  /** The broker refused the batch for good: find out which row it was, keep it aside, publish the others. */
  private async publishOneByOne(rows: readonly OutboxRow[]): Promise<void> {
    for (const row of rows) {
      try {
        await this.options.send([outgoing(row)]);
        await this.mark([row]);
      } catch (error) {
        if (!isFault(error) || error.kind !== 'invalid') throw error;
        this.refused += 1;
        this.options.logger.error('event refused by the broker', { event: row._id, topic: row.topic, error });
        await this.options.rows.updateOne({ _id: row._id }, { $set: { state: 'refused', reason: messageOf(error) } });
      }
    }
  }

  private async mark(rows: readonly OutboxRow[]): Promise<void> {
    await this.options.rows.updateMany(
      { _id: { $in: rows.map((row) => row._id) } },
      { $set: { state: 'published', publishedAt: this.options.clock.now() } },
    );
  }
}

/** Append order overall; revision order within a key. */
function inOrder(rows: readonly OutboxRow[]): readonly OutboxRow[] {
  const byKey = Map.groupBy(rows, (row) => `${row.topic}\n${row.key}`);
  return [...byKey.values()].flatMap((list) => list.toSorted(compareWithinKey));
}

function compareWithinKey(a: OutboxRow, b: OutboxRow): number {
  if (a.revision !== null && b.revision !== null && a.revision !== b.revision) return a.revision - b.revision;
  if (a.order === b.order) return 0;
  return a.order < b.order ? -1 : 1;
}

function outgoing(row: OutboxRow): Outgoing {
  return { topic: row.topic, key: row.key, value: row.value, headers: HEADERS };
}

function backoff(failures: number): number {
  return Math.min(100 * 2 ** failures, LONGEST_BACKOFF_MS);
}
