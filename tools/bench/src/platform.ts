// The product as a process: what `npm start` runs, with its flags.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sample } from './pair.ts';

export const ROOT = join(import.meta.dirname, '../../..');
const TICKS_PER_SECOND = 100;
const PATIENCE_MS = 180_000;

/** A folder that goes away with its block. */
export async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'bulkhead-bench-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** The words after `node` in the `start` script of package.json: node options, then the program. */
export function startCommand(): { readonly options: readonly string[]; readonly program: string } {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const words = scripts.start.split(' ').slice(1);
  return { options: words.slice(0, -1), program: join(ROOT, words.at(-1) ?? '') };
}

export interface PlatformProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly url: string;
  /** From the start of the process until /health/ready said 200. */
  readonly ready: Sample;
  /** The first admin token. */
  token(): Promise<string>;
}

/** Starts the platform as `npm start` does and waits until it says it is ready. */
export async function startPlatform(
  dataDir: string,
  { options = [], words = [] }: { readonly options?: readonly string[]; readonly words?: readonly string[] } = {},
): Promise<PlatformProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const command = startCommand();
  const env = {
    ...process.env,
    BULKHEAD_PORT: String(port),
    BULKHEAD_DATA_DIR: dataDir,
    BULKHEAD_GATEWAY_RATE_PER_MINUTE: '0',
  };
  const began = performance.now();
  const child = spawn(process.execPath, [...command.options, ...options, command.program, ...words], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the platform ended with ${child.exitCode}`);
    if (performance.now() - began > PATIENCE_MS) throw new Error('the platform does not get ready');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const ready = { wall: performance.now() - began, cpu: await cpuOf(child.pid ?? 0) };
  return {
    child,
    url,
    ready,
    token: async () => (await readFile(join(dataDir, 'admin.token'), 'utf8')).trim(),
    [Symbol.asyncDispose]: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined;
      // Its data is thrown away: nothing has to be finished.
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs Node to its end, with its processor time as the process itself saw it. */
export async function runNode(words: readonly string[]): Promise<Sample> {
  const atExit = "process.on('exit', () => process.send?.(process.cpuUsage()))";
  const began = performance.now();
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(atExit)}`, ...words], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.once('spawn', () => child.channel?.unref());
  let cpu = 0;
  child.on('message', ({ user, system }: NodeJS.CpuUsage) => {
    cpu = (user + system) / 1000;
  });
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`node ${words.join(' ')} ended with ${code}`);
  return { wall: performance.now() - began, cpu };
}

/** Memory of a process as the kernel counts it, in MiB. */
export async function residentOf(pid: number): Promise<{ readonly now: number; readonly peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const mebibytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: mebibytes('VmRSS'), peak: mebibytes('VmHWM') };
}

/** Processor time of a process, its threads and its ended children so far. */
async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return (ticks * 1000) / TICKS_PER_SECOND;
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/health/ready`);
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
