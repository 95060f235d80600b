import { readdir } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { SCAN_RESULT_SCHEMA } from '../scan/scan-result.ts';
import { bench, run } from './command.suite.ts';
import { SCAN, exitCode } from './scan.ts';

interface SarifLog {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly version: string;
        readonly rules: readonly { readonly id: string }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

describe('a scan without advisories', () => {
  test('says_unknown_and_ends_with_3_and_never_no_findings', async () => {
    await using held = await bench();

    const { code, out, err } = await run(SCAN, [held.image]);

    expect([code, err]).toEqual([3, '']);
    expect(out).toContain('UNKNOWN: nothing could be judged');
    expect(out).not.toContain('no findings');
  });

  test('says_so_in_its_document_too', async () => {
    await using held = await bench();

    const { code, out } = await run(SCAN, [held.image, '--json']);

    const result = SCAN_RESULT_SCHEMA.parse(JSON.parse(out));
    expect([code, result.verdict, result.findings, result.feed.advisories]).toEqual([3, 'UNKNOWN', [], 0]);
    expect(result.unknown).toEqual([expect.objectContaining({ components: 1 })]);
  });
});

describe('a scan with advisories', () => {
  test('prints_a_document_that_keeps_its_schema_to_the_last_member', async () => {
    await using held = await bench();

    const { code, out } = await run(SCAN, [held.image, '--advisories', held.feed, '--json']);

    const document: unknown = JSON.parse(out);
    const result = SCAN_RESULT_SCHEMA.parse(document);
    expect(result).toEqual(document);
    expect(code).toBe(0);
    expect(result.findings).toMatchObject([
      {
        vulnerability: 'CVE-2021-44906',
        severity: 'CRITICAL',
        cvss: 9.8,
        fixedIn: ['1.2.6'],
        component: { name: 'minimist' },
      },
    ]);
  });

  test('ends_with_1_when_the_threshold_is_reached_and_with_0_below_it', async () => {
    await using held = await bench();
    await using fine = await bench({ packages: [{ name: 'minimist', version: '1.2.8' }] });
    const words = ['--advisories', held.feed, '--fail-on', 'critical'];

    expect((await run(SCAN, [held.image, ...words])).code).toBe(1);
    expect((await run(SCAN, [fine.image, ...words])).code).toBe(0);
  });

  test('leaves_no_file_behind_and_says_nothing_of_its_progress_when_nobody_watches', async () => {
    await using held = await bench();
    const before = await readdir(held.path, { recursive: true });

    const { err } = await run(SCAN, [held.image, '--advisories', held.feed]);
    const quiet = await run(SCAN, [held.image, '--advisories', held.feed, '--quiet'], true);

    expect([err, quiet.err]).toEqual(['', '']);
    expect(await readdir(held.path, { recursive: true })).toEqual(before);
  });

  test('writes_where_it_is_told_to_and_says_when_it_cannot', async () => {
    await using held = await bench();

    const { out } = await run(SCAN, [held.image, '--json', '-o', held.at('result.json')]);

    expect(out).toBe('');
    expect(await readdir(held.path)).toContain('result.json');
    await expect(run(SCAN, [held.image, '-o', held.at('no/such/folder')])).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
    });
  });
});

test('a_threshold_that_is_reached_wins_over_what_is_not_known', () => {
  const findings = [{ severity: 'HIGH' }] as never;

  expect(exitCode({ findings, verdict: 'PARTIAL' }, 'HIGH')).toBe(1);
  expect(exitCode({ findings, verdict: 'PARTIAL' }, 'CRITICAL')).toBe(0);
  expect(exitCode({ findings: [], verdict: 'UNKNOWN' }, 'CRITICAL')).toBe(3);
});

test('a_sarif_log_has_what_code_scanning_needs', async () => {
  await using held = await bench();

  const { out } = await run(SCAN, [held.image, '--advisories', held.feed, '--format', 'sarif']);

  const log = JSON.parse(out) as SarifLog;
  const [only] = log.runs;
  expect([log.version, log.runs.length]).toEqual(['2.1.0', 1]);
  expect(log.$schema).toMatch(/sarif-2\.1\.0\.json$/);
  expect(only?.tool.driver).toMatchObject({ name: 'bulkhead', version: '1.2.3', rules: [{ id: 'CVE-2021-44906' }] });
  expect(only?.tool.driver.rules[0]).toMatchObject({ properties: { 'security-severity': '9.8' } });
  const [result] = only?.results ?? [];
  expect(result).toMatchObject({ ruleId: 'CVE-2021-44906', ruleIndex: 0, level: 'error' });
  expect(result?.message.text).toContain('minimist 1.2.5');
  expect(result?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('app/node_modules/p0/package.json');
  expect(Object.values(result?.partialFingerprints ?? {})).toHaveLength(1);
});

test('control_characters_of_an_image_never_reach_the_terminal', async () => {
  await using held = await bench({
    packages: [
      { name: 'evil\u001B]0;owned\u0007', version: '1.0.0' },
      { name: 'minimist', version: '1.2.5' },
    ],
  });

  for (const words of [[], ['--advisories', held.feed]]) {
    const { out, err } = await run(SCAN, [held.image, ...words]);
    // oxlint-disable-next-line no-control-regex
    expect(`${out}${err}`).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/);
  }
});

describe('words that are not understood', () => {
  const cases: readonly (readonly string[])[] = [
    [],
    ['a', 'b'],
    ['a', '--no-such-option'],
    ['a', '--format', 'xml'],
    ['a', '--fail-on', 'grave'],
    ['a', '--timeout', 'soon'],
  ];
  for (const words of cases) {
    test(`are_refused_with_what_would_be_right: scan ${words.join(' ')}`, async () => {
      await expect(run(SCAN, words)).rejects.toMatchObject({ code: 'USAGE' });
    });
  }

  test('a_source_that_is_not_there_is_told_by_a_code', async () => {
    await expect(run(SCAN, ['docker-archive:/no/such/file.tar'])).rejects.toMatchObject({
      code: expect.stringMatching(/^[A-Z_]+$/),
    });
  });
});
