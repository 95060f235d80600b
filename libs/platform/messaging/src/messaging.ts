import { randomUUID } from 'node:crypto';
import type { ConnectionOptions } from 'node:tls';
import type { Clock } from '@bulkhead/core-base';
import { Fault, systemClock } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { ensureIndexes } from '@bulkhead/platform-mongo';
import type { Admin, Kafka } from 'kafkajs';
import type { Model } from 'mongoose';
import type { ClaimStore } from './claim/claim-store.ts';
import { GroupConsumer } from './consumer/group-consumer.ts';
import { Lanes } from './consumer/lanes.ts';
import type { GroupPlan } from './consumer/routing.ts';
import { planGroups } from './consumer/routing.ts';
import type { AnySubscription, Subscription } from './consumer/subscription.ts';
import type { AnyContract } from './contract.ts';
import type { MessagingFault } from './fault.ts';
import type { Inbox } from './inbox.ts';
import { createInbox } from './inbox.ts';
import type { SaslPlain } from './kafka/client.ts';
import { createKafka } from './kafka/client.ts';
import { SerialProducer } from './kafka/producer.ts';
import type { GroupLag } from './lag.ts';
import { groupLag } from './lag.ts';
import { RelayLease, leaseRows } from './outbox/lease.ts';
import type { Outbox } from './outbox/outbox.ts';
import { createOutbox } from './outbox/outbox.ts';
import type { RelayStatus } from './outbox/relay.ts';
import { OutboxRelay } from './outbox/relay.ts';
import { outboxRows } from './outbox/row.ts';
import type { ParkedMessage, ParkedRequest, ParkingParts, RedriveRequest } from './parked/parking.ts';
import { listParked, redrive } from './parked/parking.ts';
import { ParkedProjection } from './parked/projection.ts';
import type { ParkedRow } from './parked/row.ts';
import { parkedModel } from './parked/row.ts';
import type { TopicReport } from './topic/ensure.ts';
import { ensureTopics } from './topic/ensure.ts';
import { planTopics } from './topic/plan.ts';
import type { Tuning } from './tuning.ts';
import { DEFAULT_TUNING } from './tuning.ts';

export interface MessagingOptions {
  /** Names the source of events, the default consumer group and the Kafka client. */
  readonly service: string;
  /** KAFKA_BROKERS: `host:port` or `unix:/path` each. */
  readonly brokers: readonly string[];
  readonly sasl?: SaslPlain | undefined;
  readonly tls?: boolean | ConnectionOptions | undefined;
  /** The service's database: outbox, inbox and the list of parked messages live there. */
  readonly connection: MongoConnection;
  readonly claims?: ClaimStore | undefined;
  readonly logger: Logger;
  readonly clock?: Clock;
  /** Every contract the service produces or consumes. */
  readonly topics: readonly AnyContract[];
  /** Replicas of topics that are created (default 1). */
  readonly replication?: number;
  /** Partitions of topics that are created (default 4). */
  readonly partitions?: number;
  readonly tuning?: Partial<Tuning>;
}

/** Ready or not, and why not, in words. */
export interface MessagingHealth {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  readonly relay: RelayStatus;
}

const SWEEP_MS = 3_600_000;

/** Events out through the outbox, events in through subscriptions. Made by `createMessaging`. */
export class Messaging {
  /** Where stores leave events, in their transactions. */
  readonly outbox: Outbox;
  private readonly options: MessagingOptions;
  private readonly tuning: Tuning;
  private readonly clock: Clock;
  private readonly kafka: Kafka;
  private readonly admin: Admin;
  private readonly producer: SerialProducer;
  private readonly relay: OutboxRelay;
  private readonly inbox: Inbox;
  private readonly parkedRows: Model<ParkedRow>;
  private readonly lanes: Lanes;
  private readonly subscriptions: AnySubscription[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private groups: readonly GroupPlan[] = [];
  private consumers: readonly GroupConsumer[] = [];
  private state: 'made' | 'started' | 'closed' = 'made';

  constructor(options: MessagingOptions) {
    const { connection, logger, service } = options;
    this.options = options;
    this.tuning = { ...DEFAULT_TUNING, ...options.tuning };
    this.clock = options.clock ?? systemClock;
    this.kafka = createKafka(options);
    this.admin = this.kafka.admin();
    this.producer = new SerialProducer(this.kafka, logger);
    this.inbox = createInbox(connection, this.clock, seconds(this.tuning.inboxRetentionMs));
    this.parkedRows = parkedModel(connection, seconds(this.tuning.deadLetterRetentionMs));
    this.lanes = new Lanes(this.tuning.interactiveBacklog);
    const rows = outboxRows(connection, seconds(this.tuning.outboxRetentionMs));
    const holder = `${service}/${process.pid}/${randomUUID()}`;
    this.relay = new OutboxRelay({
      rows,
      lease: new RelayLease({ rows: leaseRows(connection), holder, lifeMs: this.tuning.relayLeaseMs }),
      send: (messages) => this.producer.send(messages),
      clock: this.clock,
      logger,
      pollMs: this.tuning.relayPollMs,
    });
    const nudge = (): void => this.relay.nudge();
    this.outbox = createOutbox({ service, rows, claims: options.claims, clock: this.clock, nudge });
  }

  /** Declares who handles an event; before `start`. Throws MESSAGING_STARTED (invariant). */
  subscribe<Data>(subscription: Subscription<Data>): void {
    if (this.state !== 'made') {
      throw new Fault<MessagingFault>('invariant', 'MESSAGING_STARTED', 'subscribe before start');
    }
    this.subscriptions.push(subscription as unknown as AnySubscription);
  }

  /** True the first time a group sees the event; for handlers that open their own transaction. See `Inbox`. */
  readonly once: Inbox['once'] = (group, eventId, session) => this.inbox.once(group, eventId, session);

  /**
   * Builds the indexes, makes the topics that are missing, joins the consumer groups and begins to publish; says what
   * it found of topics. Throws KAFKA_UNREACHABLE (unavailable), CO_PARTITION_MISMATCH, SUBSCRIPTION_INVALID.
   */
  async start(): Promise<TopicReport> {
    if (this.state !== 'made') throw new Fault<MessagingFault>('invariant', 'MESSAGING_STARTED', 'start only once');
    this.groups = this.plan();
    this.state = 'started';
    await ensureIndexes(this.options.connection);
    await this.producer.connect();
    await this.admin.connect();
    const report = await this.ensureTopics();
    this.relay.start();
    this.consumers = this.groups.map((plan) => this.consumer(plan));
    await Promise.all(this.consumers.map((consumer) => consumer.start()));
    this.watch();
    return report;
  }

  /** Stops fetching, lets handlers finish, commits, publishes what they left in the outbox, disconnects. */
  async close(): Promise<void> {
    if (this.state === 'closed') return;
    const wasStarted = this.state === 'started';
    this.state = 'closed';
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.consumers.map((consumer) => consumer.close(this.tuning.drainMs)));
    if (wasStarted) await this.relay.close();
    await this.producer.close();
    await this.admin.disconnect().catch((error: unknown) => this.options.logger.debug('admin close', { error }));
  }

  health(): MessagingHealth {
    const relay = this.relay.status();
    const reasons = [
      ...(this.state === 'started' ? [] : ['messaging is not started']),
      ...this.consumers.flatMap((consumer) => consumer.problems()),
      ...(relay.lagMs > this.tuning.relayLagMs ? [`events wait in the outbox for ${relay.lagMs} ms`] : []),
    ];
    return { ready: reasons.length === 0, reasons, relay };
  }

  /** How far this service's groups are behind, per topic. */
  async lag(): Promise<readonly GroupLag[]> {
    const lags = this.groups.map(({ group, routes }) => groupLag(this.admin, group, [...routes.keys()]));
    return (await Promise.all(lags)).flat();
  }

  /** The parked messages of this service's groups, the latest first. Throws CURSOR_INVALID, PAGE_SIZE_INVALID. */
  parked(request: ParkedRequest = {}): Promise<Page<ParkedMessage>> {
    return listParked(this.parking(), request);
  }

  /** Publishes parked messages again to the topic they came from, for the group that parked them; says how many. */
  redrive(request: RedriveRequest = {}): Promise<number> {
    return redrive(this.parking(), request);
  }

  private plan(): readonly GroupPlan[] {
    const { connection, claims, logger, service, topics } = this.options;
    return planGroups(this.subscriptions, {
      service,
      contracts: topics,
      processor: {
        connection,
        claims,
        logger,
        inbox: this.inbox,
        clock: this.clock,
        lanes: this.lanes,
        send: (messages) => this.producer.send(messages),
        retryDelaysMs: this.tuning.retryDelaysMs,
        inPlaceDelaysMs: this.tuning.inPlaceDelaysMs,
      },
      deadLetters: (topic) => new ParkedProjection(topic, { rows: this.parkedRows, clock: this.clock, logger }),
    });
  }

  private async ensureTopics(): Promise<TopicReport> {
    const { topics, partitions, replication, logger } = this.options;
    const contracts = [...topics, ...this.subscriptions.map(({ contract }) => contract)];
    const plans = planTopics(contracts, this.groups, { partitions: partitions ?? 4, tuning: this.tuning });
    const report = await ensureTopics(this.admin, plans, replication ?? 1);
    if (report.created.length > 0) logger.info('topics created', { topics: report.created });
    for (const difference of report.differing) logger.warn('topic differs from the code', difference);
    return report;
  }

  private consumer({ group, routes, coPartitionGroups }: GroupPlan): GroupConsumer {
    const { kafka, lanes, tuning } = this;
    return new GroupConsumer({
      kafka,
      group,
      routes,
      coPartitionGroups,
      lanes,
      logger: this.options.logger,
      sessionTimeoutMs: tuning.sessionTimeoutMs,
      heartbeatMs: tuning.heartbeatMs,
    });
  }

  private watch(): void {
    const { claims, logger } = this.options;
    const lanes = new Set(this.groups.flatMap((group) => [...group.lanes]));
    if (lanes.size === 2) this.every(this.tuning.lagPollMs, () => this.watchLanes());
    if (claims === undefined) return;
    this.every(SWEEP_MS, async () => {
      const swept = await claims.sweep(new Date(this.clock.now().getTime() - this.tuning.deadLetterRetentionMs));
      if (swept > 0) logger.info('claims swept', { claims: swept });
    });
  }

  private async watchLanes(): Promise<void> {
    let lag = 0;
    for (const { group, routes, origins } of this.groups) {
      const interactive = origins.filter((topic) => routes.get(topic)?.holdsBackground === true);
      if (interactive.length === 0) continue;
      for (const each of await groupLag(this.admin, group, interactive)) lag += each.waiting;
    }
    this.lanes.noteLag(lag);
  }

  private every(millis: number, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      work()
        .catch((error: unknown) => this.options.logger.debug('messaging upkeep failed', { error }))
        .finally(() => {
          busy = false;
        });
    }, millis);
    this.timers.push(timer.unref());
  }

  private parking(): ParkingParts {
    const { clock, producer } = this;
    const send: ParkingParts['send'] = (messages) => producer.send(messages);
    return { rows: this.parkedRows, send, clock, logger: this.options.logger };
  }
}

/**
 * Messaging of one service: nothing is dialled before `start`. Throws BROKER_ADDRESS_INVALID (invalid).
 */
export function createMessaging(options: MessagingOptions): Messaging {
  return new Messaging(options);
}

function seconds(millis: number): number {
  return Math.ceil(millis / 1_000);
}
