import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PACKAGE_READERS, composeComponents, identifyDistribution, readerFor } from './index.ts';
import type { FoundPackage, PackageReader, ParsedDocument } from './index.ts';

function read(path: string, text: string): ParsedDocument {
  const reader = readerFor(path);
  if (reader === undefined) throw new Error(`nobody reads ${path}`);
  return reader.parse(Buffer.from(text), path);
}

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

describe('the dpkg status', () => {
  test('leaves_out_what_was_removed_and_keeps_what_is_half_installed', () => {
    const parsed = read(
      'var/lib/dpkg/status',
      [
        'Package: here\nStatus: install ok installed\nVersion: 1.0-1\nArchitecture: amd64\n',
        'Package: gone\nStatus: deinstall ok config-files\nVersion: 1.0\n',
        'Package: never\nStatus: unknown ok not-installed\nVersion: 1.0\n',
        'Package: half\nStatus: install reinstreq half-installed\nVersion: 2:1.0~rc1-1\n',
      ].join('\n'),
    );
    expect(parsed.packages.map(({ name, version }) => [name, version])).toEqual([
      ['here', '1.0-1'],
      ['half', '2:1.0~rc1-1'],
    ]);
    expect(parsed.problems).toEqual([]);
  });

  test('tells_the_source_package_and_its_version', () => {
    const parsed = read(
      'var/lib/dpkg/status',
      'Package: libssl3\nStatus: install ok installed\nSource: openssl\nVersion: 3.0.11-1\n\n' +
        'Package: libgcc-s1\nStatus: install ok installed\nSource: gcc-12 (12.2.0-14)\nVersion: 12.2.0-14+b1\n\n' +
        'Package: bash\nStatus: install ok installed\nSource: bash\nVersion: 5.2-1\n',
    );
    expect(parsed.packages.map(({ source }) => source)).toEqual([
      { name: 'openssl', version: '3.0.11-1' },
      { name: 'gcc-12', version: '12.2.0-14' },
      undefined,
    ]);
  });

  test('names_the_package_that_states_no_version_and_reads_its_neighbours', () => {
    const parsed = read('var/lib/dpkg/status', 'Package: a\nVersion: 1\n\nPackage: b\n\nPackage: c\nVersion: 2\r\n');
    expect(parsed.packages.map(({ name, version }) => [name, version])).toEqual([
      ['a', '1'],
      ['c', '2'],
    ]);
    expect(parsed.problems).toEqual([{ code: 'ENTRY_INCOMPLETE', message: 'b states no version.' }]);
  });

  test('takes_a_continued_line_that_looks_like_a_field_for_what_it_is', () => {
    const parsed = read(
      'var/lib/dpkg/status',
      'Package: a\nDescription: x\n Package: evil\n\tVersion: 9\nVersion: 1\n',
    );
    expect(parsed.packages).toMatchObject([{ name: 'a', version: '1' }]);
  });
});

describe('npm', () => {
  test('reads_every_form_in_which_a_licence_was_ever_written', () => {
    const licences = (manifest: object): unknown =>
      read('node_modules/a/package.json', JSON.stringify({ name: 'a', version: '1.0.0', ...manifest })).packages[0]
        ?.licences;
    expect(licences({ license: 'MIT' })).toEqual(['MIT']);
    expect(licences({ license: { type: 'ISC' } })).toEqual(['ISC']);
    expect(licences({ licenses: [{ type: 'MIT' }, 'Apache-2.0'] })).toEqual(['MIT', 'Apache-2.0']);
    expect(licences({ license: 7 })).toEqual([]);
  });

  test('walks_a_lockfile_as_deep_as_anybody_nests_it', () => {
    const depth = 50_000;
    const opening = '{"dependencies":{"a":{"version":"1.0.0","dependencies":';
    const text = `${opening.replace('{', '{"lockfileVersion":1,')}${'{"a":{"version":"1.0.0","dependencies":'.repeat(depth)}{}${'}}'.repeat(depth)}}}}`;
    expect(read('package-lock.json', text).packages.length).toBe(depth + 1);
  });
});

describe('components', () => {
  const debian = identifyDistribution(
    new Map([['etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n']]),
  );
  const openssl: FoundPackage = {
    type: 'deb',
    name: 'libssl3',
    version: '3.0.11-1~deb12u2+b1',
    arch: 'amd64',
    source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
    licences: [],
    evidence: 'installed',
  };
  const at = (found: FoundPackage, path: string) => ({
    found,
    location: { path, diffId: null, evidence: found.evidence },
  });

  test('of_a_distribution_carry_it_in_their_purl_and_say_where_advisories_are', () => {
    const [component] = composeComponents([at(openssl, 'var/lib/dpkg/status')], debian);
    expect(component).toMatchObject({
      purl: 'pkg:deb/debian/libssl3@3.0.11-1~deb12u2%2Bb1?arch=amd64&distro=debian-12&upstream=openssl%403.0.11-1~deb12u2',
      ecosystem: 'Debian:12',
      scheme: 'deb',
      source: { name: 'openssl', version: '3.0.11-1~deb12u2' },
    });
  });

  test('of_an_unknown_distribution_claim_no_ecosystem_of_a_known_one', () => {
    const kali = identifyDistribution(new Map([['etc/os-release', 'ID=kali\nID_LIKE=debian\nVERSION_ID="2024.1"\n']]));
    expect(composeComponents([at(openssl, 'x')], kali)[0]?.ecosystem).toBe('kali:2024.1');
    expect(composeComponents([at(openssl, 'x')], undefined)[0]?.ecosystem).toBe('deb');
  });

  test('found_in_several_places_are_one_with_its_places_and_installed_outweighs_locked', () => {
    const installed: FoundPackage = {
      type: 'pypi',
      name: 'Zope.Interface',
      version: '5.0',
      licences: ['ZPL'],
      evidence: 'installed',
    };
    const locked: FoundPackage = {
      type: 'pypi',
      name: 'zope-interface',
      version: '5.0',
      licences: [],
      evidence: 'lockfile',
      groups: ['dev'],
    };
    const components = composeComponents(
      [at(locked, 'b/requirements.txt'), at(installed, 'a/METADATA'), at(installed, 'a/METADATA')],
      undefined,
    );
    expect(components).toMatchObject([
      {
        purl: 'pkg:pypi/zope-interface@5.0',
        name: 'zope-interface',
        ecosystem: 'PyPI',
        evidence: 'installed',
        licences: ['ZPL'],
        groups: [],
        locations: [{ path: 'a/METADATA' }, { path: 'b/requirements.txt' }],
      },
    ]);
  });

  test('have_the_same_id_wherever_and_in_whatever_order_they_are_found', () => {
    const bash: FoundPackage = { type: 'deb', name: 'bash', version: '5', licences: [], evidence: 'installed' };
    const one = composeComponents([at(openssl, 'x'), at(bash, 'x')], debian);
    const other = composeComponents([at(bash, 'x'), at(openssl, 'x')], debian);
    expect(one).toEqual(other);
  });

  test('with_a_name_no_purl_of_their_type_may_have_are_kept', () => {
    const odd: FoundPackage = {
      type: 'npm',
      name: 'A Name/../with spaces',
      version: '1',
      licences: [],
      evidence: 'installed',
    };
    expect(composeComponents([at(odd, 'x')], undefined)[0]?.purl).toMatch(/^pkg:/);
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
    const started = performance.now();
    for (const reader of PACKAGE_READERS) reader.parse(bytes, 'x');
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

function expectResult(reader: PackageReader, bytes: Uint8Array): void {
  const { packages, problems } = reader.parse(bytes, 'node_modules/a/package.json');
  expect(packages.every(({ name, type }) => name !== '' && type.length > 0)).toBe(true);
  expect(Array.isArray(problems)).toBe(true);
}
