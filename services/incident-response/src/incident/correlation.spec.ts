import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareSeverity } from '@bulkhead/core-base';
import { INCIDENT_CHANGED } from '@bulkhead/contracts';
import { correlationKeys, takeSignal } from './correlation.ts';
import type { Candidates, CorrelationRules } from './correlation.ts';
import type { Incident, IncidentChange } from './incident.ts';
import type { Signal } from './signal.ts';

const RULES: CorrelationRules = { windowMs: 3_600_000, openFrom: 'MEDIUM' };
const AT = new Date('2026-11-22T08:00:00.000Z');
const DIGEST = `sha256:${'a'.repeat(64)}`;
const NOTHING: Candidates = { holding: undefined, byKey: [] };

function aSignal(change: Partial<Signal> = {}): Signal {
  return {
    kind: 'VIOLATION',
    id: 'vio_1',
    at: AT,
    title: 'No critical findings: shop/web',
    summary: 'CVE-2026-0001 is critical and can be fixed',
    severity: 'HIGH',
    ownerTeamId: 'team_shop',
    causeKey: 'CVE-2026-0001',
    lineageKeys: ['lin_web'],
    hostIds: ['host_1'],
    imageDigests: [DIGEST],
    techniques: ['T1190'],
    remediation: [{ title: 'No critical findings', detail: 'Rebuild on openssl 3.0.12', target: 'shop/web' }],
    violationState: 'OPEN',
    ...change,
  };
}

function anEvent(change: Partial<Signal> = {}): Signal {
  return aSignal({
    kind: 'RUNTIME_EVENT',
    id: 'evt_1',
    title: 'Terminal shell in container: web',
    summary: 'sh was started in web',
    causeKey: null,
    remediation: [],
    violationState: null,
    ...change,
  });
}

function taken(signal: Signal, candidates: Candidates = NOTHING): IncidentChange {
  const decision = takeSignal(signal, candidates, RULES);
  if (decision === undefined) throw new Error('nothing was decided');
  return decision.next;
}

function opened(signal = aSignal()): Incident {
  return taken(signal).incident;
}

function led(incident: Incident, key: string, at = AT): Candidates {
  return { holding: undefined, byKey: [{ key, at, incident }] };
}

describe('a signal that belongs to nothing', () => {
  test('opens_an_incident_with_its_owner_and_what_to_do', () => {
    const { incident, notices, timeline, keys } = taken(aSignal());

    expect(incident).toMatchObject({
      title: 'No critical findings: shop/web',
      state: 'OPEN',
      severity: 'HIGH',
      ownerTeamId: 'team_shop',
      violations: [{ id: 'vio_1', state: 'OPEN' }],
      remediation: [{ order: 1, detail: 'Rebuild on openssl 3.0.12' }],
      revision: 1,
    });
    expect(notices).toEqual(['OPENED']);
    expect(timeline.map(({ kind }) => kind)).toEqual(['OPENED', 'VIOLATION_OPENED']);
    expect(keys).toEqual(['cause:team_shop:CVE-2026-0001', 'lineage:lin_web', `image:team_shop:${DIGEST}`]);
  });

  test('is_told_in_an_event_that_keeps_its_contract', () => {
    const decision = takeSignal(aSignal(), NOTHING, RULES);

    expect(INCIDENT_CHANGED.data.parse(decision?.events[0])).toMatchObject({ violationIds: ['vio_1'], state: 'OPEN' });
  });

  test('opens_nothing_when_it_is_weak_but_does_when_nobody_has_judged_it', () => {
    expect(takeSignal(aSignal({ severity: 'LOW' }), NOTHING, RULES)).toBeUndefined();
    expect(takeSignal(aSignal({ severity: 'UNKNOWN' }), NOTHING, RULES)).toBeDefined();
  });

  test('opens_nothing_when_the_violation_is_already_gone', () => {
    expect(takeSignal(aSignal({ violationState: 'RESOLVED' }), NOTHING, RULES)).toBeUndefined();
    expect(takeSignal(aSignal({ violationState: 'EXCEPTED' }), NOTHING, RULES)).toBeUndefined();
  });
});

describe('a signal that shares a key with an open incident', () => {
  test('joins_by_workload_within_the_window_and_opens_its_own_after_it', () => {
    const held = opened();
    const soon = anEvent({ at: new Date(AT.getTime() + RULES.windowMs) });
    const late = anEvent({ at: new Date(AT.getTime() + RULES.windowMs + 1) });

    expect(taken(soon, led(held, 'lineage:lin_web')).incident).toMatchObject({
      id: held.id,
      eventCount: 1,
      revision: 2,
    });
    expect(taken(late, led(held, 'lineage:lin_web')).incident.id).not.toBe(held.id);
  });

  test('joins_by_a_common_cause_however_late', () => {
    const held = opened();
    const later = aSignal({ id: 'vio_2', at: new Date(AT.getTime() + 30 * RULES.windowMs), lineageKeys: ['lin_api'] });

    const { incident, notices } = taken(later, led(held, 'cause:team_shop:CVE-2026-0001'));

    expect(incident).toMatchObject({ id: held.id, lineageKeys: ['lin_web', 'lin_api'] });
    expect(incident.violations.map(({ id }) => id)).toEqual(['vio_1', 'vio_2']);
    expect(notices).toEqual([]);
  });

  test('does_not_join_the_incident_of_another_team', () => {
    const held = opened();
    const foreign = anEvent({ ownerTeamId: 'team_pay' });

    expect(taken(foreign, led(held, 'lineage:lin_web')).incident.id).not.toBe(held.id);
    expect(taken(anEvent({ ownerTeamId: null }), led(held, 'lineage:lin_web')).incident.id).toBe(held.id);
  });

  test('does_not_join_one_that_is_over', () => {
    const held: Incident = { ...opened(), state: 'CLOSED' };

    expect(taken(anEvent(), led(held, 'lineage:lin_web')).incident.id).not.toBe(held.id);
  });

  test('raises_the_severity_and_is_called_after_the_worst_and_never_lowers_it', () => {
    const held = opened();

    const raised = taken(anEvent({ severity: 'CRITICAL' }), led(held, 'lineage:lin_web'));
    const weak = taken(anEvent({ id: 'evt_2', severity: 'LOW' }), led(raised.incident, 'lineage:lin_web'));

    expect(raised.incident.severity).toBe('CRITICAL');
    expect(raised.notices).toEqual(['SEVERITY_RAISED']);
    expect([held.title, raised.incident.title, weak.incident.title]).toEqual([
      'No critical findings: shop/web',
      'Terminal shell in container: web',
      'Terminal shell in container: web',
    ]);
    expect(weak.incident.severity).toBe('CRITICAL');
  });

  test('tells_others_nothing_when_only_the_count_grew', () => {
    const held = opened();
    const decision = takeSignal(anEvent(), led(held, 'lineage:lin_web'), RULES);

    expect(decision?.events).toEqual([]);
    expect(decision?.next.timeline.map(({ kind }) => kind)).toEqual(['RUNTIME_EVENT']);
  });
});

describe('a violation that an incident holds', () => {
  test('changes_nothing_when_it_is_told_again', () => {
    const held = opened();

    expect(
      takeSignal(aSignal({ at: new Date(AT.getTime() + 1) }), { holding: held, byKey: [] }, RULES),
    ).toBeUndefined();
  });

  test('closes_an_incident_that_nobody_took_up_when_it_goes', () => {
    const held = opened();
    const { incident, notices, timeline } = taken(aSignal({ violationState: 'RESOLVED' }), {
      holding: held,
      byKey: [],
    });

    expect(incident).toMatchObject({ state: 'CLOSED', closedAt: AT, violations: [{ state: 'RESOLVED' }] });
    expect(notices).toEqual(['STATE_CHANGED']);
    expect(timeline.map(({ kind }) => kind)).toEqual(['VIOLATION_CHANGED', 'STATE_CHANGED']);
  });

  test('leaves_open_what_somebody_took_up_or_what_has_events', () => {
    const triaged: Incident = { ...opened(), state: 'TRIAGED' };
    const eventful: Incident = { ...opened(), eventCount: 1 };
    const gone = aSignal({ violationState: 'RESOLVED' });

    expect(taken(gone, { holding: triaged, byKey: [] }).incident.state).toBe('TRIAGED');
    expect(taken(gone, { holding: eventful, byKey: [] }).incident.state).toBe('OPEN');
  });

  test('opens_a_new_incident_when_it_comes_back_after_the_old_one_was_over', () => {
    const over: Incident = {
      ...opened(),
      state: 'CLOSED',
      violations: [{ id: 'vio_1', state: 'RESOLVED', severity: 'HIGH', summary: '' }],
    };
    const back = aSignal({ at: new Date(AT.getTime() + 1) });

    const { incident } = taken(back, { holding: over, byKey: [] });

    expect(incident.id).not.toBe(over.id);
    expect(incident.state).toBe('OPEN');
  });

  test('opens_nothing_new_when_a_false_positive_merely_goes_on', () => {
    const dismissed: Incident = { ...opened(), state: 'FALSE_POSITIVE' };

    expect(
      takeSignal(aSignal({ at: new Date(AT.getTime() + 1) }), { holding: dismissed, byKey: [] }, RULES),
    ).toBeUndefined();
  });
});

describe('correlation keys', () => {
  test('name_the_host_only_where_no_workload_is_known', () => {
    expect(correlationKeys(anEvent({ lineageKeys: [], imageDigests: [] }))).toEqual(['host:host_1']);
    expect(correlationKeys(anEvent({ imageDigests: [] }))).toEqual(['lineage:lin_web']);
  });

  test('are_bounded_whatever_a_signal_names', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `lin_${index}`);

    expect(correlationKeys(aSignal({ lineageKeys: many })).length).toBeLessThan(300);
  });
});

describe('any run of signals', () => {
  test('holds_each_violation_once_moves_the_revision_by_one_and_never_lowers_the_severity', () => {
    const signals = fc.array(
      fc.record({
        id: fc.constantFrom('vio_1', 'vio_2', 'vio_3'),
        severity: fc.constantFrom('LOW' as const, 'HIGH' as const, 'CRITICAL' as const, 'UNKNOWN' as const),
        violationState: fc.constantFrom('OPEN' as const, 'RESOLVED' as const, 'EXCEPTED' as const, null),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(signals, (run) => {
        let held = opened();
        for (const [index, change] of run.entries()) {
          const kind = change.violationState === null ? 'RUNTIME_EVENT' : 'VIOLATION';
          const signal = aSignal({ ...change, kind, at: new Date(AT.getTime() + index) });
          const next = takeSignal(
            signal,
            { ...led(held, 'lineage:lin_web'), holding: holdingOf(held, signal) },
            RULES,
          )?.next;
          if (next === undefined || next.incident.id !== held.id) continue;
          expect(next.incident.revision).toBe(held.revision + 1);
          expect(compareSeverity(next.incident.severity, held.severity)).toBeGreaterThanOrEqual(0);
          expect(new Set(next.incident.violations.map(({ id }) => id)).size).toBe(next.incident.violations.length);
          held = next.incident;
        }
      }),
    );
  });
});

function holdingOf(held: Incident, { id }: Signal): Incident | undefined {
  return held.violations.some((violation) => violation.id === id) ? held : undefined;
}
