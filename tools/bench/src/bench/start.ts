import { join } from 'node:path';
import { inPairs } from '../pair.ts';
import type { Sample } from '../pair.ts';
import { ROOT, runNode, startCommand, startPlatform, temporaryFolder } from '../platform.ts';
import { medianWall, timesAsLong } from '../result.ts';
import type { Bench } from '../result.ts';

const PAIRS = 9;

/** What the start imports: the program, and what it imports while it starts. */
const IMPORTS = `await import('file://${join(ROOT, 'tools/stack/dist/stack.js')}'); await import('@apollo/gateway'); process.exit(0)`;

export const startBench: Bench = {
  name: 'start',
  async run() {
    await startOnce();
    const pairs = await inPairs(PAIRS, startOnce, importOnce);
    return [
      {
        name: 'start',
        what: 'process start to /health/ready 200, an empty data directory, already built; the check that nothing is to be built included',
        yardstick: 'a process that imports the same modules and exits',
        goal: { relation: '<=', value: 3, unit: 'x' },
        ...timesAsLong(pairs),
        figures: `${(medianWall(pairs.products) / 1000).toFixed(2)} s ready, ${(medianWall(pairs.yardsticks) / 1000).toFixed(2)} s imports`,
      },
    ];
  },
};

async function startOnce(): Promise<Sample> {
  await using folder = await temporaryFolder();
  await using platform = await startPlatform(join(folder.path, 'data'));
  return platform.ready;
}

function importOnce(): Promise<Sample> {
  return runNode([...startCommand().options, '--input-type=module', '--eval', IMPORTS]);
}
