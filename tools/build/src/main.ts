// Builds every package: TypeScript in src becomes JavaScript in dist, file by file, and the data beside it is copied.
// Types are checked by `npm run check:types`; splitting the two keeps `npm start` on a fresh clone at a few seconds.
import { once } from 'node:events';
import { cpSync, existsSync, globSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job } from './transpile.ts';

const ROOT = join(import.meta.dirname, '../../..');
const PACKAGES = [
  'libs/core/*',
  'libs/engine/*',
  'libs/contracts',
  'libs/platform/*',
  'libs/embedded/*',
  'libs/testing',
  'services/*',
  'clients/*',
  'tools/stack',
];
const COPIED = new Set(['.graphql', '.json', '.yaml', '.html', '.css', '.js', '.txt', '.tsv']);

/** From so many files on a second thread is worth its start: it has to load the compiler too. */
const WORTH_A_THREAD = 100;

function isShipped(path: string): boolean {
  return !/\.(?:spec|suite|e2e)\.ts$|\/__fixtures__\//.test(path);
}

function isStale(source: string, target: string): boolean {
  return !existsSync(target) || statSync(source).mtimeMs > statSync(target).mtimeMs;
}

/** Copies what is copied, removes what is left over, and says what is to be transpiled. */
function preparePackage(folder: string): { readonly jobs: readonly Job[]; readonly copied: number } {
  const source = join(folder, 'src');
  const wanted = new Set<string>();
  const jobs: Job[] = [];
  let copied = 0;
  for (const name of globSync('**/*', { cwd: source })) {
    const from = join(source, name);
    if (!isShipped(from) || !statSync(from).isFile()) continue;
    const isTypeScript = extname(name) === '.ts';
    if (!isTypeScript && !COPIED.has(extname(name))) continue;
    const to = join(folder, 'dist', isTypeScript ? name.replace(/\.ts$/, '.js') : name);
    wanted.add(to);
    if (!isStale(from, to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    if (isTypeScript) jobs.push({ source: from, target: to });
    else cpSync(from, to);
    copied += isTypeScript ? 0 : 1;
  }
  removeLeftovers(join(folder, 'dist'), wanted);
  return { jobs, copied };
}

/** The compiler is loaded only when there is something for it: a start with nothing to build does not wait for it. */
async function transpileAll(jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return;
  const half = jobs.length < WORTH_A_THREAD ? 0 : Math.floor(jobs.length / 2);
  const other = half === 0 ? undefined : inThread(jobs.slice(0, half));
  // The other half's failure is looked at below, also when this half fails first.
  other?.catch(() => undefined);
  const { transpile } = await import('./transpile.ts');
  transpile(jobs.slice(half), ROOT);
  await other;
}

async function inThread(jobs: readonly Job[]): Promise<void> {
  const worker = new Worker(new URL('./transpile.worker.ts', import.meta.url), { workerData: { jobs, root: ROOT } });
  await once(worker, 'exit');
}

/** A file that was deleted in src must not live on in dist. */
function removeLeftovers(dist: string, wanted: ReadonlySet<string>): void {
  if (!existsSync(dist)) return;
  for (const name of globSync('**/*', { cwd: dist })) {
    const path = join(dist, name);
    if (statSync(path).isFile() && !wanted.has(path.replace(/\.map$/, ''))) rmSync(path);
  }
}

async function main(): Promise<void> {
  const started = performance.now();
  const folders = PACKAGES.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).sort();
  const prepared = folders.map((folder) => preparePackage(join(ROOT, folder)));
  const jobs = prepared.flatMap((one) => one.jobs);
  await transpileAll(jobs);
  const written = jobs.length + prepared.reduce((sum, { copied }) => sum + copied, 0);
  console.log(`built ${written} files of ${folders.length} packages in ${Math.round(performance.now() - started)} ms`);
}

await main();
