import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  chooseSeverity,
  isUsedByRansomware,
  parseCvss,
  parseEpss,
  parseKev,
  printCvss,
  rateSeverity,
  scoreCvss,
  severityOfScore,
  severityOfWord,
} from './index.ts';

function overall(text: string): number | undefined {
  const vector = parseCvss(text);
  return vector === undefined ? undefined : scoreCvss(vector).overall;
}

describe('a CVSS vector', () => {
  test.each([
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C', 8.3],
    ['CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:U', 9],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N', 0],
  ])('%s_scores_%d', (vector, score) => {
    expect(overall(vector)).toBe(score);
  });

  test.each([
    'CVSS:3.1/AV:N',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/AV:L',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:X',
    'CVSS:5.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
    'AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F',
    '',
    'high',
  ])('%s_is_none', (text) => {
    expect(parseCvss(text)).toBeUndefined();
  });

  test('is_read_and_printed_without_a_throw_whatever_the_text', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^CVSS:[34]\.[01]\/([A-Z]{1,3}:[A-Z]\/){0,14}$/));
    fc.assert(
      fc.property(text, (given) => {
        const vector = parseCvss(given);
        expect(vector === undefined || printCvss(vector).length > 0).toBe(true);
      }),
    );
  });
});

describe('a severity', () => {
  test('follows_the_scale_of_its_score', () => {
    expect([0, 0.1, 4, 7, 9].map((score) => severityOfScore(score))).toEqual([
      'NEGLIGIBLE',
      'LOW',
      'MEDIUM',
      'HIGH',
      'CRITICAL',
    ]);
    expect(severityOfScore(10, '2')).toBe('HIGH');
  });

  test('is_read_from_the_words_of_databases', () => {
    expect(['MODERATE', 'Important', 'unimportant', 'low**', 'not yet assigned'].map(severityOfWord)).toEqual([
      'MEDIUM',
      'HIGH',
      'NEGLIGIBLE',
      'LOW',
      undefined,
    ]);
  });

  test('is_unknown_when_nobody_says_anything_that_is_understood', () => {
    expect(chooseSeverity([{ type: 'Ubuntu', score: 'whatever', source: 'severity' }])).toEqual({
      severity: 'UNKNOWN',
      chosen: undefined,
      all: [],
    });
  });

  test('is_chosen_from_the_word_of_the_distribution_then_the_newest_CVSS_then_the_word_of_the_database', () => {
    const word = { type: 'WORD', score: 'HIGH', source: 'database_specific' };
    const cvss2 = { type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:C/I:C/A:C', source: 'severity' };
    const cvss3 = { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L', source: 'severity' };
    const distribution = { type: 'WORD', score: 'unimportant', source: 'affected' };
    expect(chooseSeverity([word]).severity).toBe('HIGH');
    expect(chooseSeverity([word, cvss2]).chosen?.score).toBe(10);
    expect(chooseSeverity([cvss2, word, cvss3]).severity).toBe('MEDIUM');
    expect(chooseSeverity([cvss3, distribution]).severity).toBe('NEGLIGIBLE');
  });

  test('is_taken_from_a_bare_score_too', () => {
    expect(rateSeverity({ type: 'CVSS_V3', score: '9.8', source: 'severity' })?.severity).toBe('CRITICAL');
    expect(rateSeverity({ type: 'CVSS_V3', score: '11', source: 'severity' })).toBeUndefined();
  });
});

const ENTRY = {
  cveID: 'CVE-2024-1234',
  vendorProject: 'Example',
  product: 'Thing',
  vulnerabilityName: 'Thing does it',
  dateAdded: '2024-01-02',
  shortDescription: 'It does.',
  requiredAction: 'Stop it.',
  dueDate: '2024-02-02',
  knownRansomwareCampaignUse: 'Known',
};

describe('the catalogue of known exploited vulnerabilities', () => {
  test('is_read_with_its_broken_entries_named', () => {
    const { entries, problems, version } = parseKev({
      catalogVersion: '2024.01.02',
      vulnerabilities: [ENTRY, { ...ENTRY, cveID: 'nonsense' }, null, { ...ENTRY, product: 'Second' }],
    });
    expect(version).toBe('2024.01.02');
    expect([...entries.values()]).toEqual([ENTRY]);
    expect([...entries.values()].map(isUsedByRansomware)).toEqual([true]);
    expect(problems.map(({ code, path }) => [code, path])).toEqual([
      ['ENTRY_UNREADABLE', 'vulnerabilities[1]'],
      ['ENTRY_UNREADABLE', 'vulnerabilities[2]'],
    ]);
  });

  test('is_refused_when_it_is_none_and_never_throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseKev(value).entries.size).toBe(0);
      }),
    );
  });
});

describe('an EPSS table', () => {
  const head = '#model_version:v2025.03.14,score_date:2025-12-26T12:55:00Z\ncve,epss,percentile\n';

  test('is_read_with_its_broken_rows_named', () => {
    const table = parseEpss(
      `${head}CVE-2024-1234,0.5,0.99\r\nnonsense\nCVE-2024-1235,1.5,0.1\nCVE-2024-1236,1e-05,0.0\n`,
    );
    expect(table).toMatchObject({ model: 'v2025.03.14', scoredAt: '2025-12-26T12:55:00Z' });
    expect([...table.scores]).toEqual([
      ['CVE-2024-1234', { probability: 0.5, percentile: 0.99 }],
      ['CVE-2024-1236', { probability: 0.000_01, percentile: 0 }],
    ]);
    expect(table.problems.map(({ path }) => path)).toEqual(['line 4', 'line 5']);
  });

  test.each(['', 'cve,epss,percentile\nCVE-2024-1234,0.5,0.9', '#model_version:v2023.03.01\ncve,epss,percentile\n'])(
    'without_its_date_%j_is_refused',
    (text) => {
      expect(parseEpss(text)).toMatchObject({ scoredAt: '', problems: [{ code: 'CATALOGUE_UNREADABLE' }] });
    },
  );
});
