import { describe, expect, test } from '@jest/globals';
import { compilePolicies, parsePolicies } from '@bulkhead/core-policy';
import type { Policy } from '@bulkhead/core-policy';
import { decide } from '../decision/decision.ts';
import type { HostState } from '../host-state/host-state.ts';
import type { ImageState } from '../image-state/image-state.ts';
import type { Violation } from '../violation/violation.ts';
import type { WorkloadState } from '../workload-state/workload-state.ts';
import { retryDelayMs, settle } from './judgement.ts';
import type { Situation } from './judgement.ts';
import { hostSituation, imageSituation, workloadSituation } from './situation.ts';

const AT = new Date('2026-11-22T08:00:00Z');
const DIGEST = `sha256:${'a'.repeat(64)}`;

const POLICIES = parsePolicies(
  [
    ['critical', 'severity: CRITICAL', 'lifecycles: [REGISTRY, DEPLOY], rules: [{ all: [{ severity: CRITICAL }] }]'],
    ['privileged', 'severity: HIGH', 'lifecycles: [DEPLOY], rules: [{ all: [{ privileged: true }] }]'],
    ['quiet', 'severity: LOW', 'mode: SHADOW, lifecycles: [DEPLOY], rules: [{ all: [{ hostUsers: true }] }]'],
    ['audit', 'severity: LOW', 'lifecycles: [HOST], rules: [{ all: [{ hostAudited: false }] }]'],
  ]
    .map(
      ([name, severity, rest]) =>
        `{ apiVersion: bulkhead.dev/v1, kind: Policy, metadata: { name: ${name} }, spec: { description: d, ${severity}, ${rest} } }`,
    )
    .join('\n---\n'),
).policies;

function anImage(parts: Partial<ImageState> = {}): ImageState {
  const finding = {
    findingId: 'f',
    vulnerabilityId: 'CVE-1',
    aliases: [],
    severity: 'CRITICAL',
    cvssScore: null,
    epss: null,
    kev: null,
    component: 'zlib',
    version: '1',
    purl: 'pkg:deb/debian/zlib@1',
    fixedIn: [],
    state: 'ACTIVE',
    firstSeen: '2026-11-22T08:00:00.000Z',
    publishedAt: null,
    fixAvailableAt: null,
  } as const;
  return {
    digest: DIGEST,
    names: ['shop:1'],
    distribution: null,
    user: null,
    createdAt: null,
    indexedAt: '2026-11-22T07:00:00.000Z',
    content: null,
    matching: {
      matchedAt: '2026-11-22T08:00:00.000Z',
      matchedAgainst: ['f'],
      unjudgedEcosystems: [],
      findings: [{ ...finding, aliases: [], fixedIn: [] }],
    },
    revision: 1,
    ...parts,
  };
}

function aWorkload(parts: Partial<WorkloadState> = {}): WorkloadState {
  return {
    lineageKey: 'lin_1',
    clusterId: 'clu_1',
    clusterName: 'prod',
    stage: 'PROD',
    namespace: 'shop',
    kind: 'Pod',
    name: 'web',
    owner: { teamId: 'team_1', name: 'shop', reason: 'r' },
    hostIds: ['host_1'],
    containers: [{ name: 'app', imageRef: 'shop:1', imageDigest: DIGEST }],
    manifest: {
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'app', image: 'shop:1', securityContext: { privileged: true } }] },
    },
    removed: false,
    observedAt: '2026-11-22T08:00:00.000Z',
    revision: 1,
    ...parts,
  };
}

function settled(
  situation: Situation,
  current: readonly Violation[] = [],
  policies: readonly Policy[] = POLICIES,
): readonly Violation[] {
  const decision = decide(compilePolicies(policies), situation.input, { point: situation.point, at: AT });
  const byName = new Map(policies.map((policy) => [policy.name, policy]));
  return settle(current, { decision, situation, policies: byName }, AT).map(({ next }) => next);
}

describe('a judgement', () => {
  test('of_an_image_concerns_the_workloads_that_run_it_and_their_owner', () => {
    const runners = [aWorkload(), aWorkload({ lineageKey: 'lin_2', hostIds: ['host_2', 'host_1'] })];

    expect(settled(imageSituation(anImage(), runners))).toMatchObject([
      {
        policyName: 'critical',
        lineageKeys: ['lin_1', 'lin_2'],
        hostIds: ['host_1', 'host_2'],
        clusterId: 'clu_1',
        ownerTeamId: 'team_1',
        vulnerabilityIds: ['CVE-1'],
        summary: 'critical: CVE-1 in zlib 1: severity is CRITICAL',
      },
    ]);
  });

  test('of_a_workload_leaves_to_its_image_what_the_image_is_to_blame_for', () => {
    const situation = workloadSituation(aWorkload(), [anImage()]) as Situation;

    expect(settled(situation).map(({ policyName }) => policyName)).toEqual(['privileged']);
    const scoped = POLICIES.map((policy) =>
      policy.name === 'critical' ? { ...policy, scope: [{ namespace: ['shop'] }] } : policy,
    );
    expect(
      settled({ ...situation, input: { ...situation.input, context: { namespace: 'shop' } } }, [], scoped).map(
        ({ policyName }) => policyName,
      ),
    ).toEqual(['critical', 'privileged']);
  });

  test('of_a_workload_nobody_told_the_manifest_of_says_nothing', () => {
    expect(workloadSituation(aWorkload({ manifest: null }), [])).toBeUndefined();
  });

  test('resolves_what_is_over_and_keeps_what_is_in_doubt', () => {
    const open = settled(imageSituation(anImage(), []));
    const clean = anImage({
      matching: {
        matchedAt: '2026-11-22T09:00:00.000Z',
        matchedAgainst: ['f'],
        unjudgedEcosystems: ['npm'],
        findings: [],
      },
    });
    const unread = anImage({
      matching: { matchedAt: '2026-11-22T09:00:00.000Z', matchedAgainst: [], unjudgedEcosystems: [], findings: [] },
    });

    expect(settled(imageSituation(clean, []), open).map(({ state }) => state)).toEqual(['RESOLVED']);
    expect(settled(imageSituation(unread, []), open)).toEqual([]);
  });

  test('of_a_host_says_where_it_is', () => {
    const host: HostState = {
      id: 'host_1',
      hostname: 'node-1',
      clusterId: 'clu_1',
      owner: null,
      labels: {},
      removed: false,
      observedAt: null,
      audits: [],
      matching: null,
      revision: 1,
    };

    expect(settled(hostSituation(host))).toMatchObject([
      { policyName: 'audit', hostIds: ['host_1'], subject: { kind: 'host', name: 'node-1' } },
    ]);
  });

  test('that_failed_is_tried_again_ever_later', () => {
    expect([1, 2, 3, 30].map(retryDelayMs)).toEqual([1000, 2000, 4000, 600_000]);
  });
});
