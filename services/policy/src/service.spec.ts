import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import {
  DECISION_MADE,
  FINDING_CHANGED,
  HOST_CHECK_RESULT,
  IMAGE_INDEXED,
  INVENTORY_HOST,
  INVENTORY_WORKLOAD,
  VIOLATION_CHANGED,
} from '@bulkhead/contracts';
import type { EventContract, FindingChanged, FindingSummary, ViolationChanged } from '@bulkhead/contracts';
import { systemClock } from '@bulkhead/core-base';
import { checkEveryFieldIsAllowed, graphqlContext } from '@bulkhead/platform-graphql';
import { silentLogger } from '@bulkhead/platform-logging';
import { createMessaging, draft, folderClaimStore } from '@bulkhead/platform-messaging';
import { connect, ensureIndexes, transact } from '@bulkhead/platform-mongo';
import { createService } from '@bulkhead/platform-service';
import type { RunningService } from '@bulkhead/platform-service';
import { startEngines } from '@bulkhead/testing';
import { policyService } from './index.ts';
import { POLICY_SDL } from './schema.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const LINEAGE = 'lin_shop';
const SCOPES = ['policy:*', 'decision:*', 'violation:*', 'image:read', 'workload:read', 'host:read', 'team:read'];

interface Stack extends AsyncDisposable {
  readonly service: RunningService;
  readonly violations: ViolationChanged[];
  readonly decisions: unknown[];
  tell<Data>(contract: EventContract<Data>, data: Data): Promise<void>;
  ask(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
}

/** The service on both engines, and a neighbour that tells it things and hears what it says. */
async function startStack(settings: Record<string, string> = {}): Promise<Stack> {
  const stack = new AsyncDisposableStack();
  const { mongo, kafka } = stack.use(await startEngines());
  const folder = await mkdtemp(join(tmpdir(), 'bulkhead-policy-'));
  stack.defer(async () => rm(folder, { recursive: true, force: true }));
  const logger = silentLogger();
  const claims = folderClaimStore(folder);
  const env = {
    MONGODB_URI: mongo.uri('bulkhead_policy'),
    KAFKA_BROKERS: kafka.brokers.join(','),
    BULKHEAD_DATA_DIR: folder,
    ...settings,
  };
  const service = stack.use(await createService(policyService, { env, logger, claims }));
  const connection = await connect({ uri: mongo.uri('bulkhead_neighbour'), database: 'bulkhead_neighbour', logger });
  stack.defer(() => connection.close());
  const topics = [...policyService.consumes, ...policyService.produces];
  const messaging = createMessaging({
    service: 'neighbour',
    brokers: kafka.brokers,
    connection,
    claims,
    logger,
    clock: systemClock,
    topics,
  });
  await ensureIndexes(connection);
  const violations: ViolationChanged[] = [];
  const decisions: unknown[] = [];
  messaging.subscribe({
    contract: VIOLATION_CHANGED,
    retry: 'topics',
    handle: async ({ data }) => void violations.push(data),
  });
  messaging.subscribe({
    contract: DECISION_MADE,
    retry: 'topics',
    handle: async ({ data }) => void decisions.push(data),
  });
  await messaging.start();
  stack.defer(() => messaging.close());
  const context = graphqlContext({ principal: { subject: 'ann', scopes: SCOPES } });
  return {
    service,
    violations,
    decisions,
    tell: async (contract, data) => {
      await transact(connection, (session) => messaging.outbox.append([draft(contract, data)], session));
    },
    ask: async (query, variables = {}) => {
      const { data, errors } = await service.execute({ query, variables }, { ...context, loaders: new Map() });
      expect(errors).toBeUndefined();
      return data as Record<string, unknown>;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function until<Value>(read: () => Promise<Value> | Value, isThere: (value: Value) => boolean): Promise<Value> {
  for (let tries = 0; tries < 300; tries += 1) {
    const value = await read();
    if (isThere(value)) return value;
    await sleep(50);
  }
  throw new Error(`it never came; last: ${JSON.stringify(await read())}`);
}

function aFinding(parts: Partial<FindingSummary> = {}): FindingSummary {
  return {
    findingId: 'fnd_1',
    vulnerabilityId: 'CVE-2024-1',
    aliases: [],
    severity: 'CRITICAL',
    cvssScore: 9.8,
    epss: null,
    kev: null,
    component: 'openssl',
    version: '3.0.1',
    purl: 'pkg:deb/debian/openssl@3.0.1',
    fixedIn: ['3.0.2'],
    state: 'ACTIVE',
    firstSeen: '2026-11-22T08:00:00.000Z',
    publishedAt: null,
    fixAvailableAt: null,
    ...parts,
  };
}

function findings(open: FindingSummary[], matchedAt = '2026-11-22T08:00:00.000Z'): FindingChanged {
  return {
    subject: { kind: 'image', id: DIGEST, name: 'registry.example/shop:1' },
    cause: 'INDEXED',
    open,
    opened: open.map(({ findingId }) => findingId),
    closed: [],
    counts: {
      critical: open.length,
      high: 0,
      medium: 0,
      low: 0,
      negligible: 0,
      unknown: 0,
      fixable: open.length,
      kev: 0,
    },
    matchedAt,
    matchedAgainst: ['osv:test'],
    unjudgedEcosystems: [],
  };
}

const INDEXED = {
  imageDigest: DIGEST,
  names: ['registry.example/shop:1'],
  distribution: 'debian 12',
  user: '1000',
  createdAt: '2026-11-01T00:00:00.000Z',
  componentCount: 3,
  labels: {},
  exposedPorts: [],
  components: [],
  coverage: ['dpkg'],
  indexedAt: '2026-11-22T07:00:00.000Z',
};

const WORKLOAD = {
  workloadId: 'wl_1',
  lineageKey: LINEAGE,
  clusterId: 'clu_1',
  clusterName: 'production',
  stage: 'PROD' as const,
  namespace: 'shop',
  kind: 'Deployment',
  name: 'checkout',
  labels: {},
  annotations: {},
  owner: { teamId: 'team_shop', name: 'shop', reason: 'rule own_1' },
  hostIds: ['host_1'],
  replicas: 1,
  exposure: 'CLUSTER' as const,
  containers: [{ name: 'app', imageRef: 'registry.example/shop:1', imageDigest: DIGEST }],
  manifest: {
    kind: 'Deployment',
    metadata: { name: 'checkout', namespace: 'shop' },
    spec: {
      template: {
        spec: {
          containers: [{ name: 'app', image: 'registry.example/shop:1', securityContext: { privileged: true } }],
        },
      },
    },
  },
  removed: false,
  observedAt: '2026-11-22T07:30:00.000Z',
};

const VIOLATIONS_QUERY = `query ($key: ID!) { violations(filter: { lineageKey: $key }) { nodes {
  policyName state severity subject { kind name } owner { id } workloads { lineageKey } images { digest }
  policy { title current { digest } } decision { verdict point reasons { policyName message path vulnerabilityId } inputDigest input }
} } }`;

describe('the policy service', () => {
  test('guards_every_field', () => {
    expect(checkEveryFieldIsAllowed(POLICY_SDL)).toEqual([]);
  });

  test('opens_a_violation_with_its_owner_when_a_finding_lands_and_resolves_it_when_it_is_gone', async () => {
    await using stack = await startStack();
    await stack.tell(IMAGE_INDEXED, INDEXED);
    await stack.tell(INVENTORY_WORKLOAD, WORKLOAD);

    await stack.tell(FINDING_CHANGED, findings([aFinding()]));

    const opened = await until(
      () =>
        stack.violations.find(
          ({ policyName, state, ownerTeamId }) =>
            policyName === 'fixable-critical-vulnerability' && state === 'OPEN' && ownerTeamId !== null,
        ),
      (violation) => violation !== undefined,
    );
    expect(opened).toMatchObject({
      subject: { kind: 'image', id: DIGEST },
      clusterId: 'clu_1',
      lineageKeys: [LINEAGE],
      imageDigests: [DIGEST],
      hostIds: ['host_1'],
      ownerTeamId: 'team_shop',
      vulnerabilityIds: ['CVE-2024-1'],
    });

    const nodes = await until(
      async () => {
        const { violations } = await stack.ask(VIOLATIONS_QUERY, { key: LINEAGE });
        return (violations as { nodes: { policyName: string }[] }).nodes;
      },
      (found) => found.some(({ policyName }) => policyName === 'privileged-with-vulnerability'),
    );
    expect(nodes.map(({ policyName }) => policyName)).toContain('privileged-container');
    expect(nodes.find(({ policyName }) => policyName === 'fixable-critical-vulnerability')).toMatchObject({
      state: 'OPEN',
      severity: 'CRITICAL',
      subject: { kind: 'image', name: 'registry.example/shop:1' },
      owner: { id: 'team_shop' },
      workloads: [{ lineageKey: LINEAGE }],
      images: [{ digest: DIGEST }],
      decision: { point: 'REGISTRY', input: { image: { scan: 'JUDGED' } } },
    });
    // The workload's image is to blame for that one: it is not told twice.
    expect(nodes.filter(({ policyName }) => policyName === 'fixable-critical-vulnerability')).toHaveLength(1);

    await stack.tell(FINDING_CHANGED, findings([], '2026-11-22T09:00:00.000Z'));

    await until(
      () =>
        stack.violations.filter(
          ({ policyName, state }) => policyName === 'fixable-critical-vulnerability' && state === 'RESOLVED',
        ),
      (resolved) => resolved.length === 1,
    );
    expect(
      new Set(
        stack.violations.map(({ violationId, state, occurrences, at }) => `${violationId}${state}${occurrences}${at}`),
      ).size,
    ).toBe(stack.violations.length);
  });

  test('judges_a_host_by_its_checks', async () => {
    await using stack = await startStack();
    const host = {
      hostId: 'host_1',
      hostname: 'node-1',
      clusterId: 'clu_1',
      nodeName: 'node-1',
      owner: null,
      labels: {},
    };
    await stack.tell(INVENTORY_HOST, { ...host, removed: false, observedAt: '2026-11-22T08:00:00.000Z' });
    await stack.tell(HOST_CHECK_RESULT, {
      hostId: 'host_1',
      hostname: 'node-1',
      benchmarkId: 'bulkhead-host',
      auditId: 'aud_1',
      score: 90,
      results: [
        {
          checkId: 'c1',
          code: '1.1',
          title: 'Root login',
          severity: 'HIGH',
          state: 'FAIL',
          remediation: 'forbid it',
          since: '2026-11-22T08:00:00.000Z',
        },
      ],
      passed: 9,
      changedCheckIds: ['c1'],
      at: '2026-11-22T08:00:00.000Z',
    });

    const opened = await until(
      () => stack.violations.find(({ policyName }) => policyName === 'host-check-failed'),
      (violation) => violation !== undefined,
    );

    expect(opened).toMatchObject({
      subject: { kind: 'host', id: 'host_1', name: 'node-1' },
      hostIds: ['host_1'],
      state: 'OPEN',
    });
    const { _entities } = await stack.ask(
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Host { violations { nodes { policyName } } decisions { point verdict } } } }`,
      { of: [{ __typename: 'Host', id: 'host_1' }] },
    );
    expect(_entities).toMatchObject([
      { violations: { nodes: expect.arrayContaining([{ policyName: 'host-check-failed' }]) } },
    ]);
  });

  test('keeps_policies_with_their_revisions_and_judges_everything_again_when_one_changes', async () => {
    await using stack = await startStack({ BULKHEAD_POLICY_BUILTIN_MODE: 'DISABLED' });
    await stack.tell(IMAGE_INDEXED, INDEXED);
    await until(
      () => stack.decisions.length,
      (count) => count > 0,
    );
    const document = `
apiVersion: bulkhead.dev/v1
kind: Policy
metadata: { name: no-debian }
spec: { severity: LOW, description: ours is alpine, lifecycles: [REGISTRY], rules: [{ all: [{ imageDistribution: "debian*" }] }] }`;
    const upsert = `mutation ($key: ID!, $policy: PolicyInput!, $expected: Digest) {
      upsertPolicy(idempotencyKey: $key, policy: $policy, expectedRevision: $expected) {
        __typename
        ... on Policy { id name mode source current { digest createdBy } revisions { digest } }
        ... on PolicyRefused { problems { code line path message } }
        ... on PolicyMoved { policy { name } }
      } }`;

    const saved = await stack.ask(upsert, { key: '1', policy: { document } });
    expect(saved).toMatchObject({
      upsertPolicy: {
        __typename: 'Policy',
        name: 'no-debian',
        mode: 'WARN',
        source: 'API',
        current: { createdBy: 'ann' },
      },
    });
    await until(
      () => stack.violations.map(({ policyName }) => policyName),
      (names) => names.includes('no-debian'),
    );

    const again = await stack.ask(upsert, { key: '1', policy: { document } });
    expect(again).toEqual(saved);
    const refused = await stack.ask(upsert, { key: '2', policy: { document: document.replace('LOW', 'TINY') } });
    expect(refused).toMatchObject({
      upsertPolicy: {
        __typename: 'PolicyRefused',
        problems: [{ code: 'POLICY_SHAPE', line: 5, path: 'spec.severity' }],
      },
    });
    const moved = await stack.ask(upsert, { key: '3', policy: { document }, expected: DIGEST });
    expect(moved).toMatchObject({ upsertPolicy: { __typename: 'PolicyMoved', policy: { name: 'no-debian' } } });

    await stack.ask(upsert, { key: '4', policy: { document, mode: 'DISABLED' } });
    await until(
      () => stack.violations.filter(({ state }) => state === 'RESOLVED').length,
      (count) => count === 1,
    );
    const { policies } = await stack.ask('{ policies(first: 200) { nodes { name mode modeOverride } } }');
    expect((policies as { nodes: object[] }).nodes).toContainEqual({
      name: 'no-debian',
      mode: 'DISABLED',
      modeOverride: 'DISABLED',
    });
    expect((policies as { nodes: object[] }).nodes.length).toBeGreaterThan(12);
  });

  test('answers_whether_a_manifest_may_be_deployed_and_keeps_the_answer', async () => {
    await using stack = await startStack();
    await stack.tell(IMAGE_INDEXED, INDEXED);
    await until(
      () => stack.decisions.length,
      (count) => count > 0,
    );
    const evaluate = `mutation ($key: ID!, $input: EvaluateInput!) { evaluate(idempotencyKey: $key, input: $input) {
      __typename
      ... on Decision { id verdict subject { name } reasons { policyName path operator actual message remediation policy { severity } } unknowns { policyName message } asOf }
      ... on EvaluationRefused { problems }
    } }`;
    const input = { point: 'DEPLOY', manifest: WORKLOAD.manifest, context: { clusterName: 'production' } };

    const { evaluate: decision } = await stack.ask(evaluate, { key: '1', input });

    expect(decision).toMatchObject({ __typename: 'Decision', verdict: 'DENY', subject: { name: 'shop/checkout' } });
    expect(decision).toMatchObject({
      reasons: expect.arrayContaining([
        expect.objectContaining({
          policyName: 'privileged-container',
          path: 'workload.containers[app].securityContext.privileged',
          actual: true,
        }),
      ]),
    });
    const { decision: kept } = await stack.ask('query ($id: ID!) { decision(id: $id) { verdict input } }', {
      id: (decision as { id: string }).id,
    });
    expect(kept).toMatchObject({ verdict: 'DENY', input: { subject: { kind: 'workload' } } });
    const { evaluate: refused } = await stack.ask(evaluate, {
      key: '2',
      input: { point: 'DEPLOY', manifest: { kind: 'Service' } },
    });
    expect(refused).toEqual({ __typename: 'EvaluationRefused', problems: ['kind Service holds no pod specification'] });
    const { evaluate: neither } = await stack.ask(evaluate, { key: '3', input: { point: 'DEPLOY', dryRun: true } });
    expect(neither).toMatchObject({ __typename: 'EvaluationRefused' });
  });

  test('lets_somebody_acknowledge_a_violation_once', async () => {
    await using stack = await startStack();
    await stack.tell(IMAGE_INDEXED, INDEXED);
    await stack.tell(FINDING_CHANGED, findings([aFinding()]));
    const { violationId } = await until(
      () =>
        stack.violations.find(({ policyName }) => policyName === 'fixable-critical-vulnerability') as ViolationChanged,
      (violation) => violation !== undefined,
    );
    const acknowledge = `mutation ($key: ID!, $id: ID!) { acknowledgeViolation(idempotencyKey: $key, id: $id, comment: "on it") {
      __typename ... on Violation { state acknowledgedBy comment } } }`;

    const { acknowledgeViolation: first } = await stack.ask(acknowledge, { key: '1', id: violationId });
    const { acknowledgeViolation: second } = await stack.ask(acknowledge, { key: '2', id: violationId });
    const { acknowledgeViolation: other } = await stack.ask(acknowledge, { key: '3', id: 'vio_none' });

    expect(first).toEqual({ __typename: 'Violation', state: 'ACKNOWLEDGED', acknowledgedBy: 'ann', comment: 'on it' });
    expect(second).toEqual({ __typename: 'ViolationNotOpen' });
    expect(other).toEqual({ __typename: 'ViolationUnknown' });

    await stack.tell(
      FINDING_CHANGED,
      findings(
        [aFinding(), aFinding({ findingId: 'fnd_2', vulnerabilityId: 'CVE-2024-2' })],
        '2026-11-22T10:00:00.000Z',
      ),
    );
    const reopened = await until(
      () => stack.violations.find((each) => each.violationId === violationId && each.previousState === 'ACKNOWLEDGED'),
      (violation) => violation !== undefined,
    );
    expect(reopened).toMatchObject({ state: 'OPEN', occurrences: 2, vulnerabilityIds: ['CVE-2024-1', 'CVE-2024-2'] });
  });
});
