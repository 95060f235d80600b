import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type {
  Admin,
  Consumer,
  ConsumerConfig,
  IHeaders,
  ITopicConfig,
  KafkaConfig,
  Producer,
  ProducerConfig,
} from 'kafkajs';
import { startKafkaEngine } from '../index.ts';
import { RawClient } from './raw-client.suite.ts';

/** A record as a consumer saw it. */
export interface Seen {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: IHeaders;
  readonly timestamp: number;
}

/** Whom the conformance suite talks to: a broker, and clients of it that end with it. */
export class Target implements AsyncDisposable {
  readonly name: string;
  readonly brokers: readonly string[];
  readonly #stop: () => Promise<void>;
  readonly #clients: { disconnect(): Promise<void> }[] = [];

  constructor(name: string, brokers: readonly string[], stop: () => Promise<void>) {
    this.name = name;
    this.brokers = brokers;
    this.#stop = stop;
  }

  raw(): Promise<RawClient> {
    return RawClient.open(this.brokers[0] ?? '');
  }

  kafka(): Kafka {
    return newClient(this.brokers, { clientId: 'conformance' });
  }

  async admin(): Promise<Admin> {
    return this.#connected(this.kafka().admin());
  }

  async producer(config: ProducerConfig = {}): Promise<Producer> {
    return this.#connected(this.kafka().producer(config));
  }

  /** A consumer that polls often, so that it stops soon. */
  async consumer(config: ConsumerConfig): Promise<Consumer> {
    return this.#connected(this.kafka().consumer({ maxWaitTimeInMs: 100, heartbeatInterval: 500, ...config }));
  }

  /** A new topic with a name of its own. */
  async topic(config: Omit<ITopicConfig, 'topic'> = {}): Promise<string> {
    const topic = unique('topic');
    const admin = await this.admin();
    await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: 1, ...config }] });
    await until(() => isThere(admin, topic));
    await admin.disconnect();
    return topic;
  }

  /** Reads a topic from its beginning, in a group of its own, until `count` records came; repeated ones count once. */
  async read(topic: string, count: number): Promise<Seen[]> {
    const seen = new Map<string, Seen>();
    const consumer = await this.consumer({ groupId: unique('reader') });
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ topic: from, partition, message }) => {
        seen.set(`${partition}/${message.offset}`, {
          topic: from,
          partition,
          offset: Number(message.offset),
          key: message.key?.toString() ?? null,
          value: message.value?.toString() ?? null,
          headers: message.headers ?? {},
          timestamp: Number(message.timestamp),
        });
      },
    });
    await until(() => seen.size >= count);
    await consumer.disconnect();
    return [...seen.values()];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.disconnect()));
    await this.#stop();
  }

  async #connected<Client extends { connect(): Promise<void>; disconnect(): Promise<void> }>(
    client: Client,
  ): Promise<Client> {
    this.#clients.push(client);
    await client.connect();
    return client;
  }
}

/** The brokers that were given (`KAFKA_BROKERS`), the embedded engine when there are none. */
export async function openTarget(given: string | undefined): Promise<Target> {
  if (given !== undefined && given !== '') return new Target(`Kafka at ${given}`, given.split(','), async () => {});
  const folder = mkdtempSync(join(tmpdir(), 'bh-kafka-'));
  const engine = await startKafkaEngine({ dataDir: join(folder, 'data'), listen: { socket: join(folder, 'k.sock') } });
  return new Target('the embedded engine', engine.brokers, async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
}

/** A kafkajs client of `unix:/path` or `host:port`. */
export function newClient(brokers: readonly string[], config: Partial<KafkaConfig>): Kafka {
  return new Kafka({ ...clientConfig(brokers), logLevel: logLevel.NOTHING, ...config });
}

function clientConfig(brokers: readonly string[]): Pick<KafkaConfig, 'brokers' | 'socketFactory'> {
  const [first = ''] = brokers;
  if (!first.startsWith('unix:')) return { brokers: [...brokers] };
  const path = first.slice('unix:'.length);
  // Whatever host and port Metadata says: there is one broker and it is behind this path.
  return { brokers: ['localhost:9092'], socketFactory: ({ onConnect }) => connect(path, onConnect) };
}

/** Whether the leader of every partition answers: in a real Kafka what is created, or deleted, is so a little later. */
export async function isThere(admin: Admin, topic: string): Promise<boolean> {
  try {
    await admin.fetchTopicOffsets(topic);
    return true;
  } catch {
    return false;
  }
}

export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}

/** Waits for a condition, at most `ms`. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not so after ${ms} ms: ${condition.toString()}`);
    await sleep(20);
  }
}
