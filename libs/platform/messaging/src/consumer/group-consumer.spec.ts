import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLogger } from '@bulkhead/platform-logging';
import type { TestKafka } from '@bulkhead/testing';
import { startTestKafka } from '@bulkhead/testing';
import { createKafka } from '../kafka/client.ts';
import { SerialProducer } from '../kafka/producer.ts';
import { ensureTopics } from '../topic/ensure.ts';
import type { Delivery, Leaving, Route } from './delivery.ts';
import { GroupConsumer } from './group-consumer.ts';
import { Lanes } from './lanes.ts';

let kafka: TestKafka;
beforeAll(async () => {
  kafka = await startTestKafka();
});
afterAll(async () => kafka[Symbol.asyncDispose]());

const logger = silentLogger();

interface Handled {
  readonly member: string;
  readonly topic: string;
  readonly partition: number;
  readonly text: string;
}

/** Two co-partitioned topics, the members that read them, and what they handled. */
class Bench implements AsyncDisposable {
  readonly group = `group-${randomUUID()}`;
  readonly topics = [`left-${randomUUID()}`, `right-${randomUUID()}`] as const;
  readonly handled: Handled[] = [];
  readonly client = createKafka({ service: 'bench', brokers: kafka.brokers, logger });
  readonly producer = new SerialProducer(this.client, logger);
  readonly members: GroupConsumer[] = [];
  work: (delivery: Delivery, leaving: Leaving) => Promise<void> = () => Promise.resolve();

  static async start(partitions = 6): Promise<Bench> {
    const bench = new Bench();
    const admin = bench.client.admin();
    await admin.connect();
    const plans = bench.topics.map((topic) => ({ topic, partitions, retentionMs: 3_600_000 }));
    await ensureTopics(admin, plans, 1);
    await admin.disconnect();
    return bench;
  }

  async join(name: string): Promise<GroupConsumer> {
    const route: Route = {
      unit: 'group both',
      holdsBackground: false,
      process: async (delivery, leaving) => {
        await this.work(delivery, leaving);
        const { topic, partition, value } = delivery;
        this.handled.push({ member: name, topic, partition, text: String(value) });
      },
    };
    const member = new GroupConsumer({
      kafka: createKafka({ service: name, brokers: kafka.brokers, logger }),
      group: this.group,
      routes: new Map(this.topics.map((topic) => [topic, route])),
      coPartitionGroups: { both: this.topics },
      lanes: new Lanes(0),
      logger,
      sessionTimeoutMs: 10_000,
      heartbeatMs: 100,
    });
    this.members.push(member);
    await member.start();
    return member;
  }

  /** Publishes `count` numbered messages per key to both topics. */
  async publish(keys: readonly string[], from: number, to: number): Promise<void> {
    for (let number = from; number < to; number += 1) {
      await this.producer.send(
        keys.flatMap((key) => this.topics.map((topic) => ({ topic, key, value: `${key}:${number}` }))),
      );
    }
  }

  async until(enough: () => boolean, seconds = 20): Promise<void> {
    const end = performance.now() + seconds * 1_000;
    while (!enough()) {
      if (performance.now() > end) throw new Error(`not after ${seconds} s: ${this.handled.length} handled`);
      await sleep(20);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map((member) => member.close(2_000)));
    await this.producer.close();
  }
}

const KEYS = Array.from({ length: 24 }, (_, index) => `package-${index}`);

function distinct(handled: readonly Handled[]): number {
  return new Set(handled.map(({ topic, text }) => `${topic} ${text}`)).size;
}

/** The order in which each key's numbers were first handled, per topic. */
function firstSeen(handled: readonly Handled[]): ReadonlyMap<string, readonly number[]> {
  const seen = new Map<string, number[]>();
  const known = new Set<string>();
  for (const { topic, text } of handled) {
    if (known.has(topic + text)) continue;
    known.add(topic + text);
    const [key = '', number = ''] = text.split(':');
    const list = seen.get(`${topic} ${key}`) ?? [];
    seen.set(`${topic} ${key}`, [...list, Number(number)]);
  }
  return seen;
}

describe('a consumer group', () => {
  test('handles_everything_in_order_per_key', async () => {
    await using bench = await Bench.start();
    await bench.publish(KEYS, 0, 20);

    await bench.join('one');
    await bench.until(() => bench.handled.length >= KEYS.length * 40);

    expect(bench.handled).toHaveLength(KEYS.length * 40);
    for (const numbers of firstSeen(bench.handled).values()) expect(numbers).toEqual([...Array(20).keys()]);
  });

  test('keeps_co_partitioned_topics_together_while_members_come_and_go', async () => {
    await using bench = await Bench.start();
    bench.work = () => sleep(1);
    await bench.join('one');
    const publishing = bench.publish(KEYS, 0, 60);
    await bench.join('two');
    const third = await bench.join('three');
    await sleep(500);
    await third.close(2_000);
    await publishing;

    await bench.until(() => distinct(bench.handled) === KEYS.length * 120, 40);

    for (const numbers of firstSeen(bench.handled).values()) expect(numbers).toEqual([...Array(60).keys()]);
    expect(new Set(bench.handled.map(({ member }) => member))).toEqual(new Set(['one', 'two', 'three']));
    for (const member of bench.members.slice(0, 2)) expect(member.problems()).toEqual([]);
  }, 60_000);

  test('gives_one_partition_number_of_all_topics_to_one_member', async () => {
    await using bench = await Bench.start();
    await bench.join('one');
    await bench.join('two');
    await bench.join('three');
    await sleep(1_000);
    bench.handled.length = 0;
    await bench.publish(KEYS, 0, 5);

    await bench.until(() => distinct(bench.handled) === KEYS.length * 10);

    const owners = Map.groupBy(bench.handled, ({ partition }) => partition);
    for (const handled of owners.values()) expect(new Set(handled.map(({ member }) => member)).size).toBe(1);
    expect(new Set(bench.handled.map(({ member }) => member)).size).toBe(3);
  }, 60_000);

  test('lets_neighbours_pass_a_slow_partition', async () => {
    await using bench = await Bench.start();
    const [slow = ''] = KEYS;
    const gate = Promise.withResolvers<void>();
    bench.work = ({ key }) => (String(key) === slow ? gate.promise : Promise.resolve());
    await bench.join('one');
    await bench.publish(KEYS, 0, 10);

    await bench.until(() => bench.handled.length >= 10 * 2 * 12);
    await bench.publish(KEYS, 10, 20);
    await bench.until(() => bench.handled.some(({ text }) => text.endsWith(':19')));
    expect(bench.handled.some(({ text }) => text.startsWith(`${slow}:`))).toBe(false);
    gate.resolve();
    await bench.until(() => bench.handled.length === KEYS.length * 40);
  });

  test('finishes_what_it_began_and_loses_nothing_when_it_closes', async () => {
    await using bench = await Bench.start();
    bench.work = () => sleep(5);
    const first = await bench.join('one');
    await bench.publish(KEYS, 0, 20);
    await bench.until(() => bench.handled.length > 50);

    await first.close(5_000);
    const before = bench.handled.length;
    bench.work = () => Promise.resolve();
    await bench.join('two');
    await bench.until(() => distinct(bench.handled) === KEYS.length * 40);

    expect(before).toBeLessThan(KEYS.length * 40);
    expect(bench.handled).toHaveLength(KEYS.length * 40);
  }, 60_000);

  test('fetches_no_more_than_it_can_work_on', async () => {
    await using bench = await Bench.start(1);
    let inWork = 0;
    let most = 0;
    bench.work = async () => {
      inWork += 1;
      most = Math.max(most, inWork);
      await sleep(0);
      inWork -= 1;
    };
    await bench.publish(KEYS, 0, 100);

    await bench.join('one');
    await bench.until(() => bench.handled.length === KEYS.length * 200, 40);

    expect(most).toBe(1);
    expect(bench.handled).toHaveLength(KEYS.length * 200);
  }, 60_000);
});
