import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { HOST_CHECK_RESULT } from '@bulkhead/contracts';
import type { Fault } from '@bulkhead/core-base';
import { LINUX_CONTAINER_HOST, type HostFacts } from '@bulkhead/core-benchmark';
import { judge, readFacts, type CheckResult, type Judgement, type Posture } from './audit.ts';

const HOST_ID = 'host_00112233445566778899aabbccddeeff';
const NOW = new Date('2026-11-22T09:00:00.000Z');
const CODE = 'address-space-randomisation';

function someFacts(sysctls: Record<string, string> = { 'kernel.randomize_va_space': '2' }): HostFacts {
  return {
    schema: 1,
    hostId: HOST_ID,
    identifiedBy: 'MACHINE_ID',
    hostname: 'web-1',
    collectedAt: '2026-11-22T08:00:00.000Z',
    vantage: 'HOST',
    sysctls,
    gaps: [],
  };
}

function judged(posture: Posture, facts: HostFacts, observedAt: Date): Judgement {
  const observation = { clusterId: 'clu_1', observedAt, facts };
  const decision = judge(posture, observation, { benchmark: LINUX_CONTAINER_HOST, now: NOW });
  if (decision === undefined) throw new Error('nothing was judged');
  return decision.next;
}

const FIRST = new Date('2026-11-22T08:00:00.000Z');
const SECOND = new Date('2026-11-22T08:30:00.000Z');
const NOTHING: Posture = { host: undefined, results: [] };

function after({ host, changed }: Judgement, before: readonly CheckResult[] = []): Posture {
  const next = new Map(before.map((result) => [result.id, result]));
  for (const result of changed) next.set(result.id, result);
  return { host, results: [...next.values()] };
}

describe('facts of a host that was never judged', () => {
  test('give_a_result_for_every_check_and_no_drift', () => {
    const { changed, drifts, audit, host } = judged(NOTHING, someFacts(), FIRST);

    expect(changed).toHaveLength(LINUX_CONTAINER_HOST.checks.length);
    expect(drifts).toEqual([]);
    expect(audit).toMatchObject({ hostId: HOST_ID, benchmarkId: 'linux-container-host@1', score: 100, changed: [] });
    expect(audit.counts.UNKNOWN).toBeGreaterThan(50);
    expect(host).toMatchObject({ hostname: 'web-1', clusterId: 'clu_1', revision: 1 });
  });

  test('are_told_in_one_event_that_keeps_its_contract_and_leaves_out_what_passes', () => {
    const observation = { clusterId: null, observedAt: FIRST, facts: someFacts() };
    const decision = judge(NOTHING, observation, { benchmark: LINUX_CONTAINER_HOST, now: NOW });

    const event = HOST_CHECK_RESULT.data.parse(decision?.events[0]);

    expect(event.passed).toBe(1);
    expect(event.results).toHaveLength(LINUX_CONTAINER_HOST.checks.length - 1);
    expect(event.results.map(({ code }) => code)).not.toContain(CODE);
    expect(event.results[0]).toMatchObject({ checkId: expect.stringMatching(/^linux-container-host@1\//) });
  });
});

describe('facts that come again', () => {
  test('change_nothing_when_they_are_older_or_the_same', () => {
    const posture = after(judged(NOTHING, someFacts(), SECOND));
    const options = { benchmark: LINUX_CONTAINER_HOST, now: NOW };

    expect(judge(posture, { clusterId: null, observedAt: FIRST, facts: someFacts() }, options)).toBeUndefined();
    expect(judge(posture, { clusterId: null, observedAt: SECOND, facts: someFacts() }, options)).toBeUndefined();
  });

  test('write_no_result_that_did_not_change_and_keep_the_cluster', () => {
    const posture = after(judged(NOTHING, someFacts(), FIRST));
    const observation = { clusterId: null, observedAt: SECOND, facts: someFacts() };

    const decision = judge(posture, observation, { benchmark: LINUX_CONTAINER_HOST, now: NOW });

    expect(decision?.next.changed).toEqual([]);
    expect(decision?.next.host).toMatchObject({
      clusterId: 'clu_1',
      revision: 2,
      factsDigest: posture.host?.factsDigest,
    });
    expect(decision?.events[0]?.changedCheckIds).toEqual([]);
  });

  test('show_a_changed_state_as_drift_with_its_cause', () => {
    const posture = after(judged(NOTHING, someFacts(), FIRST));

    const { changed, drifts, audit } = judged(posture, someFacts({ 'kernel.randomize_va_space': '0' }), SECOND);

    expect(changed.map(({ code, state, since }) => [code, state, since])).toEqual([[CODE, 'FAIL', SECOND]]);
    expect(drifts).toMatchObject([
      {
        code: CODE,
        from: 'PASS',
        to: 'FAIL',
        at: SECOND,
        cause: 'was: as expected; is: kernel.randomize_va_space = 0',
      },
    ]);
    expect(audit.changed).toEqual([CODE]);
  });

  test('keep_the_start_of_a_state_when_only_its_evidence_changed', () => {
    const posture = after(judged(NOTHING, someFacts({ 'kernel.randomize_va_space': '0' }), FIRST));

    const { changed, drifts } = judged(posture, someFacts({ 'kernel.randomize_va_space': '1' }), SECOND);

    expect(changed).toMatchObject([{ code: CODE, state: 'FAIL', since: FIRST, changedAt: SECOND }]);
    expect(drifts).toEqual([]);
  });

  test('retire_results_of_checks_that_are_no_more', () => {
    const posture = after(judged(NOTHING, someFacts(), FIRST));
    const [old] = posture.results;
    if (old === undefined) throw new Error('no result');
    const forgotten = { ...old, id: 'res_old', code: 'no-longer-there' };

    const { retired } = judged({ ...posture, results: [...posture.results, forgotten] }, someFacts(), SECOND);

    expect(retired).toEqual(['res_old']);
  });
});

describe('facts from outside', () => {
  test('are_refused_with_what_is_wrong_about_them', () => {
    expect(() => readFacts({ ...someFacts(), hostname: '' })).toThrow(
      expect.objectContaining({ code: 'FACTS_INVALID', details: { problems: [expect.stringContaining('hostname')] } }),
    );
    expect(() => readFacts(someFacts(), 'host_ff')).toThrow(expect.objectContaining({ code: 'FACTS_OF_ANOTHER_HOST' }));
  });

  test('are_facts_or_a_fault_whatever_comes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.object().map((rest) => ({ ...someFacts(), ...rest })),
        ),
        (document) => {
          const outcome = outcomeOf(() => readFacts(document));
          expect(outcome instanceof Error ? (outcome as Fault).code : outcome.hostId).toMatch(
            /^(?:FACTS_INVALID|host_\w+)$/,
          );
        },
      ),
    );
  });

  test('lose_members_that_the_shape_does_not_know', () => {
    expect(readFacts({ ...someFacts(), secret: 'x' })).toEqual(someFacts());
  });
});

function outcomeOf(work: () => HostFacts): HostFacts | Error {
  try {
    return work();
  } catch (error) {
    return error as Error;
  }
}
