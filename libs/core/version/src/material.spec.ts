import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SCHEME_NAMES, versionScheme } from './index.ts';

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
  });
}
