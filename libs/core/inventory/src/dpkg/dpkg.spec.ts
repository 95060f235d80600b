import { describe, expect, test } from '@jest/globals';
import type { ParsedDocument } from '../package/package.ts';
import { DPKG_READER } from './dpkg.ts';

function read(text: string, path = 'x'): ParsedDocument {
  return DPKG_READER.parse(Buffer.from(text), path);
}

describe('the dpkg status', () => {
  test('leaves_out_what_was_removed_and_keeps_what_is_half_installed', () => {
    const parsed = read(
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
    const parsed = read('Package: a\nVersion: 1\n\nPackage: b\n\nPackage: c\nVersion: 2\r\n');
    expect(parsed.packages.map(({ name, version }) => [name, version])).toEqual([
      ['a', '1'],
      ['c', '2'],
    ]);
    expect(parsed.problems).toEqual([{ code: 'ENTRY_INCOMPLETE', message: 'b states no version.' }]);
  });

  test('takes_a_continued_line_that_looks_like_a_field_for_what_it_is', () => {
    const parsed = read('Package: a\nDescription: x\n Package: evil\n\tVersion: 9\nVersion: 1\n');
    expect(parsed.packages).toMatchObject([{ name: 'a', version: '1' }]);
  });
});
