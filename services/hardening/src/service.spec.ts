import { describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HOST_CHECK_RESULT, HOST_FACTS } from '@bulkhead/contracts';
import type { HostCheckResult } from '@bulkhead/contracts';
import { graphqlContext } from '@bulkhead/platform-graphql';
import { silentLogger } from '@bulkhead/platform-logging';
import { createMessaging, draft, folderClaimStore } from '@bulkhead/platform-messaging';
import { connect, ensureIndexes, transact } from '@bulkhead/platform-mongo';
import { createService } from '@bulkhead/platform-service';
import type { RunningService } from '@bulkhead/platform-service';
import { systemClock } from '@bulkhead/core-base';
import { startTestKafka, startTestMongo } from '@bulkhead/testing';
import { hardeningService } from './index.ts';

const HOST_ID = 'host_00112233445566778899aabbccddeeff';

function someFacts(change: object = {}): Record<string, unknown> {
  return {
    schema: 1,
    hostId: HOST_ID,
    identifiedBy: 'MACHINE_ID',
    hostname: 'web-1',
    collectedAt: '2026-11-22T08:00:00.000Z',
    vantage: 'HOST',
    os: { id: 'debian', name: 'Debian GNU/Linux', version: '12', idLike: [], containerOptimized: false },
    sysctls: { 'kernel.randomize_va_space': '2', 'kernel.dmesg_restrict': '0' },
    mounts: [{ target: '/', source: '/dev/vda', fsType: 'ext4', options: ['ro', 'relatime'] }],
    gaps: [{ fact: 'users', source: '/etc/passwd', reason: 'DENIED' }],
    ...change,
  };
}

interface Stack extends AsyncDisposable {
  readonly service: RunningService;
  /** Publishes as ingestion does. */
  tellFacts(observedAt: string, facts: Record<string, unknown>, hostId?: string): Promise<void>;
  readonly results: HostCheckResult[];
  readonly parked: () => Promise<number>;
}

async function startStack(): Promise<Stack> {
  const stack = new AsyncDisposableStack();
  const mongo = stack.use(await startTestMongo());
  const kafka = stack.use(await startTestKafka());
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-hardening-'));
  stack.defer(async () => rm(folder, { recursive: true, force: true }));
  const logger = silentLogger();
  const claims = folderClaimStore(folder);
  const env = { MONGODB_URI: mongo.uri('bulkhead'), KAFKA_BROKERS: kafka.brokers.join(','), BULKHEAD_DATA_DIR: folder };
  const service = stack.use(await createService(hardeningService, { env, logger, claims }));
  const connection = await connect({ uri: mongo.uri('bulkhead_neighbour'), database: 'bulkhead_neighbour', logger });
  stack.defer(() => connection.close());
  const own = await connect({ uri: mongo.uri('bulkhead_hardening'), database: 'bulkhead_hardening', logger });
  stack.defer(() => own.close());
  const messaging = createMessaging({
    service: 'neighbour',
    brokers: kafka.brokers,
    connection,
    claims,
    logger,
    clock: systemClock,
    topics: [HOST_FACTS, HOST_CHECK_RESULT],
  });
  await ensureIndexes(connection);
  const results: HostCheckResult[] = [];
  messaging.subscribe({
    contract: HOST_CHECK_RESULT,
    retry: 'topics',
    handle: async ({ data }) => {
      results.push(data);
    },
  });
  await messaging.start();
  stack.defer(() => messaging.close());
  return {
    service,
    results,
    parked: async () => own.mongoose.collection('parked').countDocuments(),
    tellFacts: async (observedAt, facts, hostId = HOST_ID) => {
      const event = draft(HOST_FACTS, { hostId, clusterId: 'clu_1', observedAt, facts });
      await transact(connection, (session) => messaging.outbox.append([event], session));
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const reader = { subject: 'ann', scopes: ['host:read', 'host:write', 'benchmark:read'] };

async function ask(service: RunningService, query: string, variables: Record<string, unknown> = {}) {
  return service.execute({ query, variables }, graphqlContext({ principal: reader }));
}

async function until<Value>(read: () => Promise<Value>, isThere: (value: Value) => boolean): Promise<Value> {
  for (let tries = 0; tries < 200; tries += 1) {
    const value = await read();
    if (isThere(value)) return value;
    await sleep(50);
  }
  throw new Error('it never came');
}

const HOST_QUERY = `query ($id: ID!) {
  host(id: $id) {
    hostname os rootReadOnly vantage factsAt factGaps { fact reason }
    latestAudit { score counts { pass fail unknown } benchmark { id } }
    checkResults(states: [FAIL]) { nodes { code state actual check { title } host { hostname } } }
    drift { nodes { code from to cause } }
  }
}`;

describe('the service', () => {
  test('judges_facts_that_arrive_and_those_that_are_submitted_and_tells_both', async () => {
    await using stack = await startStack();
    await stack.tellFacts('2026-11-22T08:00:00.000Z', someFacts());
    const seen = await until(
      () => ask(stack.service, HOST_QUERY, { id: HOST_ID }),
      ({ data }) => data?.['host'] !== null,
    );

    expect(seen.errors).toBeUndefined();
    expect(seen.data?.['host']).toMatchObject({
      hostname: 'web-1',
      os: 'debian',
      rootReadOnly: true,
      vantage: 'HOST',
      factsAt: '2026-11-22T08:00:00.000Z',
      factGaps: [{ fact: 'users', reason: 'DENIED' }],
      latestAudit: { benchmark: { id: 'linux-container-host@1' } },
      drift: { nodes: [] },
    });

    const facts = someFacts({
      collectedAt: '2026-11-22T09:00:00.000Z',
      sysctls: { 'kernel.randomize_va_space': '0', 'kernel.dmesg_restrict': '1' },
    });
    const submit = `mutation ($key: ID!, $facts: JSON!) { submitHostFacts(idempotencyKey: $key, facts: $facts) {
      ... on Audit { id host { id } changed { code } } ... on FactsOutdated { heldSince } } }`;
    const first = await ask(stack.service, submit, { key: 'k1', facts });
    const again = await ask(stack.service, submit, { key: 'k1', facts });
    const late = await ask(stack.service, submit, { key: 'k2', facts });

    expect(first.errors).toBeUndefined();
    expect(first.data?.['submitHostFacts']).toMatchObject({
      host: { id: HOST_ID },
      changed: [{ code: 'address-space-randomisation' }, { code: 'kernel-log-restricted' }],
    });
    expect(again.data).toEqual(first.data);
    expect(late.data?.['submitHostFacts']).toEqual({ heldSince: '2026-11-22T09:00:00.000Z' });

    const now = await ask(stack.service, HOST_QUERY, { id: HOST_ID });
    expect(now.data?.['host']).toMatchObject({
      drift: { nodes: expect.arrayContaining([expect.objectContaining({ from: 'PASS', to: 'FAIL' })]) },
    });
    await until(
      async () => stack.results,
      (results) => results.length === 2,
    );
    expect(stack.results.map(({ changedCheckIds }) => changedCheckIds.length)).toEqual([0, 2]);
  });

  test('parks_facts_it_cannot_read_and_goes_on_with_the_neighbours', async () => {
    await using stack = await startStack();
    await stack.tellFacts('2026-11-22T08:00:00.000Z', { schema: 2 });
    await stack.tellFacts('2026-11-22T08:00:00.000Z', someFacts(), 'host_another');
    await stack.tellFacts('2026-11-22T08:00:00.000Z', someFacts());

    const seen = await until(
      () => ask(stack.service, '{ hosts { nodes { id } pageInfo { hasNextPage } } }'),
      ({ data }) => JSON.stringify(data).includes(HOST_ID),
    );

    expect(seen.data?.['hosts']).toEqual({ nodes: [{ id: HOST_ID }], pageInfo: { hasNextPage: false } });
    expect(await until(stack.parked, (count) => count === 2)).toBe(2);
  });

  test('answers_over_the_fleet_and_by_reference_and_refuses_who_may_not', async () => {
    await using stack = await startStack();
    const submit = `mutation ($facts: JSON!) { submitHostFacts(idempotencyKey: "k", facts: $facts) { __typename } }`;
    await ask(stack.service, submit, { facts: someFacts() });

    const fleet = await ask(
      stack.service,
      '{ checkResults(filter: { code: "kernel-log-restricted", states: [FAIL] }) { nodes { id host { hostname } history { nodes { to } } } } }',
    );
    const found = fleet.data?.['checkResults'] as { nodes: { id: string }[] } | undefined;
    const [result] = found?.nodes ?? [];
    const entities = await ask(
      stack.service,
      `query ($refs: [_Any!]!) { _entities(representations: $refs) {
        ... on Host { id hostname checkResults(first: 1) { nodes { code } } } ... on CheckResult { code } } }`,
      {
        refs: [
          { __typename: 'Host', id: HOST_ID },
          { __typename: 'Host', id: 'host_unknown' },
          { __typename: 'CheckResult', id: result?.id },
        ],
      },
    );
    const refused = await stack.service.execute(
      { query: '{ hosts { nodes { id } } }' },
      graphqlContext({ principal: { subject: 'bob', scopes: ['benchmark:read'] } }),
    );

    expect(fleet.data?.['checkResults']).toMatchObject({ nodes: [{ host: { hostname: 'web-1' } }] });
    expect(entities.errors).toBeUndefined();
    expect(entities.data?.['_entities']).toMatchObject([
      { hostname: 'web-1', checkResults: { nodes: [{ code: 'address-space-randomisation' }] } },
      { id: 'host_unknown', hostname: null, checkResults: { nodes: [] } },
      { code: 'kernel-log-restricted' },
    ]);
    expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });
});
