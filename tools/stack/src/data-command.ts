import { cp, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Fault } from '@bulkhead/core-base';
import { holdDataDirectory, holderOf } from './data-directory.ts';

export type DataCommandFault = 'DATA_DIRECTORY_IN_USE' | 'BACKUP_EXISTS' | 'BACKUP_MISSING' | 'DATA_DIRECTORY_MISSING';

/** What belongs to a run and not to the data. */
const OF_A_RUN = new Set(['lock', 'run']);

/** Copies a data directory that nobody uses to a folder that is not there yet. */
export async function backup(dataDir: string, target: string): Promise<string> {
  await demandUnused(dataDir);
  if (!(await isThere(join(dataDir, 'version')))) throw missing(dataDir);
  const to = resolve(target);
  if (await isThere(to)) {
    throw new Fault<DataCommandFault>('conflict', 'BACKUP_EXISTS', `${to} is there already`, {
      advice: 'name a new folder',
    });
  }
  // Written beside and renamed: a backup is whole or not there.
  const beside = `${to}.part`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true, mode: 0o700 });
  for (const name of await readdir(dataDir)) {
    if (!OF_A_RUN.has(name)) await cp(join(dataDir, name), join(beside, name), { recursive: true });
  }
  await rename(beside, to);
  return to;
}

/** Puts a backup in the place of a data directory; what was there is kept beside it until the copy is whole. */
export async function restore(dataDir: string, source: string): Promise<string> {
  await demandUnused(dataDir);
  const from = resolve(source);
  if (!(await isThere(join(from, 'version')))) {
    throw new Fault<DataCommandFault>('not-found', 'BACKUP_MISSING', `${from} is no backup`);
  }
  const to = resolve(dataDir);
  const fresh = `${to}.part`;
  await rm(fresh, { recursive: true, force: true });
  await cp(from, fresh, { recursive: true });
  if (await isThere(to)) await rename(to, `${to}.before-restore`);
  await rename(fresh, to);
  await rm(`${to}.before-restore`, { recursive: true, force: true });
  return to;
}

/** Takes everything away. */
export async function reset(dataDir: string): Promise<string> {
  await demandUnused(dataDir);
  const path = resolve(dataDir);
  if (!(await isThere(join(path, 'version')))) throw missing(path);
  // Held while it goes, so that no start slips in between.
  await using directory = await holdDataDirectory(path);
  await rm(directory.path, { recursive: true, force: true });
  return path;
}

async function demandUnused(dataDir: string): Promise<void> {
  const pid = await holderOf(dataDir);
  if (pid === undefined) return;
  throw new Fault<DataCommandFault>(
    'conflict',
    'DATA_DIRECTORY_IN_USE',
    `${resolve(dataDir)} is in use by process ${pid}`,
    {
      advice: `stop it first: kill ${pid}`,
    },
  );
}

function missing(dataDir: string): Fault<DataCommandFault> {
  return new Fault('not-found', 'DATA_DIRECTORY_MISSING', `${resolve(dataDir)} is no data directory`);
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
