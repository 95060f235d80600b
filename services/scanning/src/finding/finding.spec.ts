import { describe, expect, test } from '@jest/globals';
import { FINDING_CHANGED } from '@bulkhead/contracts';
import { countOpen, findingId, fix, reconcile, toSummary } from './finding.ts';
import type { Finding, FindingPlace, Judged } from './finding.ts';

const PLACE: FindingPlace = {
  subjectKind: 'image',
  subjectId: `sha256:${'a'.repeat(64)}`,
  componentId: 'cmp_1',
  purl: 'pkg:npm/minimist@1.2.5',
  componentName: 'minimist',
  version: '1.2.5',
};
const MORNING = new Date('2026-11-22T08:00:00Z');
const NOON = new Date('2026-11-22T12:00:00Z');

function judged(parts: Partial<Judged> = {}): Judged {
  return {
    vulnerabilityId: 'CVE-2021-44906',
    aliases: ['GHSA-xvch-5gv4-984h'],
    severity: 'CRITICAL',
    cvssScore: 9.8,
    fixedIn: ['1.2.6'],
    publishedAt: null,
    explanation: { comparison: '1.2.5 < 1.2.6', decision: 'affected' } as Judged['explanation'],
    advisories: [{ id: 'github:GHSA-xvch-5gv4-984h', source: 'github', snapshot: 'github@1' }],
    ...parts,
  };
}

function opened(parts: Partial<Judged> = {}): Finding {
  const [finding] = reconcile([], [judged(parts)], { place: PLACE, now: MORNING });
  if (finding === undefined) throw new Error('nothing was opened');
  return finding;
}

describe('a finding', () => {
  test('has_an_id_that_anybody_can_compute_again', () => {
    expect(opened().id).toBe(findingId(PLACE, 'CVE-2021-44906'));
  });

  test('opens_with_who_says_so_and_since_when_a_fix_is_known', () => {
    expect(opened()).toMatchObject({
      state: 'ACTIVE',
      open: true,
      firstSeen: MORNING,
      fixAvailableSince: MORNING,
      attributions: [{ source: 'github', since: MORNING, endedAt: null }],
    });
  });

  test('does_not_change_when_the_same_is_said_again', () => {
    expect(reconcile([opened()], [judged()], { place: PLACE, now: NOON })).toEqual([]);
  });

  test('stays_when_a_second_source_says_so_and_when_the_first_one_stops', () => {
    const other = { id: 'osv:X', source: 'osv', snapshot: 'osv@1' };
    const [both] = reconcile([opened()], [judged({ advisories: [...judged().advisories, other] })], {
      place: PLACE,
      now: NOON,
    });
    const [one] = reconcile(both === undefined ? [] : [both], [judged({ advisories: [other] })], {
      place: PLACE,
      now: NOON,
    });

    expect(one).toMatchObject({ state: 'ACTIVE', firstSeen: MORNING });
    expect(one?.attributions.map(({ source, endedAt }) => [source, endedAt])).toEqual([
      ['github', NOON],
      ['osv', null],
    ]);
  });

  test('is_kept_as_inactive_when_nobody_says_so_any_more_and_comes_back_active', () => {
    const [inactive] = reconcile([opened()], [], { place: PLACE, now: NOON });
    const [again] = reconcile(inactive === undefined ? [] : [inactive], [judged()], { place: PLACE, now: NOON });

    expect(inactive).toMatchObject({ state: 'INACTIVE', open: false });
    expect(again).toMatchObject({ state: 'ACTIVE', open: true, firstSeen: MORNING });
  });

  test('is_fixed_when_its_component_is_gone_and_regressed_when_it_returns', () => {
    const [fixed] = fix([opened()], NOON);
    const [back] = reconcile(fixed === undefined ? [] : [fixed], [judged()], { place: PLACE, now: NOON });

    expect(fixed).toMatchObject({ state: 'FIXED', open: false });
    expect(back).toMatchObject({ state: 'REGRESSED', open: true });
  });

  test('is_told_in_the_shape_of_the_contract', () => {
    const summary = toSummary(opened());
    const event = {
      subject: { kind: 'image', id: PLACE.subjectId, name: 'shop' },
      cause: 'ADVISORY',
      open: [summary],
      opened: [summary.findingId],
      closed: [],
      counts: countOpen([opened()]),
      matchedAt: NOON.toISOString(),
      matchedAgainst: ['github@1'],
      unjudgedEcosystems: [],
    };

    expect(FINDING_CHANGED.data.safeParse(event).error).toBeUndefined();
  });

  test('counts_by_severity_and_by_whether_a_fix_is_known', () => {
    const findings = [opened(), opened({ severity: 'LOW', fixedIn: [] }), opened({ severity: 'UNKNOWN', fixedIn: [] })];

    expect(countOpen(findings)).toMatchObject({ critical: 1, low: 1, unknown: 1, high: 0, fixable: 1 });
  });
});
