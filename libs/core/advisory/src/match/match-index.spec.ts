import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MatchIndex, compileAdvisories, parseAdvisory } from '../index.ts';
import type { Advisory, AskedComponent } from '../index.ts';

interface Draft {
  readonly id: string;
  readonly modified?: string;
  readonly withdrawn?: boolean;
  readonly packages: readonly { readonly ecosystem: string; readonly name: string; readonly fixed: string }[];
}

function advisory({ id, modified = '2024-01-01T00:00:00Z', withdrawn = false, packages }: Draft): Advisory {
  const affected = packages.map(({ ecosystem, name, fixed }) => ({
    package: { ecosystem, name },
    ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
  }));
  const document = { id, modified, ...(withdrawn ? { withdrawn: modified } : {}), affected };
  return parseAdvisory(document).advisory as Advisory;
}

function npm(id: string, fixed: string, more: Partial<Draft> = {}): Advisory {
  return advisory({ id, packages: [{ ecosystem: 'npm', name: 'x', fixed }], ...more });
}

function idsFor(index: MatchIndex, component: AskedComponent): string[] | string {
  const result = index.match(component);
  return result.outcome === 'JUDGED' ? result.matches.map(({ advisory: { id } }) => id) : result.reason;
}

const X = { purl: 'pkg:npm/x@1.0.0' };

describe('an index of advisories', () => {
  test('replaces_an_advisory_by_a_newer_one_and_keeps_it_before_an_older_one', () => {
    const index = new MatchIndex();
    expect(index.add(npm('A', '2.0.0'))).toBe('ADDED');
    expect(index.add(npm('A', '0.5.0', { modified: '2023-01-01T00:00:00Z' }))).toBe('OLDER');
    expect(idsFor(index, X)).toEqual(['A']);
    expect(index.add(npm('A', '0.5.0', { modified: '2025-01-01T00:00:00Z' }))).toBe('REPLACED');
    expect(idsFor(index, X)).toEqual([]);
    expect(index.size).toBe(1);
  });

  test('closes_what_a_withdrawn_advisory_had_matched', () => {
    const index = compileAdvisories([npm('A', '2.0.0'), npm('B', '2.0.0')]);
    expect(idsFor(index, X)).toEqual(['A', 'B']);
    expect(index.add(npm('A', '2.0.0', { modified: '2025-01-01T00:00:00Z', withdrawn: true }))).toBe('WITHDRAWN');
    expect(idsFor(index, X)).toEqual(['B']);
    expect(index.add(npm('A', '2.0.0'))).toBe('OLDER');
    expect(index.size).toBe(1);
  });

  test('says_unknown_once_the_last_advisory_of_an_ecosystem_is_gone', () => {
    const index = compileAdvisories([npm('A', '2.0.0')]);
    expect(index.remove('A')).toBe(true);
    expect(index.remove('A')).toBe(false);
    expect(idsFor(index, X)).toBe('NO_FEED');
    expect(index.holdings()).toEqual([]);
  });

  test('tells_releases_apart_and_takes_an_advisory_without_one_for_all_of_them', () => {
    const index = compileAdvisories([
      advisory({
        id: 'A',
        packages: [
          { ecosystem: 'Debian:12', name: 'curl', fixed: '5' },
          { ecosystem: 'Debian:11', name: 'curl', fixed: '3' },
        ],
      }),
      advisory({ id: 'B', packages: [{ ecosystem: 'Debian', name: 'curl', fixed: '9' }] }),
    ]);
    const ask = (release: string, version: string): string[] | string =>
      idsFor(index, { purl: `pkg:deb/debian/curl@${version}?distro=debian-${release}` });
    expect(ask('12', '4')).toEqual(['A', 'B']);
    expect(ask('11', '4')).toEqual(['B']);
    expect(ask('10', '4')).toEqual(['B']);
    expect(ask('12', '9')).toEqual([]);
  });

  test('says_of_one_advisory_that_it_could_not_be_judged_beside_those_that_were', () => {
    const git = parseAdvisory({
      id: 'G',
      modified: '',
      affected: [
        { package: { ecosystem: 'npm', name: 'x' }, ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }] },
      ],
    }).advisory as Advisory;
    const result = compileAdvisories([npm('A', '2.0.0'), git]).match(X);
    expect(result).toMatchObject({
      outcome: 'JUDGED',
      matches: [{ advisory: { id: 'A' } }],
      unjudged: [{ advisory: { id: 'G' }, reason: 'GIT_RANGE' }],
    });
  });

  test('finds_a_Python_package_by_any_spelling_of_its_name', () => {
    const index = compileAdvisories([
      advisory({ id: 'P', packages: [{ ecosystem: 'PyPI', name: 'Zope.Interface', fixed: '2' }] }),
    ]);
    expect(idsFor(index, { purl: 'pkg:pypi/zope_interface@1' })).toEqual(['P']);
  });

  test('answers_after_any_edits_as_a_fresh_one_does', () => {
    const draft = fc.record({
      id: fc.constantFrom('A', 'B', 'C'),
      modified: fc.integer({ min: 1, max: 9 }).map((day) => `2024-01-0${day}T00:00:00Z`),
      withdrawn: fc.boolean(),
      packages: fc.array(
        fc.record({
          ecosystem: fc.constantFrom('npm', 'Debian:11', 'Debian:12', 'Debian'),
          name: fc.constantFrom('x', 'y'),
          fixed: fc.constantFrom('1.0.0', '2.0.0', '3.0.0'),
        }),
        { maxLength: 3 },
      ),
    });
    const components = [
      'pkg:npm/x@1.5.0',
      'pkg:deb/debian/x@1.5.0?distro=debian-12',
      'pkg:deb/debian/y@2?distro=debian-11',
    ];
    fc.assert(
      fc.property(fc.array(draft, { maxLength: 8 }), (drafts) => {
        const edited = new MatchIndex();
        const newest = new Map<string, Draft>();
        for (const given of drafts) {
          edited.add(advisory(given));
          for (const purl of components) edited.match({ purl });
          const known = newest.get(given.id);
          if (known === undefined || (known.modified ?? '') < given.modified) newest.set(given.id, given);
        }
        const fresh = compileAdvisories([...newest.values()].map(advisory));
        expect(edited.holdings()).toEqual(fresh.holdings());
        for (const purl of components) expect(edited.match({ purl })).toEqual(fresh.match({ purl }));
      }),
    );
  });
});
