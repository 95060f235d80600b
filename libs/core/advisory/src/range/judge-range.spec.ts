import { describe, expect, test } from '@jest/globals';
import { isUnreadableKey, versionScheme } from '@bulkhead/core-version';
import type { SchemeName } from '@bulkhead/core-version';
import fc from 'fast-check';
import type { Affected, RangeEvent } from '../osv/advisory.ts';
import { compileAffected } from './compiled.ts';
import { ruleOn } from './judge-range.ts';

function says(affected: Affected, version: string, scheme: SchemeName = 'npm'): string {
  const key = versionScheme(scheme).sortKey(version);
  const ruling = ruleOn(compileAffected(affected, scheme), {
    text: version,
    key: isUnreadableKey(key) ? undefined : key,
  });
  return ruling.says === 'UNKNOWN' ? ruling.obstacle : ruling.says;
}

function range(...events: RangeEvent[]): Affected {
  return { ranges: [{ type: 'SEMVER', events }] };
}

describe('a range', () => {
  test('affects_from_introduced_up_to_but_not_including_fixed', () => {
    const affected = range({ introduced: '1.0.0' }, { fixed: '2.0.0' });
    expect(['0.9.9', '1.0.0', '1.9.9', '2.0.0-rc.1', '2.0.0'].map((version) => says(affected, version))).toEqual([
      'NOT_AFFECTED',
      'AFFECTED',
      'AFFECTED',
      'AFFECTED',
      'NOT_AFFECTED',
    ]);
  });

  test('affects_the_last_affected_version_itself_and_nothing_after_it', () => {
    const affected = range({ introduced: '0' }, { last_affected: '1.5.0' });
    expect(says(affected, '1.5.0')).toBe('AFFECTED');
    expect(says(affected, '1.5.1')).toBe('NOT_AFFECTED');
  });

  test('ends_at_its_limit_unless_that_is_a_star', () => {
    expect(says(range({ introduced: '0' }, { limit: '2.0.0' }), '2.0.0')).toBe('NOT_AFFECTED');
    expect(says(range({ introduced: '0' }, { limit: '*' }), '2.0.0')).toBe('AFFECTED');
  });

  test('may_open_again_and_have_its_events_in_any_order', () => {
    const affected = range({ fixed: '3.0.1' }, { introduced: '0' }, { introduced: '3.0.0' }, { fixed: '2.0.0' });
    expect(['1.0.0', '2.5.0', '3.0.0', '3.0.1'].map((version) => says(affected, version))).toEqual([
      'AFFECTED',
      'NOT_AFFECTED',
      'AFFECTED',
      'NOT_AFFECTED',
    ]);
  });

  test('of_commits_is_unknown_unless_versions_are_listed_beside_it', () => {
    const git = { type: 'GIT', repo: 'https://example.org', events: [{ introduced: '0' }] };
    expect(says({ ranges: [git] }, '1.0.0')).toBe('GIT_RANGE');
    expect(says({ ranges: [git], versions: ['1.0.0'] }, '1.0.0')).toBe('AFFECTED');
    expect(says({ ranges: [git], versions: ['1.0.0'] }, '1.0.1')).toBe('NOT_AFFECTED');
  });

  test('nobody_can_read_is_unknown', () => {
    expect(says(range({ fixed: '2.0.0' }), '1.0.0')).toBe('RANGE_UNREADABLE');
    expect(says(range({ introduced: '0' }, { fixed: 'soon' }), '1.0.0')).toBe('RANGE_UNREADABLE');
    expect(says(range({ introduced: '0' }, {}), '1.0.0')).toBe('RANGE_UNREADABLE');
    expect(says(range({ introduced: '0' }), '(devel)', 'golang')).toBe('VERSION_UNREADABLE');
  });

  test('finds_a_listed_version_in_another_spelling', () => {
    expect(says({ versions: ['1.0'] }, '1.0.0', 'pypi')).toBe('AFFECTED');
    expect(says({ versions: ['not a version'] }, 'not a version', 'pypi')).toBe('AFFECTED');
  });

  test('is_judged_as_the_algorithm_of_the_schema_judges_it', () => {
    const small = fc.integer({ min: 1, max: 9 }).map((major) => `${major}.0.0`);
    const events = fc.array(
      fc.oneof(
        small.map((introduced) => ({ introduced })),
        small.map((fixed) => ({ fixed })),
        small.map((last_affected) => ({ last_affected })),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(events, small, (others, version) => {
        const all: RangeEvent[] = [{ introduced: '0' }, ...others];
        expect(says(range(...all), version)).toBe(naively(all, version) ? 'AFFECTED' : 'NOT_AFFECTED');
      }),
      { numRuns: 500 },
    );
  });
});

/** https://ossf.github.io/osv-schema/#evaluation, word for word. */
function naively(events: readonly RangeEvent[], version: string): boolean {
  const { compare } = versionScheme('npm');
  const at = (event: RangeEvent): string => event.introduced ?? event.fixed ?? event.last_affected ?? '';
  const order = (text: string, other: string): number => {
    if (text === '0' || other === '0') return Number(other === '0') * -1 * -1 - Number(text === '0');
    return compare(text, other);
  };
  let isVulnerable = false;
  for (const event of events.toSorted((a, b) => order(at(a), at(b)))) {
    if (event.introduced !== undefined && order(version, event.introduced) >= 0) isVulnerable = true;
    else if (event.fixed !== undefined && order(version, event.fixed) >= 0) isVulnerable = false;
    else if (event.last_affected !== undefined && order(version, event.last_affected) > 0) isVulnerable = false;
  }
  return isVulnerable;
}
