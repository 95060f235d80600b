import { describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { INCIDENT_CHANGED, RUNTIME_EVENT, VIOLATION_CHANGED } from '@bulkhead/contracts';
import type { IncidentChanged, RuntimeEvent, ViolationChanged } from '@bulkhead/contracts';
import { systemClock } from '@bulkhead/core-base';
import { checkEveryFieldIsAllowed, graphqlContext } from '@bulkhead/platform-graphql';
import { silentLogger } from '@bulkhead/platform-logging';
import { createMessaging, draft, folderClaimStore } from '@bulkhead/platform-messaging';
import { connect, ensureIndexes, transact } from '@bulkhead/platform-mongo';
import { createService } from '@bulkhead/platform-service';
import type { RunningService } from '@bulkhead/platform-service';
import { startTestKafka, startTestMongo } from '@bulkhead/testing';
import { incidentResponseService } from './index.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const AT = '2026-11-22T08:00:00.000Z';

function aViolation(change: Partial<ViolationChanged> = {}): ViolationChanged {
  return {
    violationId: 'vio_1',
    causeKey: 'CVE-2026-0001',
    state: 'OPEN',
    previousState: null,
    policyId: 'pol_1',
    policyName: 'No critical findings',
    severity: 'CRITICAL',
    subject: { kind: 'workload', id: 'lin_web', name: 'shop/web' },
    clusterId: 'clu_1',
    lineageKeys: ['lin_web'],
    imageDigests: [DIGEST],
    hostIds: ['host_1'],
    ownerTeamId: 'team_shop',
    vulnerabilityIds: ['CVE-2026-0001'],
    summary: 'CVE-2026-0001 in openssl 3.0.11',
    remediation: ['Rebuild on openssl 3.0.12'],
    techniques: [],
    decisionId: 'dec_1',
    occurrences: 1,
    at: AT,
    ...change,
  };
}

function anEvent(change: Partial<RuntimeEvent> = {}): RuntimeEvent {
  return {
    eventId: 'evt_1',
    type: 'Terminal shell in container',
    severity: 'LOW',
    at: AT,
    clusterId: 'clu_1',
    hostId: 'host_1',
    lineageKey: 'lin_web',
    workloadName: 'shop/web',
    ownerTeamId: 'team_shop',
    imageDigest: DIGEST,
    container: 'web',
    source: 'falco',
    summary: 'sh was started in web',
    techniques: ['T1059'],
    process: { 'proc.name': 'sh', $where: 'kept as it is' },
    network: null,
    file: null,
    ...change,
  };
}

interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: {
    readonly id: string;
    readonly body: { type: string; data: { incidentId: string; title: string } };
  }[];
  status: number;
}

async function startReceiver(): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Receiver['received'][number]['body'];
      if (receiver.status < 300) received.push({ id: String(request.headers['webhook-id']), body });
      response.writeHead(receiver.status).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    status: 204,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return receiver;
}

interface Stack extends AsyncDisposable {
  start(env?: Record<string, string>): Promise<RunningService>;
  tellViolations(...violations: ViolationChanged[]): Promise<void>;
  tellEvents(...events: RuntimeEvent[]): Promise<void>;
  readonly changes: IncidentChanged[];
}

async function startStack(): Promise<Stack> {
  const stack = new AsyncDisposableStack();
  const mongo = stack.use(await startTestMongo());
  const kafka = stack.use(await startTestKafka());
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-incident-'));
  stack.defer(async () => rm(folder, { recursive: true, force: true }));
  const logger = silentLogger();
  const claims = folderClaimStore(folder);
  const common = {
    MONGODB_URI: mongo.uri('bulkhead_incident_response'),
    KAFKA_BROKERS: kafka.brokers.join(','),
    BULKHEAD_DATA_DIR: folder,
  };
  const connection = await connect({ uri: mongo.uri('bulkhead_neighbour'), database: 'bulkhead_neighbour', logger });
  stack.defer(() => connection.close());
  const messaging = createMessaging({
    service: 'neighbour',
    brokers: kafka.brokers,
    connection,
    claims,
    logger,
    clock: systemClock,
    topics: [VIOLATION_CHANGED, RUNTIME_EVENT, INCIDENT_CHANGED],
  });
  await ensureIndexes(connection);
  const changes: IncidentChanged[] = [];
  messaging.subscribe({
    contract: INCIDENT_CHANGED,
    retry: 'topics',
    handle: async ({ data }) => void changes.push(data),
  });
  await messaging.start();
  stack.defer(() => messaging.close());
  const tell = async (drafts: ReturnType<typeof draft>[]): Promise<void> => {
    await transact(connection, (session) => messaging.outbox.append(drafts, session));
  };
  return {
    changes,
    start: async (env = {}) =>
      stack.use(await createService(incidentResponseService, { env: { ...common, ...env }, logger, claims })),
    tellViolations: async (...violations) => tell(violations.map((data) => draft(VIOLATION_CHANGED, data))),
    tellEvents: async (...events) => tell(events.map((data) => draft(RUNTIME_EVENT, data))),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function webhookSettings({ url }: Receiver): Record<string, string> {
  return {
    BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_URL: url,
    BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_SECRET: 'a secret of the receiver',
  };
}

const everything = { subject: 'ann', scopes: ['*'] };

async function ask(service: RunningService, query: string, variables: Record<string, unknown> = {}) {
  return service.execute({ query, variables }, graphqlContext({ principal: everything }));
}

async function until<Value>(read: () => Promise<Value> | Value, isThere: (value: Value) => boolean): Promise<Value> {
  for (let tries = 0; tries < 300; tries += 1) {
    const value = await read();
    if (isThere(value)) return value;
    await sleep(50);
  }
  throw new Error('it never came');
}

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly eventCount: number;
  readonly violations: readonly { id: string }[];
}

async function incidents(service: RunningService): Promise<readonly Listed[]> {
  const { data, errors } = await ask(service, '{ incidents { nodes { id state eventCount violations { id } } } }');
  expect(errors).toBeUndefined();
  return nodesOf(data?.['incidents']);
}

function nodesOf(connection: unknown): readonly Listed[] {
  return (connection as { nodes?: readonly Listed[] } | undefined)?.nodes ?? [];
}

const INCIDENT = `query ($id: ID!) { incident(id: $id) {
  title severity state nextStates owner { id } workloads { lineageKey } images { digest } hosts { id } workloadCount hostCount imageCount violationCount
  remediation { order title detail target } techniques eventCount
  timeline { nodes { kind summary by } } events { nodes { id process incident { id } workload { lineageKey } } }
  deliveries { nodes { sinkKind sink event state attempts incident { id } } } } }`;

describe('the service', () => {
  test('asks_for_a_scope_everywhere', () => {
    expect(checkEveryFieldIsAllowed(incidentResponseService.sdl)).toEqual([]);
  });

  test('makes_one_incident_of_what_one_cause_brought_and_tells_its_receiver_once', async () => {
    await using receiver = await startReceiver();
    await using stack = await startStack();
    const service = await stack.start(webhookSettings(receiver));
    const subjects = Array.from({ length: 8 }, (_, index) => `lin_${index}`);

    await stack.tellViolations(
      ...subjects.map((lineageKey) => aViolation({ violationId: `vio_${lineageKey}`, lineageKeys: [lineageKey] })),
    );
    const [incident] = await until(
      () => incidents(service),
      ([first]) => first?.violations.length === 8,
    );
    await until(
      () => receiver.received,
      (received) => received.length > 0,
    );
    await until(
      () => stack.changes,
      (changes) => changes.at(-1)?.violationIds.length === 8,
    );

    expect(await incidents(service)).toHaveLength(1);
    expect(receiver.received.map(({ body }) => [body.type, body.data.incidentId])).toEqual([
      ['incident.opened', incident?.id],
    ]);
  });

  test('joins_a_weak_runtime_event_to_the_incident_of_its_workload_and_shows_it_whole', async () => {
    await using receiver = await startReceiver();
    await using stack = await startStack();
    const service = await stack.start(webhookSettings(receiver));
    await stack.tellViolations(aViolation());
    const [opened] = await until(
      () => incidents(service),
      (found) => found.length === 1,
    );

    await stack.tellEvents(anEvent(), anEvent({ eventId: 'evt_weak', lineageKey: 'lin_other', imageDigest: null }));
    await until(
      () => incidents(service),
      ([first]) => first?.eventCount === 1,
    );
    await until(
      () => receiver.received,
      (received) => received.length === 1,
    );
    const all = await until(
      () => ask(service, '{ runtimeEvents { nodes { id incident { id } } } }'),
      ({ data }) => nodesOf(data?.['runtimeEvents']).length === 2,
    );
    const shown = await until(
      () => ask(service, INCIDENT, { id: opened?.id }),
      ({ data }) => JSON.stringify(data).includes('DELIVERED'),
    );

    expect(shown.errors).toBeUndefined();
    expect(shown.data?.['incident']).toMatchObject({
      title: 'No critical findings: shop/web',
      severity: 'CRITICAL',
      state: 'OPEN',
      nextStates: ['TRIAGED', 'FALSE_POSITIVE'],
      owner: { id: 'team_shop' },
      workloads: [{ lineageKey: 'lin_web' }],
      images: [{ digest: DIGEST }],
      hosts: [{ id: 'host_1' }],
      workloadCount: 1,
      hostCount: 1,
      imageCount: 1,
      violationCount: 1,
      remediation: [
        { order: 1, title: 'No critical findings', detail: 'Rebuild on openssl 3.0.12', target: 'shop/web' },
      ],
      techniques: ['T1059'],
      events: { nodes: [{ id: 'evt_1', process: { 'proc.name': 'sh', $where: 'kept as it is' } }] },
      deliveries: { nodes: [{ sinkKind: 'WEBHOOK', sink: receiver.url, event: 'incident.opened', attempts: 1 }] },
    });
    expect(JSON.stringify(all.data)).toContain('"incident":null');
  });

  test('moves_an_incident_on_once_per_key_and_refuses_a_step_that_is_none', async () => {
    await using stack = await startStack();
    const service = await stack.start();
    await stack.tellViolations(aViolation());
    const [{ id } = { id: '' }] = await until(
      () => incidents(service),
      (found) => found.length === 1,
    );
    const move = `mutation ($key: ID!, $id: ID!, $to: IncidentState!, $expected: IncidentState!) {
      transitionIncident(idempotencyKey: $key, id: $id, to: $to, expectedState: $expected, comment: "seen") {
        ... on Incident { state revision timeline { nodes { kind by summary } } }
        ... on TransitionRefused { reason current allowed } } }`;

    const moved = await ask(service, move, { key: 'k1', id, to: 'TRIAGED', expected: 'OPEN' });
    const again = await ask(service, move, { key: 'k1', id, to: 'TRIAGED', expected: 'OPEN' });
    const stale = await ask(service, move, { key: 'k2', id, to: 'TRIAGED', expected: 'OPEN' });
    const jump = await ask(service, move, { key: 'k3', id, to: 'CLOSED', expected: 'TRIAGED' });
    const reused = await ask(service, move, { key: 'k1', id, to: 'FALSE_POSITIVE', expected: 'TRIAGED' });
    const unknown = await ask(service, move, { key: 'k4', id: 'inc_none', to: 'TRIAGED', expected: 'OPEN' });

    expect(moved.errors).toBeUndefined();
    expect(JSON.stringify(moved.data)).toContain('"by":"ann"');
    expect(again.data).toEqual(moved.data);
    expect(stale.data).toEqual({
      transitionIncident: { reason: 'STATE_MOVED', current: 'TRIAGED', allowed: ['CONTAINED', 'FALSE_POSITIVE'] },
    });
    expect(jump.data).toMatchObject({ transitionIncident: { reason: 'NOT_ALLOWED' } });
    expect(reused.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fault: 'IDEMPOTENCY_KEY_REUSED' });
    expect(unknown.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND', fault: 'INCIDENT_UNKNOWN' });
    await until(
      () => stack.changes,
      (changes) => changes.at(-1)?.state === 'TRIAGED',
    );
  });

  test('delivers_after_a_restart_what_the_receiver_did_not_take_and_doubles_nothing', async () => {
    await using receiver = await startReceiver();
    receiver.status = 503;
    await using stack = await startStack();
    const first = await stack.start(webhookSettings(receiver));
    await stack.tellViolations(aViolation());
    await until(
      () => ask(first, '{ deliveries(filter: { states: [PENDING] }) { nodes { attempts lastError nextAttemptAt } } }'),
      ({ data }) => JSON.stringify(data).includes('"lastError":"HTTP 503"'),
    );
    await first.close();

    receiver.status = 204;
    const second = await stack.start(webhookSettings(receiver));
    await until(
      () => receiver.received,
      (received) => received.length === 1,
    );
    await stack.tellViolations(aViolation({ violationId: 'vio_2' }));
    await until(
      () => incidents(second),
      ([incident]) => incident?.violations.length === 2,
    );

    const { data } = await ask(second, '{ deliveries { nodes { id state attempts lastError } } }');
    expect(receiver.received).toHaveLength(1);
    expect(data?.['deliveries']).toMatchObject({
      nodes: [{ id: receiver.received[0]?.id, state: 'DELIVERED', attempts: 2, lastError: null }],
    });
  });

  test('has_an_abandoned_delivery_tried_again_when_a_person_says_so', async () => {
    await using receiver = await startReceiver();
    receiver.status = 410;
    await using stack = await startStack();
    const service = await stack.start(webhookSettings(receiver));
    await stack.tellViolations(aViolation());
    const abandoned = await until(
      () => ask(service, '{ deliveries { nodes { id state } } }'),
      ({ data }) => JSON.stringify(data).includes('ABANDONED'),
    );
    const [{ id } = { id: '' }] = nodesOf(abandoned.data?.['deliveries']);
    const retry = `mutation ($key: ID!, $id: ID!) { retryDelivery(idempotencyKey: $key, id: $id) {
      __typename ... on Delivery { state } ... on DeliveryNotAbandoned { delivery { state } } } }`;

    receiver.status = 204;
    const revived = await ask(service, retry, { key: 'k1', id });
    await until(
      () => receiver.received,
      (received) => received.length === 1,
    );
    const late = await ask(service, retry, { key: 'k2', id });

    expect(revived.data).toMatchObject({ retryDelivery: { __typename: 'Delivery' } });
    expect(late.data).toMatchObject({ retryDelivery: { __typename: 'DeliveryNotAbandoned' } });
  });

  test('adds_incidents_to_what_others_own_and_refuses_who_may_not_see_them', async () => {
    await using stack = await startStack();
    const service = await stack.start();
    await stack.tellViolations(aViolation());
    await until(
      () => incidents(service),
      (found) => found.length === 1,
    );
    const references = [
      { __typename: 'Workload', lineageKey: 'lin_web' },
      { __typename: 'Host', id: 'host_1' },
      { __typename: 'Image', digest: DIGEST },
      { __typename: 'Team', id: 'team_shop' },
      { __typename: 'Violation', id: 'vio_1' },
      { __typename: 'Violation', id: 'vio_none' },
    ];
    const query = `query ($refs: [_Any!]!) { _entities(representations: $refs) {
      ... on Workload { incidents(states: [OPEN]) { nodes { title } } } ... on Host { incidents { nodes { title } } }
      ... on Image { incidents { nodes { title } } } ... on Team { incidents { nodes { title } } }
      ... on Violation { incident { title } } } }`;

    const seen = await ask(service, query, { refs: references });
    const blind = {
      subject: 'bob',
      scopes: ['workload:read', 'host:read', 'image:read', 'team:read', 'violation:read'],
    };
    const request = { query, variables: { refs: references } };
    const refused = await service.execute(request, graphqlContext({ principal: blind }));

    const listed = { incidents: { nodes: [{ title: 'No critical findings: shop/web' }] } };
    expect(seen.errors).toBeUndefined();
    expect(seen.data?.['_entities']).toEqual([
      listed,
      listed,
      listed,
      listed,
      { incident: { title: 'No critical findings: shop/web' } },
      { incident: null },
    ]);
    expect(refused.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(
      expect.arrayContaining(['FORBIDDEN']),
    );
    expect(JSON.stringify(refused.data)).not.toContain('No critical');
  });

  test('takes_an_event_that_is_told_twice_in_once', async () => {
    await using stack = await startStack();
    const service = await stack.start();
    await stack.tellEvents(anEvent({ severity: 'HIGH' }), anEvent({ severity: 'HIGH' }));
    await stack.tellEvents(anEvent({ eventId: 'evt_2', severity: 'HIGH' }));

    const [incident] = await until(
      () => incidents(service),
      ([first]) => (first?.eventCount ?? 0) >= 2,
    );

    expect(incident?.eventCount).toBe(2);
  });

  test('closes_by_itself_what_is_resolved_before_anybody_took_it_up', async () => {
    await using stack = await startStack();
    const service = await stack.start();
    await stack.tellViolations(aViolation());
    await stack.tellViolations(
      aViolation({ state: 'RESOLVED', previousState: 'OPEN', at: '2026-11-22T09:00:00.000Z' }),
    );

    const [incident] = await until(
      () => incidents(service),
      ([first]) => first?.state === 'CLOSED',
    );

    expect(incident?.violations).toEqual([{ id: 'vio_1' }]);
  });
});
