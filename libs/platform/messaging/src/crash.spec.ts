import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { silentLogger } from '@bulkhead/platform-logging';
import { connect } from '@bulkhead/platform-mongo';
import type { TestEngines } from '@bulkhead/testing';
import { startEngines } from '@bulkhead/testing';
import type { CrashOrders } from './suite/crash-process.suite.ts';
import { until } from './suite/bench.suite.ts';

const OWNERS = Array.from({ length: 40 }, (_, index) => `owner-${index}`);
const PER_OWNER = 250;
const TOTAL = OWNERS.length * PER_OWNER;
const CRASHES = 5;

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines({ transactionLifetimeMs: 2_000 });
});
afterAll(async () => engines[Symbol.asyncDispose]());

/** Children that are killed at the end, whatever happens. */
class Children implements AsyncDisposable {
  private readonly running: ChildProcess[] = [];

  start(orders: CrashOrders): ChildProcess {
    const script = join(import.meta.dirname, 'suite', 'crash-process.suite.ts');
    const child = fork(script, [JSON.stringify(orders)], {
      execArgv: ['--conditions=bulkhead-source', '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.running.push(child);
    return child;
  }

  async kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.running.map((child) => this.kill(child, 'SIGKILL')));
  }
}

test('ten_thousand_events_have_their_effect_once_and_in_order_while_processes_are_killed', async () => {
  const suffix = randomUUID().slice(0, 8);
  const database = `bulkhead_crash_${suffix}`;
  const uri = engines.mongo.uri(database);
  const connection = await connect({ uri, database, logger: silentLogger() });
  for (const name of ['progress', 'effects', 'surprises']) await connection.mongoose.createCollection(name);
  const effects = connection.mongoose.collection('effects');
  const ordersOf = (which: number): CrashOrders => ({
    service: `crash-${suffix}`,
    uri,
    database,
    brokers: engines.kafka.brokers,
    topic: `parcel.sent.${suffix}.v1`,
    owners: OWNERS.filter((_, index) => index % 2 === which),
    perOwner: PER_OWNER,
    batch: 5,
    failOneIn: 500,
  });
  await using children = new Children();
  const pair = [children.start(ordersOf(0)), children.start(ordersOf(1))];

  for (let crash = 0; crash < CRASHES; crash += 1) {
    await sleep(randomInt(700, 3_000));
    const which = randomInt(2);
    const victim = pair[which];
    if (victim === undefined) continue;
    await children.kill(victim, 'SIGKILL');
    pair[which] = children.start(ordersOf(which));
  }
  await until(async () => (await effects.countDocuments()) >= TOTAL, 240);
  await Promise.all(pair.map((child) => children.kill(child, 'SIGTERM')));

  const found = await effects.find().toArray();
  expect(found).toHaveLength(TOTAL);
  expect(new Set(found.map((each) => `${each['owner']}/${each['number']}`)).size).toBe(TOTAL);
  expect(await connection.mongoose.collection('surprises').find().toArray()).toEqual([]);
  expect(await connection.mongoose.collection('outbox').countDocuments({ state: 'pending' })).toBe(0);
  await connection.mongoose.dropDatabase();
  await connection.close();
}, 330_000);
