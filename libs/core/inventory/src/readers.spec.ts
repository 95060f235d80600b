import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PACKAGE_READERS, readerFor } from './index.ts';
import type { PackageReader } from './index.ts';

describe('which files are read', () => {
  test.each([
    ['var/lib/dpkg/status', 'dpkg'],
    ['var/lib/dpkg/status.d/libc6', 'dpkg'],
    ['var/lib/dpkg/status.d/python3.11', 'dpkg'],
    ['usr/lib/opkg/status', 'opkg'],
    ['lib/apk/db/installed', 'apk'],
    ['usr/lib/apk/db/installed', 'apk'],
    ['app/node_modules/lodash/package.json', 'npm-installed'],
    ['node_modules/@babel/core/package.json', 'npm-installed'],
    ['node_modules/a/node_modules/b/package.json', 'npm-installed'],
    ['app/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json', 'npm-installed'],
    ['app/package-lock.json', 'npm-lock'],
    ['npm-shrinkwrap.json', 'npm-lock'],
    ['usr/lib/python3/dist-packages/requests-2.28.1.dist-info/METADATA', 'pypi-installed'],
    ['usr/lib/python3/dist-packages/six.egg-info', 'pypi-installed'],
    ['usr/lib/python3/dist-packages/six.egg-info/PKG-INFO', 'pypi-installed'],
    ['srv/requirements-dev.txt', 'pypi-requirements'],
  ])('%s is read by %s', (path, reader) => {
    expect(readerFor(path)?.name).toBe(reader);
  });

  test.each([
    'var/lib/dpkg/status-old',
    'var/lib/dpkg/status.d/libc6.md5sums',
    'var/lib/dpkg/status.d/a/b',
    'srv/var/lib/dpkg/status',
    'app/package.json',
    'node_modules/a/lib/esm/package.json',
    'node_modules/.bin/package.json',
    'node_modules/package.json',
    'node_modules/a/package-lock.json',
    'app/my-package-lock.json',
    'usr/share/METADATA',
    'etc/passwd',
    '',
  ])('%s is not read', (path) => {
    expect(readerFor(path)).toBeUndefined();
  });
});

describe('every reader', () => {
  const SAMPLES: Readonly<Record<string, string>> = {
    dpkg: 'Package: a\nStatus: install ok installed\nVersion: 1\nSource: b (2)\n\n',
    opkg: 'Package: a\nVersion: 1\n\n',
    apk: 'P:a\nV:1\nA:x86_64\no:b\nL:MIT\nF:bin\nR:a\n\n',
    'npm-installed': '{"name":"a","version":"1.0.0","license":"MIT"}',
    'npm-lock': '{"lockfileVersion":3,"packages":{"":{},"node_modules/a":{"version":"1.0.0"}}}',
    'pypi-installed': 'Metadata-Version: 2.1\nName: a\nVersion: 1\nLicense: MIT\n\nText',
    'pypi-requirements': 'a==1\nb[c]>=2 ; python_version < "3" \\\n --hash=sha256:0\n-r other.txt\n',
  };

  test.each(PACKAGE_READERS.map((reader) => [reader.name, reader] as const))('%s reads its sample', (name, reader) => {
    expect(reader.parse(Buffer.from(SAMPLES[name] ?? ''), 'x').packages.length).toBeGreaterThan(0);
  });

  test.each(PACKAGE_READERS.map((reader) => [reader.name, reader] as const))(
    '%s answers any bytes with a result',
    (_, reader) => {
      expect.hasAssertions();
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 4096 }), (bytes) => expectResult(reader, bytes)),
        { numRuns: 300 },
      );
    },
  );

  test.each(PACKAGE_READERS.map((reader) => [reader.name, reader] as const))(
    '%s answers its damaged sample with a result',
    (name, reader) => {
      expect.hasAssertions();
      const sample = Buffer.from((SAMPLES[name] ?? '').repeat(3));
      const damage = fc.array(fc.tuple(fc.nat(sample.length - 1), fc.nat(255)), { maxLength: 8 });
      fc.assert(
        fc.property(damage, fc.nat(sample.length), (changes, end) => {
          const bytes = Buffer.from(sample);
          for (const [index, byte] of changes) bytes[index] = byte;
          expectResult(reader, bytes.subarray(0, end));
        }),
        { numRuns: 500 },
      );
    },
  );

  test('that_is_written_is_in_the_list', () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|^list\.ts$/.test(file));
    const written = sources.flatMap((file) => [
      ...readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(/^export const (\w+): PackageReader/gm),
    ]);
    const list = readFileSync(join(import.meta.dirname, 'list.ts'), 'utf8');
    expect(written.length).toBe(PACKAGE_READERS.length);
    for (const [, name] of written) expect(list).toContain(`  ${name},`);
  });

  test('has_a_name_of_its_own', () => {
    expect(new Set(PACKAGE_READERS.map(({ name }) => name)).size).toBe(PACKAGE_READERS.length);
  });

  test.each([
    ['a long line', 'Package: '.padEnd(5_000_000, 'a')],
    ['many empty lines', '\n'.repeat(5_000_000)],
    ['many spaces', `a==${' '.repeat(200_000)}b`],
    ['many brackets', '[{'.repeat(500_000)],
    ['many dots', `${'.-'.repeat(200_000)}\n`],
    ['one name that never ends', `${'a-'.repeat(200_000)}!`],
  ])('takes no longer than a moment over %s', (_, text) => {
    const bytes = Buffer.from(text);
    // Processor time: the wall clock of a busy machine says nothing.
    const started = process.cpuUsage();
    for (const reader of PACKAGE_READERS) reader.parse(bytes, 'x');
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(10_000);
  });
});

function expectResult(reader: PackageReader, bytes: Uint8Array): void {
  const { packages, problems } = reader.parse(bytes, 'node_modules/a/package.json');
  expect(packages.every(({ name, type }) => name !== '' && type.length > 0)).toBe(true);
  expect(Array.isArray(problems)).toBe(true);
}
