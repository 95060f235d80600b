import { describe, expect, test } from '@jest/globals';
import { takeSignal } from '../incident/correlation.ts';
import type { IncidentDecision } from '../incident/incident.ts';
import { nextAttempt, planDeliveries } from './delivery.ts';
import type { SinkIdentity } from './delivery.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');
const SINKS: readonly SinkIdentity[] = [
  { id: 'snk_1', kind: 'WEBHOOK', name: 'https://siem.example/hook' },
  { id: 'snk_2', kind: 'SYSLOG', name: 'udp://siem.example:514' },
];

function aDecision(lineageKeys: readonly string[] = ['lin_1']): IncidentDecision {
  const signal = {
    kind: 'RUNTIME_EVENT' as const,
    id: 'evt_1',
    at: NOW,
    title: 'Terminal shell in container',
    summary: 'sh',
    severity: 'HIGH' as const,
    ownerTeamId: 'team_1',
    causeKey: null,
    lineageKeys,
    hostIds: [],
    imageDigests: [],
    techniques: ['T1059'],
    remediation: [],
    violationState: null,
  };
  const decision = takeSignal(signal, { holding: undefined, byKey: [] }, { windowMs: 1, openFrom: 'LOW' });
  if (decision === undefined) throw new Error('nothing was decided');
  return decision;
}

describe('planning deliveries', () => {
  test('makes_one_per_sink_that_is_due_at_once', () => {
    const deliveries = planDeliveries(aDecision(), SINKS, NOW);

    expect(
      deliveries.map(({ sink, state, attempts, nextAttemptAt }) => [sink.id, state, attempts, nextAttemptAt]),
    ).toEqual([
      ['snk_1', 'PENDING', 0, NOW],
      ['snk_2', 'PENDING', 0, NOW],
    ]);
    expect(deliveries[0]?.notification).toMatchObject({
      type: 'incident.opened',
      data: { severity: 'HIGH', ownerTeamId: 'team_1', lineageKeys: ['lin_1'], techniques: ['T1059'] },
    });
  });

  test('gives_the_same_delivery_the_same_id_and_another_revision_another', () => {
    const decision = aDecision();
    const later = { ...decision, next: { ...decision.next, incident: { ...decision.next.incident, revision: 2 } } };
    const ids = (plan: IncidentDecision, at = NOW): string[] => planDeliveries(plan, SINKS, at).map(({ id }) => id);

    expect(ids(decision, new Date(0))).toEqual(ids(decision));
    expect(ids(later)).not.toEqual(ids(decision));
  });

  test('names_at_most_a_hundred_of_each_kind_and_says_that_there_are_more', () => {
    const many = Array.from({ length: 101 }, (_, index) => `lin_${index}`);
    const [delivery] = planDeliveries(aDecision(many), SINKS, NOW);

    expect(delivery?.notification.data.lineageKeys).toHaveLength(100);
    expect(delivery?.notification.data.truncated).toBe(true);
  });

  test('plans_nothing_when_nobody_is_to_be_told', () => {
    expect(planDeliveries(aDecision(), [], NOW)).toEqual([]);
  });
});

describe('the next attempt', () => {
  test('waits_twice_as_long_each_time_up_to_an_hour', () => {
    const waits = [1, 2, 3, 11, 15].map((attempts) => nextAttempt(attempts, { attempts: 20 }, 0));

    expect(waits).toEqual([5_000, 10_000, 20_000, 3_600_000, 3_600_000]);
  });

  test('takes_up_to_half_of_the_wait_off_by_chance', () => {
    expect(nextAttempt(1, { attempts: 20 }, 0.999)).toBeGreaterThanOrEqual(2_500);
  });

  test('never_comes_after_the_last', () => {
    expect(nextAttempt(20, { attempts: 20 }, 0)).toBeUndefined();
  });
});
