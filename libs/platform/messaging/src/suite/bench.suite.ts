import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '@bulkhead/platform-logging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { connect, transact } from '@bulkhead/platform-mongo';
import type { TestEngines } from '@bulkhead/testing';
import { z } from 'zod';
import type { ClaimStore, EventContract, EventDraft, Lane, Messaging, MessagingOptions, Tuning } from '../index.ts';
import { createMessaging } from '../index.ts';

/** A fast clockwork: the same behaviour as in production within a test's patience. */
export const QUICK: Partial<Tuning> = {
  retryDelaysMs: [60, 120],
  inPlaceDelaysMs: [20, 40, 60],
  relayPollMs: 100,
  relayLeaseMs: 1_000,
  sessionTimeoutMs: 10_000,
  heartbeatMs: 100,
  lagPollMs: 200,
  drainMs: 3_000,
};

export interface Parcel {
  readonly owner: string;
  readonly number: number;
  readonly note?: string | undefined;
}

const PARCEL = z.object({ owner: z.string().min(1), number: z.int(), note: z.string().optional() });

export interface ContractOptions {
  readonly lane?: Lane;
  readonly coPartitionGroup?: string;
}

/** A contract with a topic of its own, so that specs never meet on a real broker. */
export function parcelContract(name = 'parcel.sent', options: ContractOptions = {}): EventContract<Parcel> {
  const type = `${name}.v1`;
  return { type, topic: `${name}.${randomUUID().slice(0, 8)}.v1`, key: (data) => data.owner, data: PARCEL, ...options };
}

/** One process of one service: a database connection, messaging, and a way to publish. */
export class Process implements AsyncDisposable {
  readonly connection: MongoConnection;
  readonly messaging: Messaging;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.connection = connection;
    this.messaging = messaging;
  }

  /** Appends events in one transaction, as a store does. */
  async publish(...drafts: readonly EventDraft[]): Promise<void> {
    await transact(this.connection, (session) => this.messaging.outbox.append(drafts, session));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.messaging.close();
    await this.connection.close();
  }
}

export type ProcessOptions = Partial<Omit<MessagingOptions, 'brokers' | 'connection' | 'topics'>> & {
  readonly claims?: ClaimStore;
};

/** A service's name and database on the engines; processes come and go. */
export class Bench {
  readonly service: string;
  readonly database: string;
  readonly engines: TestEngines;

  constructor(engines: TestEngines, service = 'parcels') {
    const suffix = randomUUID().slice(0, 8);
    this.engines = engines;
    this.service = `${service}-${suffix}`;
    this.database = `bulkhead_${service}_${suffix}`;
  }

  /** A process of the service; nothing is dialled to Kafka before its messaging starts. */
  async process(topics: MessagingOptions['topics'], options: ProcessOptions = {}): Promise<Process> {
    const logger = options.logger ?? silentLogger();
    const { mongo, kafka } = this.engines;
    const connection = await connect({ uri: mongo.uri(this.database), database: this.database, logger });
    const messaging = createMessaging({
      service: this.service,
      brokers: kafka.brokers,
      connection,
      topics,
      ...options,
      logger,
      tuning: { ...QUICK, ...options.tuning },
    });
    return new Process(connection, messaging);
  }
}

/** Waits for something to become true. */
export async function until(enough: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const end = performance.now() + seconds * 1_000;
  while (!(await enough())) {
    if (performance.now() > end) throw new Error(`not after ${seconds} s`);
    await sleep(15);
  }
}
