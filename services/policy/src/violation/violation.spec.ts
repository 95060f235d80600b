import { describe, expect, test } from '@jest/globals';
import { VIOLATION_CHANGED } from '@bulkhead/contracts';
import { acknowledge, breach, resolve } from './violation.ts';
import type { Breach, Violation } from './violation.ts';

const AT = new Date('2026-11-22T08:00:00Z');
const LATER = new Date('2026-11-22T09:00:00Z');
const DIGEST = `sha256:${'a'.repeat(64)}`;

function aBreach(parts: Partial<Breach> = {}): Breach {
  return {
    policyId: 'pol_1',
    policyName: 'p',
    severity: 'HIGH',
    subject: { kind: 'image', id: DIGEST, name: 'shop:1' },
    vulnerabilityIds: ['CVE-1'],
    summary: 'p: CVE-1',
    remediation: ['update it'],
    techniques: ['T1190'],
    controls: [],
    decisionId: 'dec_1',
    clusterId: null,
    lineageKeys: ['lin_1'],
    imageDigests: [DIGEST],
    hostIds: [],
    ownerTeamId: 'team_1',
    ...parts,
  };
}

function opened(parts: Partial<Breach> = {}): Violation {
  const decision = breach(undefined, aBreach(parts), AT);
  if (decision === undefined) throw new Error('nothing opened');
  return decision.next;
}

describe('a violation', () => {
  test('opens_with_everything_the_contract_asks_for', () => {
    const decision = breach(undefined, aBreach(), AT);

    expect(decision?.next).toMatchObject({ state: 'OPEN', occurrences: 1, firstSeen: AT, revision: 1 });
    expect(VIOLATION_CHANGED.data.safeParse(decision?.events[0]).error).toBeUndefined();
    expect(decision?.events[0]).toMatchObject({ state: 'OPEN', previousState: null });
  });

  test('seen_again_the_same_is_written_and_told_to_nobody', () => {
    expect(breach(opened(), aBreach(), LATER)).toBeUndefined();
  });

  test('seen_again_after_hours_moves_its_time_and_tells_nobody', () => {
    const decision = breach(opened(), aBreach(), new Date('2026-11-23T08:00:00Z'));

    expect(decision).toMatchObject({
      next: { lastSeen: new Date('2026-11-23T08:00:00Z'), occurrences: 1 },
      events: [],
    });
  });

  test('tells_when_it_has_another_owner_or_place', () => {
    const decision = breach(opened(), aBreach({ ownerTeamId: 'team_2', decisionId: 'dec_2' }), LATER);

    expect(decision?.events).toMatchObject([
      { state: 'OPEN', previousState: 'OPEN', ownerTeamId: 'team_2', occurrences: 1 },
    ]);
  });

  test('acknowledged_stays_so_until_something_new_comes', () => {
    const known = acknowledge(opened(), { subject: 'ann', comment: 'on it', at: AT })?.next as Violation;

    expect(breach(known, aBreach({ decisionId: 'dec_2' }), LATER)?.next.state).toBe('ACKNOWLEDGED');
    const grown = breach(known, aBreach({ vulnerabilityIds: ['CVE-1', 'CVE-2'], decisionId: 'dec_2' }), LATER);
    expect(grown).toMatchObject({
      next: { state: 'OPEN', occurrences: 2, acknowledgedBy: null },
      events: [{ previousState: 'ACKNOWLEDGED' }],
    });
  });

  test('reopens_under_the_same_id_when_it_comes_back', () => {
    const first = opened();
    const over = resolve(first, LATER)?.next as Violation;
    const again = breach(over, aBreach(), new Date('2026-11-24T00:00:00Z'));

    expect(over).toMatchObject({ state: 'RESOLVED', resolvedAt: LATER });
    expect(again?.next).toMatchObject({ id: first.id, state: 'OPEN', resolvedAt: null, occurrences: 2, firstSeen: AT });
    expect(again?.events).toMatchObject([{ previousState: 'RESOLVED' }]);
  });

  test('of_one_vulnerability_has_one_cause_in_every_image', () => {
    const other = { kind: 'image', id: `sha256:${'b'.repeat(64)}`, name: 'shop:2' } as const;

    expect(opened({ subject: other }).causeKey).toBe(opened().causeKey);
    expect(opened({ subject: other }).id).not.toBe(opened().id);
    const grown = breach(opened(), aBreach({ vulnerabilityIds: ['CVE-0', 'CVE-1', 'CVE-9'], decisionId: 'd' }), LATER);
    expect(grown?.next.causeKey).toBe(opened({ vulnerabilityIds: ['CVE-0'] }).causeKey);
    expect(opened({ vulnerabilityIds: [] }).causeKey).not.toBe(
      opened({ vulnerabilityIds: [], subject: other }).causeKey,
    );
  });

  test('resolved_is_neither_resolved_nor_acknowledged_again', () => {
    const over = resolve(opened(), LATER)?.next as Violation;

    expect(resolve(over, LATER)).toBeUndefined();
    expect(acknowledge(over, { subject: 'ann', comment: '', at: LATER })).toBeUndefined();
  });
});
