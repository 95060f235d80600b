import { hostname } from 'node:os';
import { computedId, messageOf, systemClock } from '@bulkhead/core-base';
import { withLimits } from '@bulkhead/engine-source';
import type { FileTree, TreeFile } from '@bulkhead/engine-source';
import { interestIn } from './interest.ts';
import { analyseFile } from './layer/file-analysis.ts';
import type { FileAnalysis } from './layer/file-analysis.ts';
import { ANALYSER } from './layer/layer-analysis.ts';
import { composeInventory } from './report/merge.ts';
import type { ScanProblem } from './report/problem.ts';
import type { ScanReport, ScanSubject } from './report/report.ts';
import type { ScanOptions } from './scan-options.ts';

const MAX_PROBLEMS = 1000;

/**
 * Reads a root filesystem and says what is installed on it. It stays on one filesystem, follows no link, and passes over
 * what it may not read, naming it.
 *
 * @throws Fault ARCHIVE_TOO_MANY_ENTRIES, SOURCE_ABORTED
 */
export async function scanDirectory(tree: FileTree, options: ScanOptions = {}): Promise<ScanReport> {
  const clock = options.clock ?? systemClock;
  const startedAt = clock.now().toISOString();
  const { files, problems, bytesRead } = await analyseFiles(tree, options);
  const versions = files.map((file) => ({ path: file.path, versions: [{ layer: 0, file }] }));
  const inventory = composeInventory(versions, []);
  return {
    schema: 'bulkhead/scan-report/v1',
    subject: await treeSubject(tree),
    analyser: ANALYSER,
    distribution: inventory.distribution,
    layers: [],
    components: inventory.components,
    problems: [...problems, ...inventory.problems],
    coverage: inventory.coverage,
    bytesRead,
    startedAt,
    finishedAt: clock.now().toISOString(),
  };
}

interface Analysed {
  readonly files: FileAnalysis[];
  readonly problems: ScanProblem[];
  readonly bytesRead: number;
}

async function analyseFiles(tree: FileTree, options: ScanOptions): Promise<Analysed> {
  const files: FileAnalysis[] = [];
  const problems: ScanProblem[] = [];
  let bytesRead = 0;
  const report = (path: string, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code: 'FILE_UNREADABLE', message, path });
  };
  const walk = tree.walk({
    maxEntries: options.limits?.maxEntries ?? MAX_TREE_ENTRIES,
    wants: (path) => interestIn(path) !== undefined,
    onProblem: ({ path, message }) => report(path, message),
    onEntries: (done) => options.onProgress?.({ done, unit: 'entries' }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  for await (const file of walk) {
    const analysis = await analyse(file, report);
    if (analysis === undefined) continue;
    bytesRead += analysis.bytes;
    files.push(analysis.file);
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), problems, bytesRead };
}

// A whole machine holds more than an image: this one has half a million.
const MAX_TREE_ENTRIES = 20 * withLimits(undefined).maxEntries;

async function analyse(
  file: TreeFile,
  report: (path: string, message: string) => void,
): Promise<{ file: FileAnalysis; bytes: number } | undefined> {
  const interest = interestIn(file.path);
  if (interest === undefined) return undefined;
  try {
    const { bytes, isWhole } = await file.read(interest.maxBytes);
    return { file: analyseFile({ path: file.path, bytes, isWhole }, interest), bytes: bytes.length };
  } catch (error) {
    report(file.path, messageOf(error));
    return undefined;
  }
}

/** machine-id(5) names the machine; without it the name of the machine we are on does, if it is its root. */
async function treeSubject(tree: FileTree): Promise<ScanSubject> {
  const { root } = tree;
  const machineId = await readSmall(tree, 'etc/machine-id');
  const ownName = root === '/' ? hostname() : await readSmall(tree, 'etc/hostname');
  if (/^[0-9a-f]{32}$/.test(machineId)) {
    return { kind: 'host', id: computedId('host', machineId), name: ownName || machineId, root };
  }
  if (root === '/') return { kind: 'host', id: computedId('host', ownName), name: ownName, root };
  return { kind: 'filesystem', id: computedId('fs', root), name: ownName || root, root };
}

async function readSmall(tree: FileTree, path: string): Promise<string> {
  try {
    const file = await tree.find(path);
    return (await file?.read(4096))?.bytes.toString('utf8').trim() ?? '';
  } catch {
    return '';
  }
}
