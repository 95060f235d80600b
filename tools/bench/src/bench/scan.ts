import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scanImage } from '@bulkhead/engine-scan';
import { openImage } from '@bulkhead/engine-source';
import { imageOf, ociLayoutOf } from '@bulkhead/testing';
import type { TestImage } from '@bulkhead/testing';
import { inPairs, measured } from '../pair.ts';
import type { Sample } from '../pair.ts';
import { temporaryFolder } from '../platform.ts';
import { medianWall, timesAsLong } from '../result.ts';
import type { Bench } from '../result.ts';

const PAIRS = 9;

/** What the layers are made of: what every Debian has, and what is there besides. */
const LAYERS = [
  ['etc/os-release', 'usr/lib/os-release', 'var/lib/dpkg'],
  ['usr/share/perl', 'usr/share/zoneinfo'],
  ['usr/lib/python3'],
];

export const scanBench: Bench = {
  name: 'scan',
  async run() {
    await using folder = await temporaryFolder();
    const image = imageOf({ layers: LAYERS.map(tarOfThisMachine), name: 'bench:latest' });
    const layout = join(folder.path, 'layout');
    for (const [name, bytes] of ociLayoutOf([image])) {
      mkdirSync(dirname(join(layout, name)), { recursive: true });
      writeFileSync(join(layout, name), bytes);
    }
    const blobs = image.layerDigests.map((digest) => join(layout, 'blobs', digest.replace(':', '/')));
    const scan = (): Promise<Sample> => measured(() => scanOnce(layout, image));
    await scan();
    const pairs = await inPairs(PAIRS, scan, () => listTars(blobs));
    const mebibytes = image.tars.reduce((sum, tar) => sum + tar.length, 0) / 2 ** 20;
    const rate = (wall: number): string => `${((mebibytes * 1000) / wall).toFixed(0)} MiB/s`;
    return [
      {
        name: 'scan',
        what: `the scan of an image of ${LAYERS.length} layers made of this machine's files (${mebibytes.toFixed(0)} MiB unpacked): blob digests and diff ids verified, packages read; in one process that is running`,
        yardstick: '`gzip -dc | tar t` of its layers, one after the other',
        ...timesAsLong(pairs),
        figures: `${rate(medianWall(pairs.products))}, ${rate(medianWall(pairs.yardsticks))}`,
      },
    ];
  },
};

function tarOfThisMachine(paths: readonly string[]): Buffer {
  const present = paths.filter((path) => existsSync(join('/', path)));
  return execFileSync('tar', ['--create', '--directory=/', '--ignore-failed-read', ...present], {
    maxBuffer: 2 ** 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function scanOnce(layout: string, image: TestImage): Promise<void> {
  await using source = await openImage(`oci:${layout}`);
  const report = await scanImage(source);
  const read = report.layers.map(({ diffId }) => diffId).join();
  if (read !== image.diffIds.join()) throw new Error(`other layers were read: ${read}`);
  if (report.components.length === 0) throw new Error('no package was found');
}

/** The shell says what its children took. */
async function listTars(blobs: readonly string[]): Promise<Sample> {
  const script =
    'set -e -o pipefail; TIMEFORMAT="%U %S"; time for blob in "$@"; do gzip -dc "$blob" | tar t > /dev/null; done';
  const began = performance.now();
  const child = spawn('bash', ['-c', script, 'bash', ...blobs], { stdio: ['ignore', 'ignore', 'pipe'] });
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`gzip and tar ended with ${code}: ${text}`);
  const seconds = text.trim().split('\n').at(-1)?.split(' ').map(Number) ?? [];
  return { wall: performance.now() - began, cpu: seconds.reduce((sum, one) => sum + one, 0) * 1000 };
}
