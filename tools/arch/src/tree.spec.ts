import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ALL_EVENTS } from '@bulkhead/contracts';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = ['libs/**/*.ts', 'services/**/*.ts', 'clients/**/*.ts', 'e2e/**/*.ts', 'tools/**/*.ts'];
const EXCLUDED = ['**/node_modules/**', '**/dist/**', '**/generated/**'];

function files(patterns: readonly string[]): readonly string[] {
  return globSync([...patterns], { cwd: ROOT, exclude: EXCLUDED }).sort();
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

describe('the tree', () => {
  test('has_no_file_or_folder_that_could_hold_anything', () => {
    const forbidden = /(?:^|\/)(?:utils?|helpers?|common|misc|shared|managers?)(?:\.[a-z.]+)?(?:\/|$)/;

    expect(files(SOURCES).filter((file) => forbidden.test(file))).toEqual([]);
  });

  test('names_its_files_in_kebab_case', () => {
    const odd = files(SOURCES).filter((file) => !/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.ts$/.test(basename(file)));

    expect(odd).toEqual([]);
  });

  test('touches_the_environment_in_one_file', () => {
    const shipped = files(SOURCES).filter(
      (file) => !/\.(?:spec|suite|e2e)\.ts$|^(?:tools|e2e|libs\/testing)\/|\/__fixtures__\//.test(file),
    );
    const touching = shipped.filter((file) => /\bprocess\.env\b/.test(read(file)));

    expect(touching).toEqual(['libs/platform/config/src/environment.ts']);
  });

  test('leaves_nothing_for_later', () => {
    const marked = files(SOURCES).filter(
      (file) => /\b(?:TODO|FIXME|XXX|HACK)\b/.test(read(file)) && basename(file) !== 'tree.spec.ts',
    );

    expect(marked).toEqual([]);
  });

  test('skips_no_test_and_runs_none_alone', () => {
    const tests = files(SOURCES).filter(
      (file) => /\.(?:spec|suite|e2e)\.ts$/.test(file) && basename(file) !== 'tree.spec.ts',
    );

    expect(tests.filter((file) => /\b(?:test|it|describe)\.(?:skip|only|todo)\b/.test(read(file)))).toEqual([]);
  });

  test('has_a_readme_beside_every_service', () => {
    const services = globSync('services/*/package.json', { cwd: ROOT }).map(dirname);

    expect(services.filter((service) => !existsSync(join(ROOT, service, 'README.md')))).toEqual([]);
  });

  test('tells_of_every_event_in_some_service_readme_as_in_or_out', () => {
    const readmes = globSync('services/*/README.md', { cwd: ROOT }).map(read).join('\n');

    expect(ALL_EVENTS.filter(({ topic }) => !readmes.includes(topic)).map(({ topic }) => topic)).toEqual([]);
  });

  test('declares_what_a_package_imports', () => {
    const missing = globSync(
      [
        'libs/*/*/package.json',
        'libs/{contracts,testing}/package.json',
        'services/*/package.json',
        'clients/*/package.json',
        'tools/stack/package.json',
      ],
      { cwd: ROOT },
    ).flatMap((manifest) => undeclared(manifest));

    expect(missing).toEqual([]);
  });
});

/** Workspace packages that shipped code imports and its package.json does not name. */
function undeclared(manifest: string): readonly string[] {
  const { dependencies = {} } = JSON.parse(read(manifest)) as { dependencies?: Record<string, string> };
  const sources = globSync(`${dirname(manifest)}/src/**/*.ts`, {
    cwd: ROOT,
    exclude: ['**/*.spec.ts', '**/*.suite.ts', '**/__fixtures__/**'],
  });
  const imported = new Set(
    sources.flatMap((file) => [...read(file).matchAll(/from '(@bulkhead\/[a-z-]+)'/g)].map(([, name = '']) => name)),
  );
  return [...imported].filter((name) => dependencies[name] === undefined).map((name) => `${manifest}: ${name}`);
}
