import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault } from '@bulkhead/core-base';
import type { MongoEngineFault } from '../fault.ts';

export const IN_MEMORY = ':memory:';
const LOCK_FILE = 'engine.lock';
const PREFIX = 'bulkhead-mongo-';
const NEW_FOR_MS = 60_000;
const MOST_ABANDONED = 100;

/** The folder of an engine's files, held so that no second engine opens it. */
export class DataDirectory implements Disposable {
  readonly path: string;
  readonly #temporary: boolean;
  readonly #lock: DatabaseSync;

  constructor(dataDir: string) {
    this.#temporary = dataDir === IN_MEMORY;
    this.path = this.#temporary ? temporaryFolder() : dataDir;
    if (!this.#temporary) mkdirSync(this.path, { recursive: true, mode: 0o700 });
    this.#lock = takeLock(this.path);
  }

  [Symbol.dispose](): void {
    this.#lock.close();
    if (this.#temporary) rmSync(this.path, { recursive: true, force: true });
  }
}

/** Memory-backed where the system has it; snapshots need real files. */
function temporaryFolder(): string {
  const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  try {
    removeAbandoned(base);
    return mkdtempSync(join(base, PREFIX));
  } catch {
    return mkdtempSync(join(tmpdir(), PREFIX));
  }
}

/** Folders of engines in memory whose process was killed: nobody holds their lock any more. */
function removeAbandoned(base: string): void {
  const names = readdirSync(base).filter((name) => name.startsWith(PREFIX));
  for (const name of names.slice(0, MOST_ABANDONED)) {
    const folder = join(base, name);
    const { uid, mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { uid: -1, mtimeMs: Date.now() };
    // A new folder may belong to an engine that has not taken its lock yet.
    if (uid !== process.getuid?.() || Date.now() - mtimeMs < NEW_FOR_MS || isHeld(folder)) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}

function isHeld(folder: string): boolean {
  try {
    takeLock(folder).close();
    return false;
  } catch {
    return true;
  }
}

/** An exclusive SQLite lock: the kernel lets go of it when the process ends, however it ends. */
function takeLock(folder: string): DatabaseSync {
  const lock = new DatabaseSync(join(folder, LOCK_FILE));
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS held (since TEXT);');
    return lock;
  } catch (error) {
    lock.close();
    const code: MongoEngineFault = 'ENGINE_DATA_IN_USE';
    throw new Fault('conflict', code, `another engine holds the data directory ${folder}`, {
      cause: error,
      advice: 'Stop the other process, or choose another data directory.',
    });
  }
}
