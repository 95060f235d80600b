import { describe, expect, test } from '@jest/globals';
import type { FindingChanged, ImageIndexed, InventoryWorkload } from '@bulkhead/contracts';
import { auditHost, hostFactsOf, matchHost, observeHost } from '../host-state/host-state.ts';
import { observeWorkload } from '../workload-state/workload-state.ts';
import { imageFactsOf, indexImage, matchImage } from './image-state.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const EARLY = '2026-11-22T07:00:00.000Z';
const LATE = '2026-11-22T08:00:00.000Z';

function indexed(parts: Partial<ImageIndexed> = {}): ImageIndexed {
  return {
    imageDigest: DIGEST,
    names: ['shop:1'],
    distribution: 'debian 12',
    user: null,
    createdAt: null,
    componentCount: 0,
    labels: {},
    exposedPorts: [],
    components: [],
    coverage: [],
    indexedAt: EARLY,
    ...parts,
  };
}

function matched(parts: Partial<FindingChanged> = {}): FindingChanged {
  return {
    subject: { kind: 'image', id: DIGEST, name: 'shop:1' },
    cause: 'INDEXED',
    open: [],
    opened: [],
    closed: [],
    counts: { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0, fixable: 0, kev: 0 },
    matchedAt: EARLY,
    matchedAgainst: ['feed'],
    unjudgedEcosystems: [],
    ...parts,
  };
}

function workload(parts: Partial<InventoryWorkload> = {}): InventoryWorkload {
  return {
    workloadId: 'wl_1',
    lineageKey: 'lin_1',
    clusterId: 'clu_1',
    clusterName: 'prod',
    stage: 'PROD',
    namespace: 'shop',
    kind: 'Pod',
    name: 'web',
    labels: {},
    annotations: {},
    owner: null,
    hostIds: [],
    replicas: null,
    exposure: 'UNKNOWN',
    containers: [{ name: 'app', imageRef: 'shop:1', imageDigest: DIGEST }],
    manifest: null,
    removed: false,
    observedAt: EARLY,
    ...parts,
  };
}

describe('what is known of an image', () => {
  test('says_how_much_of_it_was_judged', () => {
    const read = indexImage(undefined, indexed());

    expect(imageFactsOf(undefined, { reference: 'shop:1' })).toEqual({ reference: 'shop:1', scan: 'NOT_SCANNED' });
    expect(imageFactsOf(read)).toMatchObject({ scan: 'UNJUDGED', user: '', distribution: 'debian 12' });
    expect(imageFactsOf(matchImage(read, matched()))).toMatchObject({ scan: 'JUDGED', findings: [] });
    expect(imageFactsOf(matchImage(read, matched({ unjudgedEcosystems: ['npm'] })))).toMatchObject({ scan: 'PARTIAL' });
    expect(imageFactsOf(matchImage(read, matched({ matchedAgainst: [] })))).toMatchObject({ scan: 'UNJUDGED' });
  });

  test('is_gathered_in_whatever_order_it_is_told', () => {
    const one = matchImage(indexImage(undefined, indexed()), matched());
    const other = indexImage(matchImage(undefined, matched()), indexed());

    expect(imageFactsOf(one)).toEqual(imageFactsOf(other));
    expect(imageFactsOf(matchImage(undefined, matched())).user).toBeUndefined();
  });

  test('is_not_changed_by_an_older_telling', () => {
    const state = matchImage(indexImage(undefined, indexed({ indexedAt: LATE })), matched({ matchedAt: LATE }));

    expect(indexImage(state, indexed())).toBeUndefined();
    expect(matchImage(state, matched())).toBeUndefined();
  });
});

describe('what is known of a workload', () => {
  test('names_the_images_that_started_or_stopped_running_there', () => {
    const first = observeWorkload(undefined, workload());
    const container = { name: 'app', imageRef: 'shop:2', imageDigest: OTHER };
    const rolled = observeWorkload(first?.next, workload({ containers: [container], observedAt: LATE }));

    expect(first?.images).toEqual([DIGEST]);
    expect([...(rolled?.images ?? [])].sort()).toEqual([DIGEST, OTHER]);
    expect(observeWorkload(first?.next, workload({ observedAt: LATE }))?.images).toEqual([]);
    expect(observeWorkload(first?.next, workload({ removed: true, observedAt: LATE }))?.images).toEqual([DIGEST]);
    expect(observeWorkload(rolled?.next, workload())).toBeUndefined();
  });

  test('names_all_its_images_when_it_changes_hands', () => {
    const first = observeWorkload(undefined, workload());
    const owner = { teamId: 'team_1', name: 'shop', reason: 'r' };

    expect(observeWorkload(first?.next, workload({ owner, observedAt: LATE }))?.images).toEqual([DIGEST]);
  });
});

describe('what is known of a host', () => {
  const host = {
    hostId: 'host_1',
    hostname: 'node-1',
    clusterId: null,
    nodeName: null,
    owner: null,
    labels: { a: 'b' },
  };
  const audit = {
    hostId: 'host_1',
    hostname: 'node-1',
    benchmarkId: 'b1',
    auditId: 'a',
    score: null,
    results: [],
    passed: 0,
    changedCheckIds: [],
  };

  test('keeps_the_last_audit_of_each_benchmark', () => {
    const result = {
      checkId: 'c',
      code: '1',
      title: 't',
      severity: 'HIGH',
      state: 'FAIL',
      remediation: 'r',
      since: EARLY,
    } as const;
    const one = auditHost(undefined, { ...audit, at: EARLY, results: [result] });
    const two = auditHost(one, { ...audit, benchmarkId: 'b0', at: LATE });

    expect(hostFactsOf(two as NonNullable<typeof two>)).toMatchObject({
      auditedAt: LATE,
      checks: [{ benchmark: 'b1', code: '1', state: 'FAIL' }],
    });
    expect(auditHost(auditHost(two, { ...audit, at: LATE }), { ...audit, at: EARLY })).toBeUndefined();
  });

  test('is_one_record_whoever_speaks_of_it_first', () => {
    const audited = auditHost(undefined, { ...audit, at: EARLY });
    const seen = observeHost(audited, { ...host, removed: false, observedAt: LATE });
    const judged = matchHost(seen, matched({ subject: { kind: 'host', id: 'host_1', name: 'node-1' } }));

    expect(judged).toMatchObject({ hostname: 'node-1', labels: { a: 'b' }, revision: 3 });
    expect(hostFactsOf(judged as NonNullable<typeof judged>)).toMatchObject({ scan: 'JUDGED', auditedAt: EARLY });
    expect(observeHost(judged, { ...host, removed: true, observedAt: EARLY })).toBeUndefined();
  });
});
