import { describe, expect, test } from '@jest/globals';
import { POLICY_REVISION } from '@bulkhead/contracts';
import { builtInPolicies, parsePolicy } from '@bulkhead/core-policy';
import { policyIdOf, putPolicy } from './policy.ts';
import type { PolicyChange, PolicyRecord } from './policy.ts';
import { PolicyService } from './policy.service.ts';
import type { PolicyStore } from './policy.ports.ts';

const AT = new Date('2026-11-22T08:00:00Z');

function textOf(severity: string): string {
  return `{ apiVersion: bulkhead.dev/v1, kind: Policy, metadata: { name: p }, spec: { severity: ${severity}, description: d, lifecycles: [DEPLOY], rules: [{ all: [{ privileged: true }] }] } }`;
}

function aChange(severity: string, more: Partial<PolicyChange> = {}): PolicyChange {
  const { policy } = parsePolicy(textOf(severity));
  if (policy === undefined) throw new Error('no policy');
  return { policy, text: textOf(severity), source: 'API', by: 'ann', at: AT, ...more };
}

/** Policies in a map, with the guard the real store has. */
function aStore(): PolicyStore & { readonly records: Map<string, PolicyRecord>; reads: number } {
  const records = new Map<string, PolicyRecord>();
  const store = {
    records,
    reads: 0,
    find: async (id: string) => records.get(id),
    findMany: async (ids: readonly string[]) => {
      store.reads += 1;
      return ids.flatMap((id) => records.get(id) ?? []);
    },
    page: async () => ({ nodes: [...records.values()], pageInfo: { hasNextPage: false, endCursor: null } }),
    heads: async () => [...records.values()].map(({ id, revision }) => ({ id, revision })),
    findRevisions: async () => [],
    revisionsOf: async () => [],
    save: async ({ next }: { next: PolicyRecord }) => {
      expect(next.revision).toBe((records.get(next.id)?.revision ?? 0) + 1);
      records.set(next.id, next);
    },
  };
  return store;
}

function aService(store: PolicyStore): { service: PolicyService; changes: () => number } {
  let changes = 0;
  const changed = async (): Promise<void> => {
    changes += 1;
  };
  return { service: new PolicyService({ policies: store, clock: { now: () => AT }, changed }), changes: () => changes };
}

describe('a policy', () => {
  test('is_told_with_its_whole_document', () => {
    const decision = putPolicy(undefined, aChange('HIGH'));

    expect(decision?.next).toMatchObject({ id: policyIdOf('p'), mode: 'WARN', modeOverride: null, revision: 1 });
    expect(POLICY_REVISION.data.safeParse(decision?.events[0]).error).toBeUndefined();
    expect(decision?.events[0]).toMatchObject({ document: textOf('HIGH'), changedBy: 'ann' });
  });

  test('that_says_the_same_changes_nothing', () => {
    const first = putPolicy(undefined, aChange('HIGH'))?.next;

    expect(putPolicy(first, aChange('HIGH'))).toBeUndefined();
    expect(putPolicy(first, aChange('LOW'))?.next).toMatchObject({ revision: 2, createdAt: AT });
  });

  test('keeps_the_mode_an_operator_set_until_it_is_taken_back', () => {
    const set = putPolicy(undefined, aChange('HIGH', { modeOverride: 'SHADOW' }))?.next;
    const edited = putPolicy(set, aChange('LOW'))?.next;

    expect(edited).toMatchObject({ modeOverride: 'SHADOW', mode: 'SHADOW' });
    expect(putPolicy(edited, aChange('LOW', { modeOverride: null }))?.next).toMatchObject({
      modeOverride: null,
      mode: 'WARN',
    });
  });
});

describe('the built-in pack', () => {
  test('is_stored_at_the_first_start_in_the_mode_asked_for_and_only_once', async () => {
    const store = aStore();
    const { service, changes } = aService(store);

    expect(await service.seed('SHADOW')).toBe(builtInPolicies().length);
    expect(await service.seed('ENFORCE')).toBe(0);

    expect(new Set([...store.records.values()].map(({ mode, source }) => `${mode} ${source}`))).toEqual(
      new Set(['SHADOW BUILT_IN']),
    );
    expect(changes()).toBe(1);
  });

  test('does_not_overwrite_what_somebody_edited', async () => {
    const store = aStore();
    const { service } = aService(store);
    await service.seed(undefined);
    const [{ policy, text }] = builtInPolicies() as [ReturnType<typeof builtInPolicies>[number]];
    await service.upsert({ text: text.replace(/severity: \w+/, 'severity: LOW'), by: 'ann' });

    expect(await service.seed(undefined)).toBe(0);
    expect(store.records.get(policyIdOf(policy.name))).toMatchObject({ severity: 'LOW', source: 'API' });
  });
});

describe('the compiled set', () => {
  test('is_compiled_again_only_when_a_policy_changed', async () => {
    const store = aStore();
    const { service } = aService(store);
    await service.upsert({ text: textOf('HIGH'), by: 'ann' });

    const first = await service.standing();
    expect(await service.standing()).toBe(first);
    await service.upsert({ text: textOf('LOW'), by: 'ann' });

    expect((await service.standing()).compiled.revisionSet).not.toBe(first.compiled.revisionSet);
  });

  test('obeys_the_mode_an_operator_set', async () => {
    const { service } = aService(aStore());
    await service.upsert({ text: textOf('HIGH'), mode: 'DISABLED', by: 'ann' });

    expect((await service.standing()).compiled.byPoint.DEPLOY).toEqual([]);
  });

  test('refuses_a_document_that_is_no_policy_and_a_caller_who_saw_another_revision', async () => {
    const { service, changes } = aService(aStore());

    expect(await service.upsert({ text: 'kind: Pod', by: 'ann' })).toMatchObject({ kind: 'refused' });
    expect(await service.upsert({ text: textOf('HIGH'), by: 'ann', expectedRevision: 'sha256:1' })).toEqual({
      kind: 'moved',
      current: undefined,
    });
    expect(changes()).toBe(0);
  });
});
