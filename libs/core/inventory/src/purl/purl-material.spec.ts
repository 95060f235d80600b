// The tests of the purl specification itself, for the types we make. Registered only where the material is.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testMaterial } from '@bulkhead/testing';
import { formatPurl, parsePurl } from './purl.ts';
import type { PurlParts } from './purl.ts';

const folder = testMaterial('inventory');
const COUNTS: Record<string, number> = {};

interface PurlCase {
  readonly description: string;
  readonly test_type: 'parse' | 'build' | 'validate';
  readonly test_group: string;
  readonly input: unknown;
  readonly expected_output: unknown;
  readonly expected_failure: boolean;
}

if (folder !== undefined) {
  describe('the purl specification', () => {
    for (const file of readdirSync(join(folder, 'purl')).sort()) register(join(folder, 'purl', file), file);
  });
  test('prints_how_many_purl_cases_ran', () => {
    process.stdout.write(`purl material: ${JSON.stringify(COUNTS)}\n`);
    expect(Object.keys(COUNTS).length).toBeGreaterThan(0);
  });
}

function register(path: string, file: string): void {
  const cases = (JSON.parse(readFileSync(path, 'utf8')) as { tests: PurlCase[] }).tests;
  for (const one of cases) {
    if (isContradicted(one, cases)) continue;
    COUNTS[file] = (COUNTS[file] ?? 0) + 1;
    test(`${file} ${one.test_type} ${one.description} ${JSON.stringify(one.input)}`, () => {
      expect(run(one)).toEqual(one.expected_failure ? undefined : one.expected_output);
    });
  }
}

/** Two inputs (upper case qualifier keys of gem and rpm) must be refused by one test and be normalised by another. */
function isContradicted(one: PurlCase, cases: readonly PurlCase[]): boolean {
  return one.expected_failure && cases.some(({ input, expected_failure: fails }) => input === one.input && !fails);
}

function run({ test_type: kind, input }: PurlCase): unknown {
  if (kind === 'build') return formatPurl(input as PurlParts);
  const purl = parsePurl(input as string);
  if (kind === 'validate' || purl === undefined) return purl === undefined ? undefined : formatPurl(purl);
  const { type, namespace = null, name, version = null, qualifiers, subpath = null } = purl;
  return {
    type,
    namespace,
    name,
    version,
    qualifiers: Object.keys(qualifiers).length === 0 ? null : qualifiers,
    subpath,
  };
}
