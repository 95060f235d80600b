import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { computedId } from '@bulkhead/core-base';
import { openFileTree } from '@bulkhead/engine-source';
import { describe, expect, test } from '@jest/globals';
import { testFolder, writeFiles } from '@bulkhead/testing';
import { SCAN_REPORT_SCHEMA, scanDirectory } from './index.ts';

const FILES = new Map([
  ['etc/os-release', 'ID=alpine\nVERSION_ID=3.18.4\nPRETTY_NAME="Alpine Linux v3.18"\n'],
  [
    'lib/apk/db/installed',
    'P:musl\nV:1.2.4-r1\nA:x86_64\nL:MIT\n\nP:libssl3\nV:3.1.3-r0\nA:x86_64\no:openssl\nL:Apache-2.0\n\n',
  ],
]);

describe('a root filesystem', () => {
  test('is_reported_with_its_packages_and_no_layers', async () => {
    await using folder = await testFolder();
    await writeFiles(folder.path, FILES);
    await symlink('/var/lib/dpkg', join(folder.path, 'var'));
    const report = await scanDirectory(await openFileTree(folder.path));
    expect(report.components.map(({ purl, locations }) => [purl, locations])).toEqual([
      [
        'pkg:apk/alpine/libssl3@3.1.3-r0?arch=x86_64&distro=alpine-3.18.4&upstream=openssl',
        [{ path: 'lib/apk/db/installed', diffId: null, evidence: 'installed' }],
      ],
      [
        'pkg:apk/alpine/musl@1.2.4-r1?arch=x86_64&distro=alpine-3.18.4',
        [{ path: 'lib/apk/db/installed', diffId: null, evidence: 'installed' }],
      ],
    ]);
    expect(report).toMatchObject({
      layers: [],
      distribution: { ecosystem: 'Alpine:v3.18' },
      subject: { kind: 'filesystem' },
    });
    expect(SCAN_REPORT_SCHEMA.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  test('with_a_machine_id_is_that_machine_wherever_it_is_mounted', async () => {
    await using folder = await testFolder();
    const machineId = '0123456789abcdef0123456789abcdef';
    await writeFiles(
      folder.path,
      new Map([...FILES, ['etc/machine-id', `${machineId}\n`], ['etc/hostname', 'web-1\n']]),
    );
    const { subject } = await scanDirectory(await openFileTree(folder.path));
    expect(subject).toMatchObject({ kind: 'host', id: computedId('host', machineId), name: 'web-1' });
  });

  test('that_is_cancelled_ends_with_a_coded_fault', async () => {
    const scanning = scanDirectory(await openFileTree('/usr'), { signal: AbortSignal.abort() });
    await expect(scanning).rejects.toThrow(expect.objectContaining({ code: 'SOURCE_ABORTED' }));
  });
});

if (existsSync('/usr/bin/dpkg-query')) {
  describe('this very machine', () => {
    test('has_the_packages_dpkg_query_lists', async () => {
      const format =
        '${db:Status-Status}\\t${Package}\\t${Version}\\t${Architecture}\\t${source:Package}\\t${source:Version}\\n';
      const listed = execFileSync('/usr/bin/dpkg-query', ['-W', '-f', format], { encoding: 'utf8', maxBuffer: 1e8 });
      const isThere = (row: string): boolean => row !== '' && !/^(?:config-files|not-installed)\t/.test(row);
      const expected = listed
        .split('\n')
        .filter(isThere)
        .map((row) => row.slice(row.indexOf('\t') + 1));

      const report = await scanDirectory(await openFileTree('/'));

      const packages = report.components.filter(({ locations }) =>
        locations.some(({ path }) => path === 'var/lib/dpkg/status'),
      );
      const found = packages.map(({ name, version, arch, source }) =>
        [name, version, arch, source?.name, source?.version].join('\t'),
      );
      expect(found.sort()).toEqual(expected.sort());
      expect(report.subject).toMatchObject({ kind: 'host', name: hostname() });
      process.stdout.write(`this machine: ${found.length} packages equal to dpkg-query\n`);
    }, 300_000);
  });
}
