import { describe, expect, test } from '@jest/globals';
import type { PackageReader, ParsedDocument } from '../package/package.ts';
import { PYPI_INSTALLED_READER } from './metadata.ts';
import { PYPI_REQUIREMENTS_READER } from './requirements.ts';

function read(reader: PackageReader, text: string): ParsedDocument {
  return reader.parse(Buffer.from(text), 'x');
}

describe('the metadata of a distribution', () => {
  test('ends_at_the_first_empty_line', () => {
    const parsed = read(PYPI_INSTALLED_READER, 'Name: a\nVersion: 1\n\nName: evil\nVersion: 2\n');
    expect(parsed.packages).toMatchObject([{ name: 'a', version: '1' }]);
  });

  test.each([
    ['License-Expression: MIT OR Apache-2.0\nLicense: something', ['MIT OR Apache-2.0']],
    ['License: BSD', ['BSD']],
    ['License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License\nClassifier: Topic :: X', ['MIT License']],
    ['Classifier: License :: OSI Approved', []],
    ['', []],
  ])('states its licence as %j', (lines, licences) => {
    expect(read(PYPI_INSTALLED_READER, `Name: a\nVersion: 1\n${lines}\n`).packages[0]?.licences).toEqual(licences);
  });

  test('without_a_version_is_a_problem', () => {
    expect(read(PYPI_INSTALLED_READER, 'Name: a\n').problems).toMatchObject([{ code: 'ENTRY_INCOMPLETE' }]);
  });
});

describe('a requirements file', () => {
  test.each([
    ['a==1.0', 'a', '1.0'],
    ['a === 1.0  # why', 'a', '1.0'],
    ['a[x, y] >= 2 ; python_version < "3"', 'a', '2'],
    ['a ~= 1.1', 'a', '1.1'],
    ['a', 'a', ''],
    ['a != 3', 'a', ''],
    ['a >= 1, < 2', 'a', ''],
    ['a == 1.0 --hash=sha256:abc', 'a', '1.0'],
    ['a == \\\n 1.0', 'a', '1.0'],
  ])('asks with %j for %s %s', (line, name, version) => {
    expect(read(PYPI_REQUIREMENTS_READER, `${line}\n`).packages).toMatchObject([
      { name, version, evidence: 'lockfile' },
    ]);
  });

  test.each([
    '-r other.txt',
    '--index-url https://x',
    './local.whl',
    'https://x/y.tar.gz',
    'a @ https://x/y.zip',
    'a==${V}',
    '# a==1',
    '==1',
    'a b',
  ])('names no package with %j', (line) => {
    expect(read(PYPI_REQUIREMENTS_READER, `${line}\n`).packages).toEqual([]);
  });
});
