import { MatchIndex } from '@bulkhead/core-advisory';
import { parsePlatform, parseSourceSpec } from '@bulkhead/core-image';
import { readFeed, snapshotId } from '@bulkhead/engine-feed';
import { scanDirectory, scanImage } from '@bulkhead/engine-scan';
import type { ScanProgress, ScanReport } from '@bulkhead/engine-scan';
import { openFileTree, openImage } from '@bulkhead/engine-source';
import { processEnvironment } from '@bulkhead/platform-config';
import { basename } from 'node:path';
import { usage } from '../arguments.ts';
import type { Progress } from '../terminal/progress.ts';
import { matchReport } from './match-report.ts';
import type { ScanResult } from './scan-result.ts';

export interface ScanWish {
  readonly source: string;
  /** Feeds: folders, files, archives. Later ones add to earlier ones. */
  readonly advisories: readonly string[];
  readonly platform?: string | undefined;
  readonly insecureRegistries?: readonly string[];
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Scans a source here, with no server, and holds what it finds against the given feeds. Faults of the engines pass through. */
export async function runScan(wish: ScanWish): Promise<ScanResult> {
  const report = await readSource(wish);
  const { index, snapshots, parked } = await readFeeds(wish);
  const { findings, unknown, verdict } = matchReport(report, index);
  return {
    schema: 'bulkhead/scan-result/v1',
    verdict,
    feed: {
      snapshots,
      advisories: index.size,
      parked,
      ecosystems: index.holdings().map(({ ecosystem, advisories }) => ({ ecosystem, advisories })),
    },
    findings: [...findings],
    unknown,
    report,
  };
}

async function readSource({
  source,
  platform,
  insecureRegistries = [],
  signal,
  progress,
}: ScanWish): Promise<ScanReport> {
  const spec = parseSourceSpec(source);
  const onProgress = (state: ScanProgress): void => progress.show(stepOf(state), state.done, state.total);
  if (spec.kind === 'dir') return scanDirectory(await openFileTree(spec.path), { signal, onProgress });
  if (spec.kind !== 'registry' && spec.kind !== 'oci' && spec.kind !== 'docker-archive') {
    throw usage(
      `sources of kind "${spec.kind}" are not read yet; use a registry reference, oci:, docker-archive: or dir:`,
    );
  }
  progress.show(`opening ${source}`);
  await using image = await openImage(spec, {
    signal,
    registry: { insecure: insecureRegistries, proxy: proxySettings() },
    ...(platform === undefined ? {} : { platform: parsePlatform(platform) }),
  });
  return await scanImage(image, { signal, onProgress });
}

function stepOf({ layer, unit }: ScanProgress): string {
  if (layer === undefined) return unit === 'entries' ? 'reading files' : 'reading';
  return `layer ${layer.index + 1} of ${layer.of}${layer.isCached ? ' (known)' : ''}`;
}

async function readFeeds({
  advisories,
  signal,
  progress,
}: ScanWish): Promise<{ index: MatchIndex; snapshots: string[]; parked: number }> {
  const index = new MatchIndex();
  const snapshots: string[] = [];
  let parked = 0;
  for (const path of advisories) {
    const reading = readFeed(path, {
      signal,
      onProgress: ({ documents, bytes, totalBytes }) =>
        progress.show(`reading advisories (${documents})`, bytes, totalBytes),
    });
    for await (const item of reading) if (item.kind === 'advisory') index.add(item.advisory);
    const summary = reading.summary();
    snapshots.push(snapshotId(basename(path), summary.digest));
    parked += summary.parked;
  }
  return { index, snapshots, parked };
}

function proxySettings(): Readonly<Partial<Record<'HTTP_PROXY' | 'HTTPS_PROXY' | 'NO_PROXY', string>>> {
  const environment = processEnvironment();
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;
  const set = names.flatMap((name) => {
    const value = environment[name] ?? environment[name.toLowerCase()];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(set);
}
