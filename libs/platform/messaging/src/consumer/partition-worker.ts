import type { Logger } from '@bulkhead/platform-logging';
import type { Delivery, Route } from './delivery.ts';
import type { Lanes } from './lanes.ts';
import { GivenUp, pause } from './pause.ts';

export interface WorkerParts {
  readonly route: (topic: string) => Route | undefined;
  readonly lanes: Lanes;
  readonly logger: Logger;
  /** The message is dealt with: everything up to it may be committed. */
  readonly done: (delivery: Delivery) => void;
  /** The topic's queue has room again. */
  readonly room: (topic: string, partition: number) => void;
  /** Work of an earlier owner of the same partition in this process that still runs. */
  readonly after: Promise<void> | undefined;
}

interface TopicQueue {
  /** Where this worker began. */
  first: bigint | undefined;
  /** The first offset that was not queued yet. */
  next: bigint;
  waiting: number;
  paused: boolean;
}

/** Above this many queued messages a topic's partition is not fetched, below half of it again. */
export const QUEUE_LIMIT = 200;
const BUG_PAUSE_MS = 1_000;

/**
 * Works through the messages of one partition number in order, one at a time: those of one topic, or of all the
 * topics of a co-partition group. It lives as long as the partition stays with this member, over rebalances too, so
 * nothing that was fetched is dropped and nothing is begun twice.
 */
export class PartitionWorker {
  private readonly parts: WorkerParts;
  private readonly waits = new AbortController();
  private readonly handlers = new AbortController();
  private readonly queues = new Map<string, TopicQueue>();
  private queue: Delivery[] = [];
  private head = 0;
  private running: Promise<void> | undefined;

  constructor(parts: WorkerParts) {
    this.parts = parts;
  }

  /**
   * Queues what was fetched. After a rebalance the broker starts again at the committed offset: what is queued or done
   * already is left out. Below `committed`, where this member left off, the broker would never start again: then the
   * log itself began anew (the topic was deleted and made again) and everything counts.
   */
  offer(deliveries: readonly Delivery[], committed: bigint | undefined): void {
    const [first] = deliveries;
    if (first === undefined || this.waits.signal.aborted) return;
    const state = this.queueOf(first.topic);
    if (state.first === undefined || first.offset < (committed ?? state.first)) {
      state.first = first.offset;
      state.next = first.offset;
    }
    const fresh = deliveries.filter((delivery) => delivery.offset >= state.next);
    const last = fresh.at(-1);
    if (last === undefined) return;
    state.next = last.offset + 1n;
    state.waiting += fresh.length;
    for (const delivery of fresh) this.queue.push(delivery);
    if (this.parts.route(first.topic)?.holdsBackground === true) this.parts.lanes.note(fresh.length);
    this.running ??= this.run();
  }

  isFull(topic: string): boolean {
    return this.queueOf(topic).waiting > QUEUE_LIMIT;
  }

  /** The caller stopped fetching the topic and is told through `room` when to go on. */
  markPaused(topic: string): void {
    this.queueOf(topic).paused = true;
  }

  pausedTopics(): readonly string[] {
    return [...this.queues].filter(([, state]) => state.paused).map(([topic]) => topic);
  }

  /** Forgets what is queued and ends every wait; a handler at work may finish. Resolves when it has. */
  async stop(): Promise<void> {
    this.waits.abort();
    for (const delivery of this.queue.slice(this.head)) this.noteTaken(delivery);
    this.queue = [];
    this.head = 0;
    await this.running;
  }

  /** Tells the handler at work to give up, too. */
  giveUp(): void {
    this.waits.abort();
    this.handlers.abort();
  }

  private async run(): Promise<void> {
    await this.parts.after;
    for (let delivery = this.take(); delivery !== undefined; delivery = this.take()) {
      const dealtWith = await this.process(delivery);
      if (!dealtWith) break;
      this.parts.done(delivery);
      this.makeRoom(delivery);
    }
    this.running = undefined;
    // Something may have come while the last one was awaited.
    if (this.head < this.queue.length && !this.waits.signal.aborted) this.running = this.run();
  }

  private async process(delivery: Delivery): Promise<boolean> {
    const leaving = { waiting: this.waits.signal, handling: this.handlers.signal };
    for (;;) {
      try {
        await this.parts.route(delivery.topic)?.process(delivery, leaving);
        return true;
      } catch (error) {
        if (error instanceof GivenUp) return false;
        // A route never throws; if it does, that is our bug, and losing the message would make it worse.
        const { topic, partition, offset } = delivery;
        this.parts.logger.error('message not dealt with', { topic, partition, offset: String(offset), error });
      }
      if (!(await this.waited(BUG_PAUSE_MS))) return false;
    }
  }

  private async waited(millis: number): Promise<boolean> {
    try {
      await pause(millis, this.waits.signal);
      return true;
    } catch {
      return false;
    }
  }

  private take(): Delivery | undefined {
    const delivery = this.queue[this.head];
    if (delivery === undefined || this.waits.signal.aborted) return undefined;
    this.head += 1;
    if (this.head > 1_000) {
      this.queue = this.queue.slice(this.head);
      this.head = 0;
    }
    this.noteTaken(delivery);
    return delivery;
  }

  private noteTaken(delivery: Delivery): void {
    this.queueOf(delivery.topic).waiting -= 1;
    if (this.parts.route(delivery.topic)?.holdsBackground === true) this.parts.lanes.note(-1);
  }

  private makeRoom({ topic, partition }: Delivery): void {
    const state = this.queueOf(topic);
    if (!state.paused || state.waiting > QUEUE_LIMIT / 2) return;
    state.paused = false;
    this.parts.room(topic, partition);
  }

  private queueOf(topic: string): TopicQueue {
    const state = this.queues.get(topic) ?? { first: undefined, next: 0n, waiting: 0, paused: false };
    this.queues.set(topic, state);
    return state;
  }
}
