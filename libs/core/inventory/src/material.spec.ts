// What real databases of public projects hold, as their own tools say it. Registered only where the material is.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testMaterial } from '@bulkhead/testing';
import { DISTRIBUTION_PATHS, PACKAGE_READERS, identifyDistribution, parseOsRelease } from './index.ts';
import type { FoundPackage, PackageReader, ParsedDocument } from './index.ts';

const counts: Record<string, number> = {};

function registerDatabases(root: string): void {
  for (const name of casesIn(join(root, 'dpkg'), '.status')) {
    count('dpkg');
    test(`dpkg_${name}_equals_dpkg_query`, () => {
      const parsed = parse('dpkg', join(root, 'dpkg', `${name}.status`), 'var/lib/dpkg/status');
      const rows = tsv(join(root, 'dpkg', `${name}.expected.tsv`));
      const expected = rows.map(([, pkg, version, arch, source, sourceVersion]) => [
        pkg,
        version,
        arch,
        source,
        sourceVersion,
      ]);
      expect(sorted(parsed.packages.map(withSource))).toEqual(sorted(expected));
    });
  }
  count('dpkg');
  test('dpkg_status_d_of_a_distroless_image_is_read', () => {
    const directory = join(root, 'dpkg/distroless/var/lib/dpkg/status.d');
    const wanted = readdirSync(directory).filter((name) => reader('dpkg').wants(`var/lib/dpkg/status.d/${name}`));
    const packages = wanted.flatMap((name) => parse('dpkg', join(directory, name)).packages);
    const found = packages.map(({ name, version, arch }) => [name, version, arch]);
    expect(sorted(found)).toEqual(sorted(tsv(join(root, 'dpkg/distroless/expected.tsv'))));
  });
  for (const name of casesIn(join(root, 'apk'), '.installed')) {
    count('apk');
    test(`apk_${name}_equals_its_fields`, () => {
      const parsed = parse('apk', join(root, 'apk', `${name}.installed`));
      expect(sorted(parsed.packages.map(withOrigin))).toEqual(sorted(tsv(join(root, 'apk', `${name}.expected.tsv`))));
    });
  }
}

interface ScalibrCase {
  readonly id: string;
  readonly kind: string;
  readonly input: string;
  readonly expect: {
    readonly error: boolean;
    readonly packages: readonly { readonly name: string; readonly version: string }[];
  };
  readonly option?: string;
}

/** Kinds of cases we claim, and the reader of each. */
const CLAIMED: Readonly<Record<string, (input: string) => string>> = {
  'os/dpkg': (input) => (input.includes('/opkg/') ? 'opkg' : 'dpkg'),
  'language/javascript/packagejson': () => 'npm-installed',
  'language/javascript/packagelockjson': () => 'npm-lock',
  'language/python/requirements': () => 'pypi-requirements',
  'language/python/wheelegg': () => 'pypi-installed',
};

/** Cases of these kinds that ask for something else than the reader is for. */
const UNCLAIMED: Readonly<Record<string, string>> = {
  'scalibr/language/javascript/packagejson/duplicate-keys.json': 'lists dependencies that are asked for, not installed',
  'scalibr/language/python/wheelegg/monotonic-1.6-py3.10.egg': 'a zip: archives in images are not opened yet',
};

function registerScalibr(root: string): void {
  const cases = JSON.parse(readFileSync(join(root, 'scalibr/cases.json'), 'utf8')) as ScalibrCase[];
  for (const one of cases) {
    const readerName = CLAIMED[one.kind]?.(one.input);
    if (readerName === undefined || one.input in UNCLAIMED) continue;
    count(`scalibr ${one.kind}`);
    test(`${one.id} holds what osv-scalibr says`, () => {
      const parsed = parseFollowing(readerName, join(root, one.input), one.option ?? '');
      const found = parsed.packages.map(({ name, version }) => [name, version]);
      expect(distinct(found)).toEqual(distinct(one.expect.packages.map(({ name, version }) => [name, version])));
      // Where upstream reports an error, the file must not pass as fully read.
      expect(parsed.problems.length > 0 || !one.expect.error).toBe(true);
    });
  }
}

/** In an image the file behind `-r` is found by its own name; here it lies beside. */
function parseFollowing(readerName: string, file: string, option: string): ParsedDocument {
  const parsed = parse(readerName, file);
  const other = /-r (\S+\.txt)/.exec(option)?.[1];
  if (other === undefined) return parsed;
  const followed = parse(readerName, join(file, '..', other));
  return { packages: [...parsed.packages, ...followed.packages], problems: parsed.problems };
}

function registerDistributions(root: string): void {
  for (const [path = '', id = '', versionId = '', prettyName = ''] of tsv(join(root, 'os-release/expected.tsv'))) {
    count('os-release');
    test(`${path} is ${id} ${versionId}`, () => {
      const found = identifyDistribution(releaseFiles(join(root, path)));
      // The material does not say the name where the release file has none.
      const stated = prettyName === '' ? found?.prettyName : prettyName;
      expect(found).toMatchObject({ id, versionId, prettyName: stated });
    });
  }
  for (const name of casesIn(join(root, 'os-release'), '.txtar')) {
    count('os-release txtar');
    test(`os_release_keys_of_${name}`, () => {
      const sections = txtar(readFileSync(join(root, 'os-release', `${name}.txtar`), 'utf8'));
      const parsed = Object.fromEntries(parseOsRelease(sections.get('os-release') ?? ''));
      expect(parsed).toEqual(JSON.parse(sections.get('Parsed') ?? '{}'));
    });
  }
}

function releaseFiles(path: string): Map<string, string> {
  if (statSync(path).isFile()) return new Map([['etc/os-release', readFileSync(path, 'utf8')]]);
  const files = new Map<string, string>();
  for (const one of DISTRIBUTION_PATHS) {
    const text = readOptional(join(path, one));
    if (text !== undefined) files.set(one, text);
  }
  return files;
}

function txtar(text: string): Map<string, string> {
  const parts = text.split(/^-- (.+) --$/m);
  const sections = new Map<string, string>();
  for (let index = 1; index < parts.length; index += 2) sections.set(parts[index] ?? '', parts[index + 1] ?? '');
  return sections;
}

function reader(name: string): PackageReader {
  const found = PACKAGE_READERS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`there is no reader ${name}`);
  return found;
}

function parse(readerName: string, file: string, path = file): ParsedDocument {
  return reader(readerName).parse(readFileSync(file), path);
}

function withSource({ name, version, arch, source }: FoundPackage): unknown[] {
  return [name, version, arch, source?.name ?? name, source?.version ?? version];
}

// An origin that is the package itself is not kept apart.
function withOrigin({ name, version, arch, source, licences }: FoundPackage): unknown[] {
  return [name, version, arch, source?.name ?? name, licences[0] ?? ''];
}

function tsv(file: string): string[][] {
  const lines = readFileSync(file, 'utf8').split('\n');
  const rows = lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
  return file.includes('/apk/')
    ? rows.map(([name = '', version = '', arch = '', origin, licence = '']) => [
        name,
        version,
        arch,
        origin || name,
        licence,
      ])
    : rows;
}

function casesIn(directory: string, ending: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort();
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function sorted(rows: readonly unknown[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

function distinct(rows: readonly unknown[]): string[] {
  return [...new Set(sorted(rows))];
}

function count(kind: string): void {
  counts[kind] = (counts[kind] ?? 0) + 1;
}

const folder = testMaterial('inventory');

if (folder !== undefined) {
  describe('package databases of public projects', () => {
    registerDatabases(folder);
  });
  describe('lockfiles and databases of osv-scalibr', () => {
    registerScalibr(folder);
  });
  describe('distributions', () => {
    registerDistributions(folder);
  });
  test('prints_how_many_cases_ran', () => {
    process.stdout.write(`inventory material: ${JSON.stringify(counts)}\n`);
    expect(Object.values(counts).every((count) => count > 0)).toBe(true);
  });
}
