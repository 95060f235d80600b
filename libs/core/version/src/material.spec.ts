import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SCHEME_NAMES, compareNevra, gemSatisfies, npmSatisfies, pypiSatisfies, versionScheme } from './index.ts';

const folder = join(
  process.env['BULKHEAD_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data'),
  'versions',
);

function rowsOf(file: string): string[][] {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n').slice(1);
  return lines.filter((line) => line !== '').map((line) => line.split('\t'));
}

function signOf(operator: string): number {
  if (operator === '=') return 0;
  return operator === '<' ? -1 : 1;
}

if (existsSync(folder)) {
  describe('the rows of the test material', () => {
    const present = SCHEME_NAMES.filter((name) => existsSync(join(folder, `${name}.tsv`)));

    test.each(present)('%s_versions_come_out_in_the_order_their_own_tool_gives_them', (name) => {
      const scheme = versionScheme(name);
      const rows = rowsOf(`${name}.tsv`);
      const wrong = rows.filter(([a = '', operator = '', b = '']) => {
        const sign = signOf(operator);
        return scheme.compare(a, b) !== sign || scheme.compare(b, a) + sign !== 0;
      });
      process.stdout.write(`versions/${name}.tsv: ${rows.length} rows, ${wrong.length} wrong\n`);
      expect(wrong).toEqual([]);
    });

    test.each([
      ['npm-range.tsv', npmSatisfies],
      ['pypi-specifier.tsv', pypiSatisfies],
      ['gem-requirement.tsv', gemSatisfies],
    ])('%s_is_answered_as_the_ecosystem_answers_it', (file, satisfies) => {
      const rows = rowsOf(file);
      const wrong = rows.filter(
        ([range = '', version = '', answer]) => (satisfies(range, version) ?? false) !== (answer === 'in'),
      );
      process.stdout.write(`versions/${file}: ${rows.length} rows, ${wrong.length} wrong\n`);
      expect(wrong).toEqual([]);
    });

    test('npm_says_which_texts_are_versions', () => {
      const rows = rowsOf('npm-validity.tsv');
      const wrong = rows.filter(([text = '', answer]) => versionScheme('npm').isValid(text) !== (answer === 'valid'));
      process.stdout.write(`versions/npm-validity.tsv: ${rows.length} rows, ${wrong.length} wrong\n`);
      expect(wrong).toEqual([]);
    });

    test('whole_rpm_names_come_out_in_order', () => {
      const rows = rowsOf('rpm-nevra.tsv');
      const wrong = rows.filter(([a = '', operator = '', b = '']) => compareNevra(a, b) !== signOf(operator));
      process.stdout.write(`versions/rpm-nevra.tsv: ${rows.length} rows, ${wrong.length} wrong\n`);
      expect(wrong).toEqual([]);
    });
  });
}
