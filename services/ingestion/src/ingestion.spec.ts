import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphqlContext } from '@bulkhead/platform-graphql';
import { attachPrincipal } from '@bulkhead/platform-identity';
import { silentLogger } from '@bulkhead/platform-logging';
import { createService } from '@bulkhead/platform-service';
import type { RunningService } from '@bulkhead/platform-service';
import { startTestKafka, startTestMongo, testFolder } from '@bulkhead/testing';
import { ingestionService } from './index.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const ADMIN = { subject: 'test', scopes: ['*'] };
const AT = '2026-11-20T08:00:00Z';

let opened: AsyncDisposableStack;
let ingestion: RunningService;

beforeAll(async () => {
  opened = new AsyncDisposableStack();
  const mongo = opened.use(await startTestMongo());
  const kafka = opened.use(await startTestKafka());
  const folder = opened.use(await testFolder());
  const env = {
    MONGODB_URI: mongo.uri('bulkhead'),
    KAFKA_BROKERS: kafka.brokers.join(','),
    BULKHEAD_DATA_DIR: folder.path,
  };
  ingestion = opened.use(await createService(ingestionService, { env, logger: silentLogger() }));
}, 60_000);

afterAll(() => opened.disposeAsync());

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, never>> {
  const { data, errors } = await ingestion.execute({ query, variables }, graphqlContext({ principal: ADMIN }));
  expect(errors).toBeUndefined();
  return data as Record<string, never>;
}

function ingest(events: readonly unknown[]): Promise<Record<string, never>> {
  return ask('mutation ($events: [IntakeEventInput!]!) { ingestBatch(events: $events) { id result code } }', {
    events,
  });
}

function aWorkload(id: string, name: string): Record<string, unknown> {
  const manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', uid: `uid-${name}` },
    spec: {
      replicas: 2,
      template: {
        spec: {
          hostNetwork: true,
          containers: [{ name: 'app', image: 'registry.example/shop:1', securityContext: { privileged: true } }],
        },
      },
    },
  };
  return {
    id,
    type: 'workload.observed',
    clusterId: 'clu_1',
    observedAt: AT,
    payload: { manifest, images: { app: DIGEST }, hostIds: ['host_1'] },
  };
}

const CLUSTER = {
  id: 'c1',
  type: 'cluster.observed',
  clusterId: 'clu_1',
  observedAt: AT,
  payload: { name: 'production', orchestrator: 'KUBERNETES', stage: 'PROD' },
};

describe('the ingestion service', () => {
  test('takes_a_batch_in_parks_what_it_cannot_read_and_goes_on', async () => {
    const batch = [
      CLUSTER,
      { id: 'bad', type: 'moon.observed', observedAt: AT, payload: {} },
      aWorkload('w1', 'checkout'),
    ];

    const { ingestBatch } = await ingest(batch);

    expect(ingestBatch).toEqual([
      { id: 'c1', result: 'ACCEPTED', code: null },
      { id: 'bad', result: 'PARKED', code: 'EVENT_MALFORMED' },
      { id: 'w1', result: 'ACCEPTED', code: null },
    ]);
    const { parkedEvents } = await ask('{ parkedEvents { nodes { code sender text } } }');
    expect(parkedEvents).toMatchObject({
      nodes: [{ code: 'EVENT_MALFORMED', sender: 'test', text: expect.stringContaining('moon.observed') }],
    });
  });

  test('takes_the_same_event_in_once', async () => {
    const { ingestBatch } = await ingest([CLUSTER, aWorkload('w1', 'checkout')]);

    expect(ingestBatch).toMatchObject([{ result: 'DUPLICATE' }, { result: 'DUPLICATE' }]);
  });

  test('joins_an_image_with_where_it_runs_and_who_answers_for_it', async () => {
    const { upsertTeam } = await ask(
      'mutation { upsertTeam(idempotencyKey: "t1", team: { name: "payments" }) { id } }',
    );
    await ask(
      'mutation ($teamId: ID!) { upsertOwnershipRule(idempotencyKey: "o1", rule: { teamId: $teamId, selector: { namespace: "shop" } }) { id } }',
      { teamId: (upsertTeam as unknown as { id: string }).id },
    );

    const { _entities } = await ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Image { usedByCount runningIn { nodes {
        name namespace cluster { name stage agentHealth } owner { name } ownerReason hosts { id } hostNetwork
        containers { name image { digest } securityContext { privileged readOnlyRootFilesystem } }
      } } } } }`,
      { of: [{ __typename: 'Image', digest: DIGEST }] },
    );

    expect(_entities).toEqual([
      {
        usedByCount: 1,
        runningIn: {
          nodes: [
            {
              name: 'checkout',
              namespace: 'shop',
              cluster: { name: 'production', stage: 'PROD', agentHealth: expect.any(String) },
              owner: { name: 'payments' },
              ownerReason: expect.stringContaining('namespace shop'),
              hosts: [{ id: 'host_1' }],
              hostNetwork: true,
              containers: [
                {
                  name: 'app',
                  image: { digest: DIGEST },
                  securityContext: { privileged: true, readOnlyRootFilesystem: false },
                },
              ],
            },
          ],
        },
      },
    ]);
  });

  test('gives_the_same_answer_to_the_same_idempotency_key_and_refuses_it_for_another_request', async () => {
    const mutation =
      'mutation ($name: String!) { upsertTeam(idempotencyKey: "t2", team: { name: $name }) { id name } }';
    const first = await ask(mutation, { name: 'search' });

    expect(await ask(mutation, { name: 'search' })).toEqual(first);
    const other = await ingestion.execute(
      { query: mutation, variables: { name: 'other' } },
      graphqlContext({ principal: ADMIN }),
    );
    expect(other.errors?.[0]?.extensions).toMatchObject({ code: 'CONFLICT', fault: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('pages_through_workloads_without_missing_or_repeating_one', async () => {
    await ingest(Array.from({ length: 7 }, (_, index) => aWorkload(`p${index}`, `page-${index}`)));
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { workloads } = (await ask(
        'query ($after: String) { workloads(filter: { namespace: "shop" }, first: 3, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } }',
        { after },
      )) as unknown as {
        workloads: { nodes: { name: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      };
      names.push(...workloads.nodes.map(({ name }) => name));
      after = workloads.pageInfo.hasNextPage ? workloads.pageInfo.endCursor : null;
    } while (after !== null);

    expect(names).toEqual(['checkout', ...Array.from({ length: 7 }, (_, index) => `page-${index}`)]);
  });

  test('takes_one_event_a_line_over_http_and_parks_a_line_that_is_no_json', async () => {
    const server = createServer((request, response) => {
      attachPrincipal(request, ADMIN);
      ingestion.http(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const body = `${JSON.stringify(aWorkload('n1', 'ndjson'))}\n{broken\n`;

    const response = await fetch(`http://127.0.0.1:${port}/ingest/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body,
    });
    const answer = await response.json();
    server.close();

    expect(answer).toMatchObject({
      results: [
        { id: 'n1', result: 'ACCEPTED' },
        { id: null, result: 'PARKED', code: 'EVENT_MALFORMED' },
      ],
    });
  });
});
