import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { parseEpss, parseKev } from './index.ts';

const data = process.env['BULKHEAD_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data');
const folder = join(data, 'vulndata');

if (existsSync(folder)) {
  describe('the signals of the test material', () => {
    test('the_whole_KEV_catalogue_is_read', () => {
      const bytes = gunzipSync(readFileSync(join(folder, 'kev/known_exploited_vulnerabilities.json.gz')));
      const { entries, problems } = parseKev(JSON.parse(bytes.toString()));
      process.stdout.write(`vulndata/kev: ${entries.size} entries\n`);
      expect({ entries: entries.size, problems }).toEqual({ entries: 1404, problems: [] });
    });

    test.each([
      ['epss/claircore-data.csv', true],
      ['epss/vulnerablecode/epss_scores-2025-x-x.csv', true],
      ['vunnel/epss/example-1.csv', true],
      ['vunnel/epss/invalid-header.csv', false],
      ['vunnel/epss/missing-date.csv', false],
    ])('%s_is_accepted_%s', (file, isAccepted) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const { scores, problems } = parseEpss(text);
      const rows = text.split('\n').filter((line) => line.startsWith('CVE-')).length;
      process.stdout.write(`vulndata/${file}: ${scores.size} of ${rows} rows\n`);
      expect({ scores: scores.size, isFine: problems.length === 0 }).toEqual({
        scores: isAccepted ? rows : 0,
        isFine: isAccepted,
      });
    });
  });
}
