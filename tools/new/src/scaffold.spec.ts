import { cpSync, globSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SHARED_SDL, checkEveryFieldIsAllowed } from '@bulkhead/platform-graphql';
import { parse } from 'graphql';
import { formsOf } from './noun.ts';
import { scaffold } from './scaffold.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SUFFIXES = ['.graphql', '.ports.ts', '.resolver.ts', '.service.ts', '.spec.ts', '.store.ts', '.ts'];

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'bh-new-'));
  for (const file of globSync('services/*/src/{schema.ts,*/*.graphql}', { cwd: ROOT })) {
    cpSync(join(ROOT, file), join(root, file), { recursive: true });
  }
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a new noun', () => {
  test.each(['shelf', 'registry-mirror', 'policy-class'])('%s_has_a_file_for_every_role', (noun) => {
    const files = scaffold(root, 'ingestion', noun);

    expect(files).toEqual(SUFFIXES.map((suffix) => `services/ingestion/src/${noun}/${noun}${suffix}`).sort());
    expect(readdirSync(join(root, dirname(files[0] ?? '')))).toHaveLength(SUFFIXES.length);
  });

  test('has_its_own_name_in_all_of_them_and_not_the_one_of_the_template', () => {
    const texts = scaffold(root, 'policy', 'registry-mirror').map((file) => readFileSync(join(root, file), 'utf8'));

    expect(texts.filter((text) => /sample.?thing/i.test(text))).toEqual([]);
    expect(texts.every((text) => /registry.?mirror/i.test(text))).toBe(true);
  });

  test('brings_sdl_that_allows_every_field_by_its_own_scope', () => {
    const files = scaffold(root, 'hardening', 'disk-policy');
    const sdl = readFileSync(join(root, files.find((file) => file.endsWith('.graphql')) ?? ''), 'utf8');

    expect(() => parse(sdl)).not.toThrow();
    expect(checkEveryFieldIsAllowed(`${SHARED_SDL}\n${sdl}`)).toEqual([]);
    expect(new Set([...sdl.matchAll(/@allow\(to: "([^"]+)"\)/g)].map(([, scope]) => scope))).toEqual(
      new Set(['disk-policy:read', 'disk-policy:write']),
    );
    expect(sdl).toContain('diskPolicies(first: Int = 50, after: String): DiskPolicyConnection!');
  });

  test.each([
    { what: 'no service', service: 'kitchen', noun: 'shelf', message: 'there is no subgraph kitchen' },
    { what: 'a service without a graph', service: 'gateway', noun: 'shelf', message: 'there is no subgraph gateway' },
    { what: 'a folder that is there', service: 'ingestion', noun: 'workload', message: 'is there already' },
    {
      what: 'a type that another service owns',
      service: 'ingestion',
      noun: 'incident',
      message: 'a noun has one owner',
    },
    { what: 'a way out', service: 'ingestion', noun: '../shelf', message: 'lower-case letters' },
    { what: 'capitals', service: 'ingestion', noun: 'Shelf', message: 'lower-case letters' },
    { what: 'a digit, which no scope has', service: 'ingestion', noun: 'shelf2', message: 'lower-case letters' },
    { what: 'a word that says nothing', service: 'ingestion', noun: 'image-helper', message: 'says nothing' },
    { what: 'a word of the language', service: 'ingestion', noun: 'class', message: 'means something else' },
  ])('is_refused_for_$what', ({ service, noun, message }) => {
    const before = globSync('services/**', { cwd: root });

    expect(() => scaffold(root, service, noun)).toThrow(message);
    expect(globSync('services/**', { cwd: root })).toEqual(before);
  });
});

describe('forms of a noun', () => {
  test.each([
    ['shelf', 'shelfs', 'Shelf'],
    ['policy', 'policies', 'Policy'],
    ['day', 'days', 'Day'],
    ['registry-mirror', 'registryMirrors', 'RegistryMirror'],
    ['class', 'classes', 'Class'],
  ])('%s_are_%s', (noun, many, type) => {
    expect([formsOf(noun).many.camel, formsOf(noun).one.pascal]).toEqual([many, type]);
  });
});
