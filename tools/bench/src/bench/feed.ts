import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadFeed } from '@bulkhead/engine-feed';
import { inPairs, measured } from '../pair.ts';
import { ROOT, temporaryFolder } from '../platform.ts';
import { medianWall, timesAsLong } from '../result.ts';
import type { Bench } from '../result.ts';

const PAIRS = 9;
const DOCUMENTS = 5000;
const ADVISORIES = join(ROOT, 'e2e/fixtures/advisories');

export const feedBench: Bench = {
  name: 'feed',
  async run() {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'feed.jsonl');
    writeFileSync(file, documents().join('\n'));
    const pairs = await inPairs(
      PAIRS,
      () =>
        measured(async () => {
          const { summary } = await loadFeed(file);
          if (summary.advisories !== DOCUMENTS) throw new Error(`${summary.advisories} advisories were read`);
        }),
      () =>
        measured(() => {
          const read = readFileSync(file, 'utf8')
            .split('\n')
            .map((line) => JSON.parse(line) as unknown);
          if (read.length !== DOCUMENTS) throw new Error(`${read.length} documents were parsed`);
        }),
    );
    const rate = (wall: number): string => `${(DOCUMENTS / wall).toFixed(0)}k/s`;
    return [
      {
        name: 'feed',
        what: `${DOCUMENTS.toLocaleString('en')} OSV documents (ours, with other ids) read from JSON Lines, checked, digested and indexed for matching`,
        yardstick: 'reading the file and JSON.parse of every line',
        ...timesAsLong(pairs),
        figures: `${rate(medianWall(pairs.products))}, ${rate(medianWall(pairs.yardsticks))} documents`,
      },
    ];
  },
};

function documents(): readonly string[] {
  const own = readdirSync(ADVISORIES)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(ADVISORIES, name), 'utf8')) as { id: string });
  return Array.from({ length: DOCUMENTS }, (_, at) => {
    const advisory = own[at % own.length];
    return JSON.stringify({ ...advisory, id: `${advisory?.id}-${at}` });
  });
}
