import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inPairs } from '../pair.ts';
import type { Sample } from '../pair.ts';
import { ROOT, runNode, temporaryFolder } from '../platform.ts';
import { medianWall, timesAsLong } from '../result.ts';
import type { Bench } from '../result.ts';

const PAIRS = 3;

export const buildBench: Bench = {
  name: 'build',
  async run() {
    const pairs = await inPairs(PAIRS, cleanBuild, () =>
      runNode(['--input-type=module', '--eval', "await import('typescript')"]),
    );
    return [
      {
        name: 'build',
        what: `a clean \`npm run build:compile\`: every package, no dist there before, in a copy of the sources (${PAIRS} pairs)`,
        yardstick: 'a process that imports the compiler and exits',
        ...timesAsLong(pairs),
        figures: `${(medianWall(pairs.products) / 1000).toFixed(1)} s, ${(medianWall(pairs.yardsticks) / 1000).toFixed(2)} s`,
      },
    ];
  },
};

/** Beside the checkout, so that nobody who uses it at this moment loses their build. */
async function cleanBuild(): Promise<Sample> {
  await using folder = await temporaryFolder();
  const files = execFileSync('git', ['ls-files', '-z', 'libs', 'services', 'clients', 'tools', 'tsconfig.base.json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(folder.path, file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder.path, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder.path, 'node_modules'));
  return await runNode([join(folder.path, 'tools/build/src/main.ts')]);
}
