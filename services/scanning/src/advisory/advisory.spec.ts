import { describe, expect, test } from '@jest/globals';
import { groupAdvisories } from '../vulnerability/vulnerability.ts';
import { readBatch, supersede } from './advisory.ts';
import type { Advisory } from './advisory.ts';

const AT = new Date('2026-11-22T08:00:00Z');

function read(...documents: readonly unknown[]): readonly Advisory[] {
  return readBatch({ source: 'test', snapshot: 'test@1', documents }, AT).advisories;
}

function osv(id: string, parts: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    modified: '2026-01-01T00:00:00Z',
    affected: [{ package: { ecosystem: 'npm', name: 'left-pad' } }],
    ...parts,
  };
}

describe('a batch of advisories', () => {
  test('refuses_what_is_none_by_its_place_and_reads_the_others', () => {
    const { advisories, refused } = readBatch(
      { source: 'test', snapshot: 'test@1', documents: [osv('A-1'), 42, { no: 'id' }] },
      AT,
    );

    expect(advisories.map(({ id }) => id)).toEqual(['test:A-1']);
    expect(refused.map(({ index, code }) => [index, code])).toEqual([
      [1, 'NOT_AN_OBJECT'],
      [2, 'NO_ID'],
    ]);
  });

  test('takes_the_newer_of_two_documents_with_one_id_whichever_comes_first', () => {
    const newer = osv('A-1', { modified: '2026-02-01T00:00:00Z', summary: 'newer' });

    expect(read(newer, osv('A-1')).map(({ document }) => document.summary)).toEqual(['newer']);
    expect(read(osv('A-1'), newer).map(({ document }) => document.summary)).toEqual(['newer']);
  });

  test('keeps_the_document_whole_whatever_members_it_has', () => {
    const [advisory] = read(osv('A-1', { database_specific: { cwe_ids: ['CWE-1'] }, credits: [{ name: 'x' }] }));

    expect(advisory?.document).toMatchObject({ database_specific: { cwe_ids: ['CWE-1'] }, credits: [{ name: 'x' }] });
  });

  test('remembers_the_packages_it_was_about_before', () => {
    const [before] = read(osv('A-1'));
    const [after] = read(osv('A-1', { affected: [{ package: { ecosystem: 'npm', name: 'right-pad' } }] }));

    expect(after === undefined ? [] : supersede(after, before, 2).touchedKeys).toEqual([
      'npm/left-pad',
      'npm/right-pad',
    ]);
  });
});

describe('an alias group', () => {
  test('goes_by_its_cve_and_has_the_worst_severity_any_advisory_says', () => {
    const high = { severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] };
    const groups = groupAdvisories(read(osv('GHSA-x', { aliases: ['CVE-2026-1'], ...high }), osv('CVE-2026-1')));

    expect(groups).toHaveLength(1);
    expect(groups[0]?.vulnerability).toMatchObject({
      id: 'CVE-2026-1',
      ids: ['CVE-2026-1', 'GHSA-x'],
      severity: 'CRITICAL',
      cvssScore: 9.8,
    });
  });

  test('falls_apart_when_the_alias_is_taken_back', () => {
    const groups = groupAdvisories(read(osv('GHSA-x'), osv('CVE-2026-1')));

    expect(groups.map(({ vulnerability }) => vulnerability.id).sort()).toEqual(['CVE-2026-1', 'GHSA-x']);
  });

  test('survives_a_cycle_of_aliases', () => {
    const groups = groupAdvisories(read(osv('A-1', { aliases: ['B-1'] }), osv('B-1', { aliases: ['A-1'] })));

    expect(groups.map(({ vulnerability }) => vulnerability.ids)).toEqual([['A-1', 'B-1']]);
  });
});
