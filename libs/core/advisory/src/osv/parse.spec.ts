import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ADVISORY_SCHEMA, parseAdvisory } from '../index.ts';

describe('an OSV document', () => {
  test('is_kept_whole_members_unknown_to_OSV_included', () => {
    const document = {
      schema_version: '1.7.0',
      id: 'X-1',
      modified: '2024-01-01T00:00:00Z',
      aliases: ['CVE-2024-1234'],
      affected: [
        {
          package: { ecosystem: 'npm', name: 'x', purl: 'pkg:npm/x' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.0' }], database_specific: { a: 1 } }],
          ecosystem_specific: { imports: [] },
        },
      ],
      credits: [{ name: 'someone' }],
      x_of_ours: { deep: [true] },
    };
    const { advisory, problems } = parseAdvisory(document);
    expect(problems).toEqual([]);
    expect(advisory).toEqual({ ...document, upstream: [], related: [], severity: [], references: [] });
  });

  test('counts_null_as_absent', () => {
    const { advisory, problems } = parseAdvisory({
      id: 'X',
      modified: '',
      affected: null,
      aliases: null,
      withdrawn: null,
    });
    expect(problems).toEqual([]);
    expect(advisory).toMatchObject({ affected: [], aliases: [] });
    expect(advisory?.withdrawn).toBeUndefined();
  });

  test('loses_only_the_members_that_are_broken_and_names_them', () => {
    const { advisory, problems } = parseAdvisory({
      id: 'X',
      modified: 7,
      summary: ['no'],
      aliases: ['CVE-2024-1234', 5],
      references: 'none',
      affected: [{ package: { ecosystem: 'npm' } }, { package: { ecosystem: 'npm', name: 'x' } }, 'text'],
    });
    expect(advisory).toMatchObject({ id: 'X', modified: '', aliases: ['CVE-2024-1234'], references: [] });
    expect(advisory?.affected).toHaveLength(1);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'AFFECTED_UNREADABLE affected[0]',
      'AFFECTED_UNREADABLE affected[2]',
      'MEMBER_UNREADABLE aliases[1]',
      'MEMBER_UNREADABLE references',
      'MEMBER_UNREADABLE summary',
    ]);
  });

  test('is_none_without_an_id_or_when_it_is_no_object', () => {
    expect(parseAdvisory([]).problems[0]?.code).toBe('NOT_AN_OBJECT');
    expect(parseAdvisory(null).problems[0]?.code).toBe('NOT_AN_OBJECT');
    expect(parseAdvisory({ modified: '' }).problems[0]?.code).toBe('NO_ID');
    expect(parseAdvisory({ id: 'x'.repeat(300) }).problems[0]?.code).toBe('NO_ID');
  });

  test('never_throws_and_what_comes_out_is_an_advisory', () => {
    const member = fc.constantFrom('id', 'modified', 'aliases', 'affected', 'severity', 'withdrawn', 'references');
    const broken = fc.dictionary(member, fc.jsonValue({ maxDepth: 3 }));
    const value = fc.oneof(
      fc.jsonValue(),
      broken.map((document) => ({ id: 'X', ...document })),
    );
    fc.assert(
      fc.property(value, (document) => {
        const { advisory } = parseAdvisory(document);
        expect(advisory === undefined || ADVISORY_SCHEMA.safeParse(advisory).success).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
