import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readFile, readdir, rm, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault, messageOf } from '@bulkhead/core-base';

export type DataDirectoryFault = 'DATA_DIRECTORY_UNUSABLE' | 'DATA_DIRECTORY_HELD' | 'DATA_DIRECTORY_VERSION';

/** Where an installation keeps its files unless BULKHEAD_DATA_DIR says otherwise. */
export const DEFAULT_DATA_DIR = '.bulkhead';

/** The layout of the folder. A later version brings a migration from each one before it. */
const VERSION = 1;

/** The folder an installation keeps its files in, held by this process. */
export interface DataDirectory extends AsyncDisposable {
  readonly path: string;
  readonly mongo: string;
  readonly kafka: string;
  readonly blobs: string;
  /** Whether anything was in it before. */
  readonly isNew: boolean;
}

/**
 * Takes hold of a data directory, making it with mode 0700 when it is not there. Faults: DATA_DIRECTORY_HELD (conflict)
 * names the process that has it, DATA_DIRECTORY_VERSION (invalid) says it was written by another version.
 */
export async function holdDataDirectory(folder: string): Promise<DataDirectory> {
  const path = resolve(folder);
  const isNew = !existsSync(join(path, 'version'));
  await makeFolder(path, isNew);
  const lock = join(path, 'lock');
  await takeLock(lock);
  try {
    await checkVersion(join(path, 'version'));
  } catch (error) {
    await unlink(lock);
    throw error;
  }
  return {
    path,
    mongo: join(path, 'mongo'),
    kafka: join(path, 'kafka'),
    blobs: join(path, 'blobs'),
    isNew,
    async [Symbol.asyncDispose]() {
      await rm(lock, { force: true });
    },
  };
}

/** Ours, or new, or empty: the mode of somebody else's folder is not ours to change. */
async function makeFolder(path: string, isNew: boolean): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const inside = isNew ? await readdir(path) : [];
    if (inside.some((name) => name !== 'lock')) throw new Error('it holds files that are not ours');
    await chmod(path, 0o700);
  } catch (cause) {
    throw new Fault<DataDirectoryFault>(
      'invalid',
      'DATA_DIRECTORY_UNUSABLE',
      `${path} cannot be the data directory: ${messageOf(cause)}`,
      {
        cause,
        advice: 'name a folder that is new or empty: BULKHEAD_DATA_DIR',
      },
    );
  }
}

/** The process that holds a data directory, or undefined. A lock whose process is gone counts as none. */
export async function holderOf(folder: string): Promise<number | undefined> {
  const text = await readFile(join(resolve(folder), 'lock'), 'utf8').catch(() => '');
  const [pid = '', started = ''] = text.trim().split(' ');
  if (!/^\d+$/.test(pid)) return undefined;
  return (await startOf(Number(pid))) === started ? Number(pid) : undefined;
}

async function takeLock(lock: string): Promise<void> {
  const mine = `${process.pid} ${await startOf(process.pid)}\n`;
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      await using handle = await open(lock, 'wx', 0o600);
      await handle.writeFile(mine);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(join(lock, '..'));
    if (holder !== undefined) throw held(join(lock, '..'), holder);
    await rm(lock, { force: true });
  }
  throw held(join(lock, '..'), 0);
}

/** When a process started, so that a recycled pid is not taken for the holder; `gone` when it is not there. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat !== undefined) return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'running';
  try {
    process.kill(pid, 0);
    return 'running';
  } catch {
    return 'gone';
  }
}

async function checkVersion(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text === '') {
    await writeFile(file, `${VERSION}\n`, { mode: 0o600 });
    return;
  }
  if (Number(text.trim()) === VERSION) return;
  throw new Fault<DataDirectoryFault>(
    'invalid',
    'DATA_DIRECTORY_VERSION',
    `the data directory has layout ${text.trim()}, this version reads ${VERSION}`,
    {
      advice: 'start the version that wrote it, or use another folder: BULKHEAD_DATA_DIR',
    },
  );
}

function held(path: string, pid: number): Fault<DataDirectoryFault> {
  return new Fault('conflict', 'DATA_DIRECTORY_HELD', `${resolve(path)} is in use by process ${pid}`, {
    details: { pid },
    advice: `stop it (kill ${pid}), or use another folder: BULKHEAD_DATA_DIR`,
  });
}
