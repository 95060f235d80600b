import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Fault, systemClock } from '@bulkhead/core-base';
import { silentLogger } from '@bulkhead/platform-logging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { connect, ensureIndexes, transact } from '@bulkhead/platform-mongo';
import type { TestMongo } from '@bulkhead/testing';
import { startTestMongo } from '@bulkhead/testing';
import type { ClientSession, Collection } from 'mongoose';
import type { Outgoing } from '../kafka/producer.ts';
import { parcelContract, until } from '../suite/bench.suite.ts';
import { draft } from './draft.ts';
import { RelayLease, leaseRows } from './lease.ts';
import type { Outbox } from './outbox.ts';
import { createOutbox } from './outbox.ts';
import { OutboxRelay } from './relay.ts';
import type { OutboxRow } from './row.ts';
import { outboxRows } from './row.ts';

const contract = parcelContract();
let mongo: TestMongo;
let connection: MongoConnection;
let rows: Collection<OutboxRow>;
let outbox: Outbox;
let relays: OutboxRelay[];
/** What the broker has, in its order. */
let log: Outgoing[];

beforeAll(async () => {
  mongo = await startTestMongo();
});
afterAll(async () => mongo[Symbol.asyncDispose]());

beforeEach(async () => {
  const database = `bulkhead_relay_${randomUUID().slice(0, 8)}`;
  connection = await connect({ uri: mongo.uri(database), database, logger: silentLogger() });
  rows = outboxRows(connection, 3_600);
  leaseRows(connection);
  await ensureIndexes(connection);
  log = [];
  relays = [];
  const nudge = (): void => {
    for (const relay of relays) relay.nudge();
  };
  outbox = createOutbox({ service: 'spec', rows, claims: undefined, clock: systemClock, nudge });
});

afterEach(async () => {
  await Promise.all(relays.map((relay) => relay.close()));
  await connection.mongoose.dropDatabase();
  await connection.close();
});

type Send = (messages: readonly Outgoing[]) => Promise<void>;

async function publish(messages: readonly Outgoing[]): Promise<void> {
  await sleep(Math.random() * 3);
  log.push(...messages);
}

function relayOf(send: Send = publish, options: { lifeMs?: number; pollMs?: number } = {}): OutboxRelay {
  const lease = new RelayLease({ rows: leaseRows(connection), holder: randomUUID(), lifeMs: options.lifeMs ?? 1_000 });
  const pollMs = options.pollMs ?? 20;
  const relay = new OutboxRelay({ rows, lease, send, clock: systemClock, logger: silentLogger(), pollMs });
  relays.push(relay);
  return relay;
}

function append(owner: string, number: number, options: { revision?: number; session?: ClientSession } = {}) {
  const { session, ...draftOptions } = options;
  const drafts = [draft(contract, { owner, number }, draftOptions)];
  if (session !== undefined) return outbox.append(drafts, session);
  return transact(connection, (own) => outbox.append(drafts, own));
}

function numbersOf(owner: string): number[] {
  const values = log
    .filter(({ key }) => key === owner)
    .map(({ value }) => JSON.parse(String(value)) as { data: { number: number } });
  return values.map(({ data }) => data.number);
}

async function pending(): Promise<number> {
  return rows.countDocuments({ state: 'pending' });
}

describe('the relay', () => {
  test('publishes_soon_after_the_commit_without_waiting_for_its_poll', async () => {
    relayOf(publish, { pollMs: 60_000 }).start();
    await sleep(100);

    const started = performance.now();
    await append('alice', 1);
    await until(() => log.length === 1);

    expect(performance.now() - started).toBeLessThan(1_000);
    await until(async () => (await rows.countDocuments({ state: 'published' })) === 1);
  });

  test('finds_what_others_appended_by_polling', async () => {
    relayOf().start();
    const other = createOutbox({
      service: 'other',
      rows,
      claims: undefined,
      clock: systemClock,
      nudge: () => undefined,
    });

    await transact(connection, (session) => other.append([draft(contract, { owner: 'a', number: 1 })], session));
    await until(() => log.length > 0);

    expect(numbersOf('a')).toEqual([1]);
  });

  test('does_not_skip_a_transaction_that_commits_late', async () => {
    relayOf().start();
    const late = await connection.mongoose.startSession();
    late.startTransaction();
    await append('late', 1, { session: late });
    await append('early', 2);
    await until(() => numbersOf('early').length === 1);
    await sleep(100);
    expect(numbersOf('late')).toEqual([]);

    await late.commitTransaction();
    await late.endSession();

    await until(() => numbersOf('late').length === 1);
  });

  test('publishes_again_and_in_order_after_a_crash_between_publishing_and_marking', async () => {
    for (let number = 0; number < 5; number += 1) await append('alice', number);
    let crashes = 0;
    const crashing: Send = async (messages) => {
      await publish(messages);
      crashes += 1;
      throw new Error('killed before marking');
    };
    const first = relayOf(crashing, { lifeMs: 200 });
    first.start();
    await until(() => crashes === 1);
    await first.close();
    await append('alice', 5);

    relayOf().start();
    await until(async () => (await pending()) === 0);

    const seen = numbersOf('alice');
    expect(seen.slice(0, 5)).toEqual([0, 1, 2, 3, 4]);
    expect(seen.slice(-6)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('keeps_the_order_per_key_and_publishes_once_when_two_run', async () => {
    relayOf().start();
    relayOf().start();
    const owners = Array.from({ length: 10 }, (_, index) => `owner-${index}`);

    for (let number = 0; number < 30; number += 1) {
      await Promise.all(owners.map((owner) => append(owner, number, { revision: number })));
    }
    await until(async () => (await pending()) === 0);

    for (const owner of owners) expect(numbersOf(owner)).toEqual([...Array(30).keys()]);
    expect(relays.filter((relay) => relay.status().publishing)).toHaveLength(1);
  }, 60_000);

  test('takes_over_from_one_that_went_silent', async () => {
    const hanging = Promise.withResolvers<void>();
    const first = relayOf(() => hanging.promise, { lifeMs: 300 });
    first.start();
    await append('alice', 1);
    await until(() => first.status().publishing);

    const second = relayOf(publish, { lifeMs: 300 });
    second.start();
    await until(() => numbersOf('alice').length === 1);

    expect(second.status().publishing).toBe(true);
    expect(first.status().publishing).toBe(false);
    hanging.resolve();
  });

  test('hands_over_at_once_when_it_closes', async () => {
    const first = relayOf(publish, { lifeMs: 60_000 });
    first.start();
    await append('alice', 1);
    await until(() => log.length === 1);
    relayOf(publish, { lifeMs: 60_000 }).start();

    await first.close();
    await append('alice', 2);
    await until(() => log.length > 1);

    expect(numbersOf('alice')).toEqual([1, 2]);
  });

  test('goes_by_revision_where_the_clock_of_the_writer_was_ahead', async () => {
    // One row's process had a clock an hour ahead, and more rows wait than are taken at a time.
    await append('alice', 2, { revision: 2 });
    for (let batch = 0; batch < 6; batch += 1) {
      const drafts = Array.from({ length: 100 }, (_, index) =>
        draft(contract, { owner: `other-${index}`, number: batch }),
      );
      await transact(connection, (session) => outbox.append(drafts, session));
    }
    await append('alice', 1, { revision: 1 });

    relayOf().start();
    await until(async () => (await pending()) === 0);

    expect(numbersOf('alice')).toEqual([1, 2]);
    for (const owner of ['other-0', 'other-99']) expect(numbersOf(owner)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('keeps_aside_what_the_broker_will_never_take_and_goes_on', async () => {
    const picky: Send = async (messages) => {
      const bad = messages.some(
        ({ value }) => String(value).includes('"number":2,') || String(value).includes('"number":2}'),
      );
      if (bad) throw new Fault('invalid', 'PUBLISH_FAILED', 'too large');
      await publish(messages);
    };
    for (let number = 0; number < 4; number += 1) await append('alice', number);
    const relay = relayOf(picky);

    relay.start();
    await until(async () => (await pending()) === 0);

    expect(numbersOf('alice')).toEqual([0, 1, 3]);
    expect(await rows.countDocuments({ state: 'refused', reason: 'too large' })).toBe(1);
    await until(() => relay.status().refused === 1);
  });

  test('tells_how_long_events_have_waited_while_the_broker_is_away', async () => {
    let away = true;
    const relay = relayOf(async (messages) => {
      if (away) throw new Fault('unavailable', 'PUBLISH_FAILED', 'away');
      await publish(messages);
    });
    relay.start();
    await append('alice', 1);

    await until(() => relay.status().lagMs > 100);
    away = false;
    await until(() => relay.status().lagMs === 0);

    expect(numbersOf('alice')).toEqual([1]);
  });

  test('lets_published_rows_go_after_their_time', async () => {
    const indexes = await rows.indexes();

    expect(indexes).toContainEqual(expect.objectContaining({ key: { publishedAt: 1 }, expireAfterSeconds: 3_600 }));
  });
});
