import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLogger } from '@bulkhead/platform-logging';
import { connect, ensureIndexes, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { startTestMongo } from '@bulkhead/testing';
import type { TestMongo } from '@bulkhead/testing';
import type { Delivery } from './delivery.ts';
import { insertDeliveries, MongoDeliveryStore } from './delivery.store.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');
const LATER = new Date('2026-11-22T08:02:00.000Z');

let mongo: TestMongo;
let connection: MongoConnection;
let store: MongoDeliveryStore;

beforeAll(async () => {
  mongo = await startTestMongo();
  const database = 'bulkhead_delivery_spec';
  connection = await connect({ uri: mongo.uri(database), database, logger: silentLogger() });
  store = new MongoDeliveryStore(connection);
  await ensureIndexes(connection);
});

afterAll(async () => {
  await connection.close();
  await mongo[Symbol.asyncDispose]();
});

function aDelivery(id: string, sinkId: string): Delivery {
  return {
    id,
    sink: { id: sinkId, kind: 'WEBHOOK', name: 'https://siem.example/hook' },
    incidentId: 'inc_1',
    notification: { type: 'incident.opened', timestamp: NOW.toISOString(), data: {} as never },
    payloadDigest: `sha256:${'0'.repeat(64)}`,
    state: 'PENDING',
    attempts: 0,
    nextAttemptAt: NOW,
    lastError: null,
    createdAt: NOW,
    deliveredAt: null,
  };
}

async function insert(...deliveries: Delivery[]): Promise<void> {
  await transact(connection, (session) => insertDeliveries(connection, deliveries, session));
}

describe('deliveries on Mongo', () => {
  test('are_claimed_once_however_many_ask_at_the_same_time', async () => {
    await insert(aDelivery('dlv_a1', 'snk_a'), aDelivery('dlv_a2', 'snk_a'), aDelivery('dlv_a3', 'snk_a'));

    const claims = await Promise.all(Array.from({ length: 6 }, () => store.claim(['snk_a'], NOW, LATER)));

    const claimed = claims.flatMap((claim) => (claim === undefined ? [] : [claim.delivery.id]));
    expect(claimed.sort()).toEqual(['dlv_a1', 'dlv_a2', 'dlv_a3']);
    expect(await store.claim(['snk_a'], NOW, LATER)).toBeUndefined();
  });

  test('come_back_when_the_lease_of_a_process_that_died_ends_and_ignore_its_late_word', async () => {
    await insert(aDelivery('dlv_b', 'snk_b'));
    const dead = await store.claim(['snk_b'], NOW, LATER);
    const next = await store.claim(['snk_b'], LATER, new Date(LATER.getTime() + 1000));
    if (dead === undefined || next === undefined) throw new Error('it was not claimed');

    await store.settle(dead, { kind: 'abandoned', error: 'late' });
    await store.settle(next, { kind: 'delivered', at: LATER });

    expect(await store.find('dlv_b')).toMatchObject({ state: 'DELIVERED', attempts: 2, deliveredAt: LATER });
  });

  test('planned_twice_stay_what_they_became', async () => {
    await insert(aDelivery('dlv_c', 'snk_c'));
    const claim = await store.claim(['snk_c'], NOW, LATER);
    if (claim === undefined) throw new Error('it was not claimed');
    await store.settle(claim, { kind: 'delivered', at: NOW });

    await insert(aDelivery('dlv_c', 'snk_c'));

    expect(await store.find('dlv_c')).toMatchObject({ state: 'DELIVERED' });
  });

  test('wait_for_a_sink_that_is_not_configured_any_more', async () => {
    await insert(aDelivery('dlv_d', 'snk_d'));

    expect(await store.claim(['snk_other'], NOW, LATER)).toBeUndefined();
    expect(await store.nextDue(['snk_other'])).toBeUndefined();
    expect(await store.nextDue(['snk_d'])).toEqual(NOW);
  });

  test('are_revived_only_when_they_were_abandoned', async () => {
    await insert(aDelivery('dlv_e', 'snk_e'));
    expect(await store.revive('dlv_e', NOW)).toBeUndefined();
    const claim = await store.claim(['snk_e'], NOW, LATER);
    if (claim === undefined) throw new Error('it was not claimed');
    await store.settle(claim, { kind: 'abandoned', error: 'HTTP 500' });

    expect(await store.revive('dlv_e', LATER)).toMatchObject({ state: 'PENDING', attempts: 0, lastError: 'HTTP 500' });
  });

  test('are_listed_newest_first_by_what_is_asked', async () => {
    await insert(
      { ...aDelivery('dlv_f1', 'snk_f'), createdAt: NOW },
      { ...aDelivery('dlv_f2', 'snk_f'), createdAt: LATER },
    );

    const first = await store.page({ sinkId: 'snk_f', states: ['PENDING'] }, { first: 1 });
    const second = await store.page({ sinkId: 'snk_f' }, { first: 1, after: first.pageInfo.endCursor });

    expect([...first.nodes, ...second.nodes].map(({ id }) => id)).toEqual(['dlv_f2', 'dlv_f1']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});
