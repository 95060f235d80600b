import { describe, expect, test } from '@jest/globals';
import type { ParsedDocument } from '../package/package.ts';
import { APK_READER } from './apk.ts';

function read(text: string, path = 'x'): ParsedDocument {
  return APK_READER.parse(Buffer.from(text), path);
}

describe('the apk database', () => {
  test('is_read_without_the_files_it_lists', () => {
    const parsed = read(
      'C:Q1abc=\nP:libssl3\nV:3.1.3-r0\nA:x86_64\no:openssl\nL:Apache-2.0\nF:lib\nR:libssl.so.3\na:0:0:755\nZ:Q1x\n\n',
    );
    expect(parsed.packages).toEqual([
      {
        type: 'apk',
        name: 'libssl3',
        version: '3.1.3-r0',
        arch: 'x86_64',
        source: { name: 'openssl', version: '3.1.3-r0' },
        licences: ['Apache-2.0'],
        evidence: 'installed',
      },
    ]);
  });

  test('may_end_without_an_empty_line', () => {
    expect(read('P:a\nV:1').packages).toMatchObject([{ name: 'a', version: '1' }]);
  });

  test('names_paragraphs_without_name_or_version_and_reads_their_neighbours', () => {
    const parsed = read('P:a\nA:x\n\nV:1\nA:x\n\nP:b\nV:2\n\n');
    expect(parsed.packages.map(({ name }) => name)).toEqual(['b']);
    expect(parsed.problems.map(({ code }) => code)).toEqual(['ENTRY_INCOMPLETE', 'ENTRY_INCOMPLETE']);
  });
});
