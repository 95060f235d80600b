import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, jest, test } from '@jest/globals';
import type { Kafka, Producer } from 'kafkajs';
import { ERROR } from '../wire/error-code.ts';
import { buildBatch } from './batch-builder.suite.ts';
import { Child } from './child-process.suite.ts';
import { RawClient } from './raw-client.suite.ts';
import { newClient, Target, unique, until } from './target.suite.ts';

const KEYS = 20;
const TOPIC = 'load';
jest.setTimeout(120_000);

/** An engine in a process of its own that can be killed and started again on the same data. */
class KillableEngine implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'bh-kafka-'));
  readonly broker = `unix:${this.folder}/run/k.sock`;
  #child: Child | undefined;

  async start(): Promise<void> {
    this.#child = new Child('main.ts', ['--data', join(this.folder, 'data'), '--socket', this.broker.slice(5)]);
    await this.#child.line('"ready":true');
  }

  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
  }

  client(): Kafka {
    const retry = { initialRetryTime: 50, maxRetryTime: 500, retries: 100 };
    return newClient([this.broker], { clientId: 'crash', retry, connectionTimeout: 2000 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Sends numbered messages per key until it is stopped; remembers the last number that was acknowledged. */
class Load {
  /** Every key has every number up to this one; -1 before the first. */
  acknowledged = -1;
  readonly #producer: Producer;
  #stopped = false;
  #sending: Promise<void> = Promise.resolve();

  constructor(kafka: Kafka) {
    this.#producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
  }

  async start(): Promise<void> {
    await this.#producer.connect();
    this.#sending = this.#send();
  }

  async #send(): Promise<void> {
    while (!this.#stopped) {
      const value = String(this.acknowledged + 1);
      const messages = Array.from({ length: KEYS }, (_, key) => ({ key: `key-${key}`, value }));
      await this.#producer.send({ topic: TOPIC, messages });
      this.acknowledged += 1;
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#sending;
    await this.#producer.disconnect();
  }
}

describe('an engine that is killed under load', () => {
  test('has_every_acknowledged_message_once_and_in_the_order_of_its_key', async () => {
    await using engine = new KillableEngine();
    await engine.start();
    const admin = engine.client().admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 4 }] });
    await admin.disconnect();
    const load = new Load(engine.client());
    await load.start();
    for (let kill = 0; kill < 3; kill += 1) {
      const before = load.acknowledged;
      await until(() => load.acknowledged > before + 50);
      await engine.kill();
      await sleep(200);
      await engine.start();
    }
    await load.stop();
    const numbers = load.acknowledged + 1;
    await using target = new Target('the killed engine', [engine.broker], async () => undefined);
    const seen = await target.read(TOPIC, numbers * KEYS);
    const byKey = Map.groupBy(seen, ({ key }) => key);
    expect(byKey.size).toBe(KEYS);
    const expected = Array.from({ length: numbers }, (_, number) => number);
    for (const records of byKey.values()) expect(records.map(({ value }) => Number(value))).toEqual(expected);
  });

  test('gives_a_consumer_group_everything_at_least_once', async () => {
    await using engine = new KillableEngine();
    await engine.start();
    const kafka = engine.client();
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 4 }] });
    await admin.disconnect();
    const seen = new Map<string, number[]>();
    const consumer = kafka.consumer({ groupId: 'crash', heartbeatInterval: 300, maxWaitTimeInMs: 100 });
    await consumer.connect();
    await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        const key = String(message.key);
        seen.set(key, [...(seen.get(key) ?? []), Number(message.value)]);
      },
    });
    const load = new Load(kafka);
    await load.start();
    await until(() => (seen.get('key-0')?.length ?? 0) > 20);
    await engine.kill();
    await engine.start();
    const before = load.acknowledged;
    await until(() => load.acknowledged > before + 20);
    await load.stop();
    const last = load.acknowledged;
    const complete = () => [...seen.values()].every((numbers) => new Set(numbers).size === last + 1);
    await until(complete, 60_000);
    expect(seen.size).toBe(KEYS);
    await consumer.disconnect();
  });

  test('still_knows_the_batches_it_has', async () => {
    await using engine = new KillableEngine();
    await engine.start();
    const batch = (baseSequence: number) =>
      buildBatch({ values: ['once'], producerId: 41, producerEpoch: 0, baseSequence });
    const produce = async (raw: RawClient, baseSequence: number) => {
      const partitions = [{ index: 0, records: batch(baseSequence) }];
      const topics = [{ name: TOPIC, partitions }];
      const answer = await raw.ask('Produce', { transactionalId: null, acks: -1, timeoutMs: 1000, topics });
      return answer.topics[0]?.partitions[0];
    };
    {
      using raw = await RawClient.open(engine.broker);
      await raw.ask('Metadata', { topics: [TOPIC], allowAutoTopicCreation: true });
      for (const sequence of [0, 1, 2]) await produce(raw, sequence);
    }
    await engine.kill();
    await engine.start();
    using raw = await RawClient.open(engine.broker);
    expect(await produce(raw, 2)).toMatchObject({ errorCode: 0, baseOffset: 2 });
    expect(await produce(raw, 4)).toMatchObject({ errorCode: ERROR.OUT_OF_ORDER_SEQUENCE_NUMBER });
    expect(await produce(raw, 3)).toMatchObject({ errorCode: 0, baseOffset: 3 });
  });
});

describe('a consumer that is killed', () => {
  test('loses_its_partitions_after_its_session_and_nothing_is_lost', async () => {
    await using engine = new KillableEngine();
    await engine.start();
    const kafka = engine.client();
    const producer = kafka.producer();
    await producer.connect();
    const send = (from: number, to: number) =>
      producer.send({
        topic: TOPIC,
        messages: Array.from({ length: to - from }, (_, index) => ({ value: String(from + index) })),
      });
    await send(0, 100);
    const groupId = unique('doomed');
    const doomed = new Child('conformance/consumer-process.suite.ts', [engine.broker, groupId, TOPIC]);
    await doomed.line('saw 50');
    await doomed.end('SIGKILL');
    await send(100, 200);
    const seen = new Set(doomed.lines.map((line) => line.replace('saw ', '')));
    const heir = kafka.consumer({ groupId, sessionTimeout: 6000, heartbeatInterval: 500, maxWaitTimeInMs: 100 });
    await heir.connect();
    await heir.subscribe({ topic: TOPIC, fromBeginning: true });
    let taken = 0;
    await heir.run({
      eachMessage: async ({ message }) => {
        taken += 1;
        seen.add(String(message.value));
      },
    });
    await until(() => seen.size === 200, 30_000);
    // It went on behind what was committed, it did not begin again.
    expect(taken).toBeLessThan(200);
    await Promise.all([heir.disconnect(), producer.disconnect()]);
  });
});
