import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@bulkhead/platform-logging';
import type { Consumer, ConsumerCrashEvent, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import type { CoPartitionGroups } from '../kafka/assigner.ts';
import { brokenGroups, coPartitionAssigner } from '../kafka/assigner.ts';
import { RETRY } from '../kafka/client.ts';
import type { Mark } from './committer.ts';
import { Committer, partitionId } from './committer.ts';
import type { Delivery, Route } from './delivery.ts';
import type { Lanes } from './lanes.ts';
import { PartitionWorker } from './partition-worker.ts';

export interface GroupConsumerOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** What is done with each topic's messages. */
  readonly routes: ReadonlyMap<string, Route>;
  readonly coPartitionGroups: CoPartitionGroups;
  readonly lanes: Lanes;
  readonly logger: Logger;
  readonly sessionTimeoutMs: number;
  readonly heartbeatMs: number;
}

const MAX_FETCH_WAIT_MS = 500;
const ROOM_WAIT_MS = 200;
const JOIN_TIMEOUT_MS = 60_000;
const RESTART_MS = 2_000;
const SILENT_MS = 60_000;

/**
 * One member of a consumer group. kafkajs fetches into per-partition workers and goes on at once, so a slow message
 * holds up its partition and nothing else, and heartbeats never wait for a handler. Offsets are committed when a
 * message is dealt with, not when it is fetched.
 */
export class GroupConsumer {
  private readonly options: GroupConsumerOptions;
  private readonly committer: Committer;
  private readonly workers = new Map<string, PartitionWorker>();
  private readonly retiring = new Map<string, Promise<void>>();
  private consumer: Consumer | undefined;
  private joined = Promise.withResolvers<void>();
  private isMember = false;
  private broken: readonly string[] = [];
  private lastFetch = 0;
  private closing = false;

  constructor(options: GroupConsumerOptions) {
    this.options = options;
    this.committer = new Committer((marks) => this.commit(marks), options.logger);
  }

  /** Joins the group; resolves when partitions are assigned, or after a minute without: health says so then. */
  async start(): Promise<void> {
    await this.open();
    await within(this.joined.promise, JOIN_TIMEOUT_MS);
  }

  /** What is wrong, in words; empty when this member is at work. */
  problems(): readonly string[] {
    const { group } = this.options;
    const silent = this.isMember && performance.now() - this.lastFetch > SILENT_MS;
    return [
      ...(this.isMember ? [] : [`consumer group ${group} has not joined`]),
      ...(silent ? [`consumer group ${group} has not fetched for a minute`] : []),
      ...this.broken.map((name) => `co-partition group ${name} is split between members of ${group}`),
    ];
  }

  /**
   * Drains: fetches no more, lets what is in work finish for at most `drainMs`, tells the rest to give up, commits,
   * leaves the group.
   */
  async close(drainMs: number): Promise<void> {
    this.closing = true;
    this.pauseTopics([...this.options.routes.keys()]);
    const finished = Promise.all([
      ...[...this.workers.values()].map((worker) => worker.stop()),
      ...this.retiring.values(),
    ]);
    if (!(await within(finished, drainMs))) {
      this.options.logger.warn('drain took too long', { group: this.options.group, drainMs });
      for (const worker of this.workers.values()) worker.giveUp();
      await within(finished, 1_000);
    }
    await this.committer.flush(5_000);
    await this.consumer?.disconnect().catch((error: unknown) => this.options.logger.debug('consumer close', { error }));
    this.isMember = false;
  }

  private async open(): Promise<void> {
    const { kafka, group, routes, coPartitionGroups, sessionTimeoutMs, heartbeatMs } = this.options;
    const consumer = kafka.consumer({
      groupId: group,
      partitionAssigners: [coPartitionAssigner(coPartitionGroups)],
      sessionTimeout: sessionTimeoutMs,
      heartbeatInterval: heartbeatMs,
      rebalanceTimeout: sessionTimeoutMs,
      maxWaitTimeInMs: MAX_FETCH_WAIT_MS,
      maxBytesPerPartition: 524_288,
      maxBytes: 4_194_304,
      allowAutoTopicCreation: false,
      retry: { ...RETRY, retries: 8 },
    });
    this.consumer = consumer;
    consumer.on(consumer.events.GROUP_JOIN, (event) => this.onJoin(event));
    consumer.on(consumer.events.CRASH, (event) => this.onCrash(event));
    consumer.on(consumer.events.FETCH, () => {
      this.lastFetch = performance.now();
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...routes.keys()], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 32,
      eachBatch: (payload) => this.take(payload),
    });
  }

  private async take(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const { topic, partition } = batch;
    const worker = this.workers.get(this.unitId(topic, partition));
    const last = batch.messages.at(-1);
    // Without being resolved the batch is fetched again, here or by the next owner.
    if (this.closing || worker === undefined || last === undefined) return;
    const deliveries = batch.messages.map(({ offset, key, value, headers }): Delivery => ({
      topic,
      partition,
      offset: BigInt(offset),
      key,
      value,
      headers,
    }));
    worker.offer(deliveries, this.committer.position(topic, partition));
    payload.resolveOffset(last.offset);
    if (!worker.isFull(topic)) return;
    // A short wait is cheaper than pausing: a paused partition comes back with the next fetch only.
    await sleep(ROOM_WAIT_MS);
    if (!worker.isFull(topic)) return;
    worker.markPaused(topic);
    this.consumer?.pause([{ topic, partitions: [partition] }]);
  }

  private onJoin({ payload }: ConsumerGroupJoinEvent): void {
    const { logger, group, coPartitionGroups } = this.options;
    const assigned = payload.memberAssignment;
    this.isMember = true;
    this.lastFetch = performance.now();
    this.broken = brokenGroups(assigned, coPartitionGroups);
    const refused = new Set(this.broken.flatMap((name) => coPartitionGroups[name] ?? []));
    const mine = Object.entries(assigned).filter(([topic]) => !refused.has(topic));
    this.committer.assigned(new Set(mine.flatMap(([topic, list]) => list.map((each) => partitionId(topic, each)))));
    this.rearrange(new Set(mine.flatMap(([topic, list]) => list.map((each) => this.unitId(topic, each)))));
    this.resume(mine);
    if (refused.size > 0) {
      this.pauseTopics([...refused]);
      logger.error('co-partitioned topics are split between members', { group, groups: this.broken });
    }
    const partitions = mine.reduce((sum, [, list]) => sum + list.length, 0);
    logger.info('consumer group joined', { group, member: payload.memberId, partitions, leader: payload.isLeader });
    this.joined.resolve();
  }

  /** Keeps the workers of partitions that stay, retires those of partitions that went, begins the new ones. */
  private rearrange(units: ReadonlySet<string>): void {
    for (const [id, worker] of this.workers) {
      if (units.has(id)) continue;
      worker.giveUp();
      this.workers.delete(id);
      this.retire(id, worker);
    }
    if (this.closing) return;
    for (const id of units) if (!this.workers.has(id)) this.workers.set(id, this.worker(this.retiring.get(id)));
  }

  private retire(id: string, worker: PartitionWorker): void {
    const stopped = worker.stop().finally(() => {
      if (this.retiring.get(id) === stopped) this.retiring.delete(id);
    });
    this.retiring.set(id, stopped);
  }

  private worker(after: Promise<void> | undefined): PartitionWorker {
    return new PartitionWorker({
      route: (topic) => this.options.routes.get(topic),
      lanes: this.options.lanes,
      logger: this.options.logger,
      done: (delivery) => this.committer.done(delivery),
      room: (topic, partition) => this.consumer?.resume([{ topic, partitions: [partition] }]),
      after,
    });
  }

  /** A partition that was paused when it went away may be back with an empty queue. */
  private resume(assigned: readonly (readonly [string, number[]])[]): void {
    if (this.closing) return;
    for (const [topic, list] of assigned) {
      const partitions = list.filter(
        (partition) => this.workers.get(this.unitId(topic, partition))?.pausedTopics().includes(topic) !== true,
      );
      this.consumer?.resume([{ topic, partitions }]);
    }
  }

  private pauseTopics(topics: readonly string[]): void {
    try {
      this.consumer?.pause(topics.map((topic) => ({ topic })));
    } catch (error) {
      // kafkajs refuses to pause what does not run.
      this.options.logger.debug('consumer pause', { error });
    }
  }

  private onCrash({ payload }: ConsumerCrashEvent): void {
    const { logger, group } = this.options;
    this.isMember = false;
    logger.warn('consumer group crashed', { group, error: payload.error, restart: payload.restart });
    if (!payload.restart && !this.closing) void this.reopen();
  }

  /** kafkajs gives up on errors it calls fatal; a service does not. */
  private async reopen(): Promise<void> {
    while (!this.closing) {
      await sleep(RESTART_MS);
      if (this.closing) return;
      try {
        await this.consumer?.disconnect().catch(() => undefined);
        await this.open();
        return;
      } catch (error) {
        this.options.logger.warn('consumer group not restarted', { group: this.options.group, error });
      }
    }
  }

  private async commit(marks: readonly Mark[]): Promise<void> {
    await this.consumer?.commitOffsets(
      marks.map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) })),
    );
  }

  private unitId(topic: string, partition: number): string {
    return partitionId(this.options.routes.get(topic)?.unit ?? topic, partition);
  }
}

/** True when the work ended in time. */
async function within(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const stop = new AbortController();
  const late = sleep(timeoutMs, false, { signal: stop.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    stop.abort();
  }
}
