import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startKafkaEngine } from '@bulkhead/embedded-kafka';
import { startMongoEngine } from '@bulkhead/embedded-mongo';
import type { TestEngines } from '@bulkhead/testing';
import { draft } from './index.ts';
import { Bench, parcelContract, until } from './suite/bench.suite.ts';

/** Engines on disk that can be stopped and started again in place, as a broker is in an upgrade. */
class Engines implements TestEngines {
  readonly folder: string;
  private readonly kafkaEngine: () => ReturnType<typeof startKafkaEngine>;
  private readonly mongoEngine: () => ReturnType<typeof startMongoEngine>;
  private runningKafka: Awaited<ReturnType<typeof startKafkaEngine>> | undefined;
  private runningMongo: Awaited<ReturnType<typeof startMongoEngine>> | undefined;

  constructor(folder: string) {
    this.folder = folder;
    const at = (name: string) => ({ dataDir: join(folder, name), listen: { socket: join(folder, `${name}.sock`) } });
    this.kafkaEngine = () => startKafkaEngine(at('kafka'));
    this.mongoEngine = () => startMongoEngine(at('mongo'));
  }

  static async start(): Promise<Engines> {
    const engines = new Engines(await mkdtemp(join(tmpdir(), 'bh-outage-')));
    await engines.startKafka();
    await engines.startMongo();
    return engines;
  }

  async startKafka(): Promise<void> {
    this.runningKafka = await this.kafkaEngine();
  }

  async startMongo(): Promise<void> {
    this.runningMongo = await this.mongoEngine();
  }

  async stopKafka(): Promise<void> {
    await this.runningKafka?.close();
  }

  async stopMongo(): Promise<void> {
    await this.runningMongo?.close();
  }

  readonly kafka: TestEngines['kafka'] = this.asKafka();
  readonly mongo: TestEngines['mongo'] = this.asMongo();

  private asKafka(): TestEngines['kafka'] {
    const brokers = (): readonly string[] => this.runningKafka?.brokers ?? [];
    return {
      get brokers() {
        return brokers();
      },
      embedded: true,
      [Symbol.asyncDispose]: () => this.stopKafka(),
    };
  }

  private asMongo(): TestEngines['mongo'] {
    const uri = (database: string): string => this.runningMongo?.uri(database) ?? '';
    return { uri, embedded: true, [Symbol.asyncDispose]: () => this.stopMongo() };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopKafka();
    await this.stopMongo();
    await rm(this.folder, { recursive: true, force: true });
  }
}

test('everything_comes_through_a_restart_of_the_broker', async () => {
  await using engines = await Engines.start();
  const contract = parcelContract();
  await using process = await new Bench(engines).process([contract], { tuning: { relayLagMs: 1_000 } });
  const handled: number[] = [];
  process.messaging.subscribe({
    contract,
    retry: 'topics',
    once: true,
    handle: async ({ data }) => void handled.push(data.number),
  });
  await process.messaging.start();
  const publish = (number: number) => process.publish(draft(contract, { owner: 'alice', number }));
  await publish(1);
  await until(() => handled.length === 1);

  await engines.stopKafka();
  await publish(2);
  // The consumer notices too, and either may be first.
  await until(() => /outbox/.test(process.messaging.health().reasons.join()));
  await engines.startKafka();
  await publish(3);
  await until(() => handled.length >= 3, 60);
  await until(() => process.messaging.health().ready, 60);

  expect(handled).toEqual([1, 2, 3]);
}, 120_000);

test('everything_comes_through_a_restart_of_the_database', async () => {
  await using engines = await Engines.start();
  const contract = parcelContract();
  await using process = await new Bench(engines).process([contract], {
    tuning: { retryDelaysMs: [500, 1_000, 2_000, 4_000] },
  });
  const effects = process.connection.mongoose.collection('effects');
  process.messaging.subscribe({
    contract,
    retry: 'topics',
    once: true,
    handle: async ({ data }, { session }) => void (await effects.insertOne({ ...data }, { session: session as never })),
  });
  await process.messaging.start();
  await process.connection.mongoose.createCollection('effects');
  await process.publish(...[1, 2, 3].map((number) => draft(contract, { owner: 'alice', number })));
  await until(async () => (await effects.countDocuments()) === 3);

  await engines.stopMongo();
  await sleep(300);
  await engines.startMongo();
  await process.publish(...[4, 5, 6].map((number) => draft(contract, { owner: 'alice', number })));
  await until(async () => (await effects.countDocuments()) >= 6, 30);

  const numbers = (await effects.find().toArray()).map((each) => Number(each['number']));
  expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
}, 120_000);
