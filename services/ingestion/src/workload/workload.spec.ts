import { describe, expect, test } from '@jest/globals';
import { INVENTORY_WORKLOAD } from '@bulkhead/contracts';
import { assignOwner, buryWorkload, lineageKeyOf, observeWorkload, removeWorkload } from './workload.ts';
import type { Workload, WorkloadObservation } from './workload.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const PLACE = { clusterName: 'production', stage: 'PROD', owner: null } as const;

function anObservation(parts: Partial<WorkloadObservation> = {}): WorkloadObservation {
  return {
    uid: 'uid-1',
    clusterId: 'clu_1',
    namespace: 'shop',
    kind: 'Deployment',
    name: 'checkout',
    labels: {},
    annotations: {},
    hostIds: [],
    replicas: 2,
    exposure: 'CLUSTER',
    containers: [{ name: 'app', imageRef: 'registry.example/checkout:1', imageDigest: DIGEST }],
    manifest: { kind: 'Deployment' },
    removed: false,
    observedAt: new Date('2026-11-22T08:00:00Z'),
    ...parts,
  };
}

function observed(parts: Partial<WorkloadObservation> = {}, current?: Workload): Workload {
  const decision = observeWorkload(current, anObservation(parts), PLACE);
  if (decision === undefined) throw new Error('the observation was not taken');
  return decision.next;
}

describe('a workload', () => {
  test('seen_for_the_first_time_is_told_with_everything_the_contract_asks_for', () => {
    const decision = observeWorkload(undefined, anObservation(), PLACE);

    expect(decision?.next.revision).toBe(1);
    expect(decision?.events).toHaveLength(1);
    expect(INVENTORY_WORKLOAD.data.safeParse(decision?.events[0]).error).toBeUndefined();
  });

  test('seen_again_unchanged_moves_its_time_and_tells_nobody', () => {
    const later = observeWorkload(observed(), anObservation({ observedAt: new Date('2026-11-22T09:00:00Z') }), PLACE);

    expect(later?.events).toEqual([]);
    expect(later?.next).toMatchObject({ revision: 2, observedAt: new Date('2026-11-22T09:00:00Z') });
  });

  test('is_not_changed_by_an_observation_older_than_the_one_held', () => {
    const current = observed();

    expect(observeWorkload(current, anObservation({ replicas: 9, observedAt: new Date(0) }), PLACE)).toBeUndefined();
  });

  test('keeps_its_lineage_when_it_is_created_again_under_another_uid', () => {
    const first = observed();
    const second = observed({ uid: 'uid-2', observedAt: new Date('2026-11-22T09:00:00Z') }, first);

    expect(second.id).not.toBe(first.id);
    expect(second.lineageKey).toBe(first.lineageKey);
    expect(second.lineageKey).toBe(
      lineageKeyOf({ clusterId: 'clu_1', namespace: 'shop', kind: 'Deployment', name: 'checkout' }),
    );
  });

  test('is_told_as_removed_once_and_its_manifest_is_gone', () => {
    const gone = removeWorkload(observed(), new Date('2026-11-22T10:00:00Z'));

    expect(gone?.events[0]).toMatchObject({ removed: true, manifest: null });
    expect(
      gone === undefined ? 'not removed' : removeWorkload(gone.next, new Date('2026-11-22T11:00:00Z')),
    ).toBeUndefined();
  });

  test('whose_removal_arrives_first_is_not_brought_back_by_an_older_observation', () => {
    const place = { clusterId: 'clu_1', namespace: 'shop', kind: 'Deployment', name: 'checkout' };
    const buried = buryWorkload(place, new Date('2026-11-22T10:00:00Z'));

    expect(INVENTORY_WORKLOAD.data.safeParse(buried.events[0]).error).toBeUndefined();
    expect(observeWorkload(buried.next, anObservation(), PLACE)).toBeUndefined();
    expect(
      observeWorkload(buried.next, anObservation({ observedAt: new Date('2026-11-22T11:00:00Z') }), PLACE)?.next
        .removed,
    ).toBe(false);
  });

  test('changes_hands_only_when_the_owner_is_another_one', () => {
    const owner = { teamId: 'team_1', name: 'payments', reason: 'rule own_1: everything' };
    const handed = assignOwner(observed(), owner);

    expect(handed?.events[0]?.owner).toEqual(owner);
    expect(handed === undefined ? 'not handed' : assignOwner(handed.next, { ...owner })).toBeUndefined();
  });
});
