import { describe, expect, test } from '@jest/globals';
import { INCIDENT_STATES, isOver, nextStates, transition } from './incident.ts';
import type { Incident, IncidentState } from './incident.ts';

const AT = new Date('2026-11-22T08:00:00.000Z');

function anIncident(state: IncidentState): Incident {
  return {
    id: 'inc_1',
    title: 'Terminal shell in container: web',
    severity: 'HIGH',
    state,
    ownerTeamId: null,
    lineageKeys: [],
    hostIds: [],
    imageDigests: [],
    violations: [],
    techniques: [],
    remediation: [],
    eventCount: 1,
    truncated: false,
    openedAt: AT,
    containedAt: null,
    closedAt: null,
    lastSignalAt: AT,
    revision: 3,
  };
}

function move(state: IncidentState, to: IncidentState, expectedState = state): ReturnType<typeof transition> {
  return transition(anIncident(state), { to, expectedState, comment: 'looked at it', by: 'ann' }, AT);
}

describe('moving an incident on', () => {
  test.each(INCIDENT_STATES.flatMap((state) => nextStates(state).map((to) => [state, to] as const)))(
    '%s_goes_to_%s',
    (state, to) => {
      const outcome = move(state, to);

      expect(outcome).toMatchObject({ kind: 'moved', decision: { next: { incident: { state: to, revision: 4 } } } });
    },
  );

  test('takes_no_step_that_is_none_and_says_which_there_are', () => {
    expect(move('OPEN', 'CLOSED')).toEqual({
      kind: 'refused',
      refused: { reason: 'NOT_ALLOWED', current: 'OPEN', allowed: ['TRIAGED', 'FALSE_POSITIVE'] },
    });
    expect(move('CLOSED', 'OPEN')).toMatchObject({ kind: 'refused', refused: { allowed: [] } });
  });

  test('does_nothing_when_somebody_else_was_faster', () => {
    expect(move('CONTAINED', 'TRIAGED', 'OPEN')).toMatchObject({
      kind: 'refused',
      refused: { reason: 'STATE_MOVED', current: 'CONTAINED' },
    });
  });

  test('keeps_the_dates_of_containment_and_end', () => {
    const contained = move('TRIAGED', 'CONTAINED');
    const closed = move('ERADICATED', 'CLOSED');

    expect(contained).toMatchObject({ decision: { next: { incident: { containedAt: AT, closedAt: null } } } });
    expect(closed).toMatchObject({ decision: { next: { incident: { closedAt: AT } } } });
  });

  test('writes_who_did_it_and_why', () => {
    expect(move('OPEN', 'TRIAGED')).toMatchObject({
      decision: {
        next: {
          timeline: [{ kind: 'STATE_CHANGED', by: 'ann', summary: 'OPEN -> TRIAGED: looked at it' }],
          notices: ['STATE_CHANGED'],
        },
        events: [{ state: 'TRIAGED' }],
      },
    });
  });

  test('knows_what_is_over', () => {
    expect(INCIDENT_STATES.filter(isOver)).toEqual(['CLOSED', 'FALSE_POSITIVE']);
  });
});
