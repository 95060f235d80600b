import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BLAST_RADIUS, demandWhole } from '../blast-radius.ts';
import { ROOT, residentOf, startCommand, startPlatform, temporaryFolder } from '../platform.ts';
import type { PlatformProcess } from '../platform.ts';
import type { Bench } from '../result.ts';

const RUNS = 2;
const QUERIES = 200;
const PROBE = join(import.meta.dirname, '../collect-garbage.ts');

export const memoryBench: Bench = {
  name: 'memory',
  async run() {
    const seen: Resident[] = [];
    for (let run = 0; run < RUNS; run += 1) seen.push(await measureOnce());
    const highest = Math.max(...seen.map(({ peak }) => peak));
    const before = Math.max(...seen.map((one) => one.before));
    return [
      {
        name: 'memory',
        what: `resident memory of the whole platform in one process: demo data, the scan of this machine's packages pushed, the blast radius asked ${QUERIES} times, then a forced garbage collection (${RUNS} runs)`,
        yardstick: `none; node options of \`npm start\`: ${startCommand().options.join(' ') || 'none'}`,
        goal: { relation: '<=', value: 400, unit: 'MiB' },
        unit: 'MiB',
        values: seen.map(({ after }) => after),
        cpu: [],
        figures: `before the collection at most ${before.toFixed(0)} MiB, peak ${highest.toFixed(0)} MiB`,
      },
    ];
  },
};

interface Resident {
  readonly before: number;
  readonly after: number;
  readonly peak: number;
}

async function measureOnce(): Promise<Resident> {
  await using folder = await temporaryFolder();
  await using platform = await startPlatform(join(folder.path, 'data'), {
    options: ['--expose-gc', '--import', PROBE],
    words: ['--no-build', '--demo'],
  });
  await scanThisMachine(platform, join(folder.path, 'data'));
  await untilWhole(platform);
  for (let at = 0; at < QUERIES; at += 1) {
    if (!demandWhole(await ask(platform))) throw new Error('the answer is not whole');
  }
  const pid = platform.child.pid ?? 0;
  const before = await residentOf(pid);
  platform.child.send('collect garbage');
  await once(platform.child, 'message');
  const after = await residentOf(pid);
  process.stderr.write('.');
  return { before: before.now, after: after.now, peak: after.peak };
}

/** As a user would: the command line scans the root filesystem and pushes the report. */
async function scanThisMachine({ url }: PlatformProcess, dataDir: string): Promise<void> {
  const words = [join(ROOT, 'clients/cli/bin/bulkhead.js'), 'scan', 'dir:/', '--push', '--quiet', '--json'];
  const env = { ...process.env, BULKHEAD_URL: url, BULKHEAD_DATA_DIR: dataDir };
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'], env });
  const [code] = (await once(child, 'exit')) as [number];
  // 3: nothing could be judged, for no advisories were given.
  if (code !== 0 && code !== 3) throw new Error(`the scan ended with ${code}`);
}

async function untilWhole(platform: PlatformProcess): Promise<void> {
  const end = performance.now() + 120_000;
  while (!demandWhole(await ask(platform))) {
    if (performance.now() > end) throw new Error('the blast radius does not get whole');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function ask(platform: PlatformProcess): Promise<unknown> {
  const headers = { authorization: `Bearer ${await platform.token()}`, 'content-type': 'application/json' };
  const response = await fetch(`${platform.url}/graphql`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query: BLAST_RADIUS }),
  });
  return response.json();
}
