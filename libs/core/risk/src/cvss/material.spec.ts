import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { parseCvss, printCvss, scoreCvss } from './cvss.ts';

const data = process.env['BULKHEAD_TEST_DATA'] ?? join(import.meta.dirname, '../../../../../../shared/data');
const folder = join(data, 'vulndata/cvss');

function linesOf(file: string): string[] {
  const bytes = readFileSync(join(folder, file));
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  return text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

function ran(file: string, count: number): void {
  process.stdout.write(`cvss/${file}: ${count} vectors\n`);
}

function scoresOf(vector: string): (number | undefined)[] {
  const parsed = parseCvss(vector);
  if (parsed === undefined) return [];
  const { base, temporal, environmental } = scoreCvss(parsed);
  return [base, temporal, environmental];
}

if (existsSync(folder)) {
  describe('the CVSS vectors of the test material', () => {
    test.each(['vectors_simple2', 'vectors_simple3.gz', 'vectors_simple31.gz'])('%s_are_scored_as_stated', (name) => {
      const lines = linesOf(`redhat-cvss/${name}`);
      const wrong = lines.filter((line) => {
        const [, vector = '', scores = ''] = /^(\S+) - \((.*)\)$/.exec(line) ?? [];
        const [base, ...others] = scores.split(', ').map((score) => (score === 'None' ? undefined : Number(score) + 0));
        const computed = scoresOf(vector);
        return (
          computed[0] !== base ||
          others.some((score, index) => score !== undefined && score !== (computed[index + 1] ?? base))
        );
      });
      ran(name, lines.length);
      expect(wrong).toEqual([]);
    });

    test('version_4_is_scored_as_stated', () => {
      const lines = linesOf('redhat-cvss/vectors_simple4.gz');
      const wrong = lines.filter((line) => {
        const [, vector = '', score = ''] = /^(\S+) - \(([\d.]+),\)$/.exec(line) ?? [];
        const parsed = parseCvss(vector);
        return parsed === undefined || scoreCvss(parsed).overall !== Number(score);
      });
      ran('vectors_simple4', lines.length);
      expect(wrong).toEqual([]);
    });

    test.each(['v2_score.list', 'v31_score.list'])('%s_gives_the_most_specific_score', (name) => {
      const lines = linesOf(`claircore/${name}`);
      const wrong = lines.filter((line) => {
        const [vector = '', score = ''] = line.split(/\s+/);
        const parsed = parseCvss(vector);
        return parsed === undefined || scoreCvss(parsed).overall !== Number(score);
      });
      ran(name, lines.length);
      expect(wrong).toEqual([]);
    });

    test.each(['v2_roundtrip.list', 'v3_roundtrip.list', 'v4_roundtrip.list'])('%s_prints_as_it_was_read', (name) => {
      const vectors = linesOf(`claircore/${name}`).map((line) => line.split(/\s+/)[0] ?? '');
      ran(name, vectors.length);
      const printed = vectors.map((vector) => {
        const parsed = parseCvss(vector);
        return parsed === undefined ? undefined : printCvss(parsed);
      });
      expect(printed).toEqual(vectors);
    });

    test('v2_error_list_is_refused_but_for_the_lines_marked_OK', () => {
      const lines = linesOf('claircore/v2_error.list');
      ran('v2_error.list', lines.length);
      const wrong = lines.filter((line) => {
        const [vector = ''] = line.split(' ');
        return (parseCvss(vector) !== undefined) !== line.includes('#OK');
      });
      expect(wrong).toEqual([]);
    });
  });
}
