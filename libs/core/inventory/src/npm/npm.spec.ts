import { describe, expect, test } from '@jest/globals';
import type { PackageReader, ParsedDocument } from '../package/package.ts';
import { NPM_INSTALLED_READER } from './installed.ts';
import { NPM_LOCK_READER } from './package-lock.ts';

function read(reader: PackageReader, text: string): ParsedDocument {
  return reader.parse(Buffer.from(text), 'node_modules/a/package.json');
}

describe('npm', () => {
  test('reads_every_form_in_which_a_licence_was_ever_written', () => {
    const licences = (manifest: object): unknown =>
      read(NPM_INSTALLED_READER, JSON.stringify({ name: 'a', version: '1.0.0', ...manifest })).packages[0]?.licences;
    expect(licences({ license: 'MIT' })).toEqual(['MIT']);
    expect(licences({ license: { type: 'ISC' } })).toEqual(['ISC']);
    expect(licences({ licenses: [{ type: 'MIT' }, 'Apache-2.0'] })).toEqual(['MIT', 'Apache-2.0']);
    expect(licences({ license: 7 })).toEqual([]);
  });

  test('walks_a_lockfile_as_deep_as_anybody_nests_it', () => {
    const depth = 50_000;
    const opening = '{"dependencies":{"a":{"version":"1.0.0","dependencies":';
    const text = `${opening.replace('{', '{"lockfileVersion":1,')}${'{"a":{"version":"1.0.0","dependencies":'.repeat(depth)}{}${'}}'.repeat(depth)}}}}`;
    expect(read(NPM_LOCK_READER, text).packages.length).toBe(depth + 1);
  });

  test('tells_what_is_for_development_optional_or_bundled_and_what_is_the_project_itself', () => {
    const packages = {
      '': { name: 'app', version: '1.0.0' },
      'packages/lib': { name: 'lib', version: '1.0.0' },
      'node_modules/lib': { resolved: 'packages/lib', link: true },
      'node_modules/a': { version: '1.0.0', dev: true, license: 'MIT' },
      'node_modules/@s/b': { version: '2.0.0', devOptional: true },
      'node_modules/@s/b/node_modules/c': { version: '3.0.0', inBundle: true },
      'node_modules/alias': { name: 'real', version: '4.0.0' },
      'node_modules/git': { version: '5.0.0', resolved: 'git+ssh://git@github.com/x/y.git#abc' },
    };
    const parsed = read(NPM_LOCK_READER, JSON.stringify({ lockfileVersion: 3, packages }));
    expect(parsed.packages.map(({ name, version, groups }) => [name, version, groups])).toEqual([
      ['a', '1.0.0', ['dev']],
      ['@s/b', '2.0.0', ['dev', 'optional']],
      ['c', '3.0.0', ['bundled']],
      ['real', '4.0.0', undefined],
      ['git', '', undefined],
    ]);
    expect(parsed.packages[0]?.licences).toEqual(['MIT']);
  });

  test('takes_an_extension_of_an_editor_for_no_package', () => {
    const manifest = { name: 'grunt', version: '1.0.0', engines: { vscode: '*' } };
    expect(read(NPM_INSTALLED_READER, JSON.stringify(manifest))).toEqual({ packages: [], problems: [] });
  });

  test('names_what_cannot_be_read', () => {
    expect(read(NPM_INSTALLED_READER, '[]').problems).toMatchObject([{ code: 'DOCUMENT_UNREADABLE' }]);
    expect(read(NPM_INSTALLED_READER, '{"name":"a"}').problems).toMatchObject([{ code: 'ENTRY_INCOMPLETE' }]);
    expect(read(NPM_LOCK_READER, 'null').problems).toMatchObject([{ code: 'DOCUMENT_UNREADABLE' }]);
  });
});
