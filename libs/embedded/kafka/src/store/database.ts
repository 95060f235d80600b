import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Fault, messageOf } from '@bulkhead/core-base';
import type { KafkaEngineFault } from '../fault.ts';
import { SCHEMA, SCHEMA_VERSION, prepareDatabase } from './schema.ts';

/** The file all topics of one engine live in, below its data folder. */
export const DATABASE_FILE = 'kafka.db';
const LOCK_FILE = 'kafka.lock';

export interface OpenDatabase extends Disposable {
  readonly db: DatabaseSync;
}

/**
 * Opens `kafka.db` in `dataDir`, or a database in memory, and makes its tables. A lock file beside it says that an
 * engine is using it; the kernel lets go of it when the process dies, however it dies.
 *
 * @throws Fault ENGINE_DATA_IN_USE, ENGINE_DATA_UNREADABLE
 */
export function openDatabase(dataDir: string): OpenDatabase {
  if (dataDir === ':memory:') return opened(openFile(':memory:'), undefined);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    // SQLite gives its journals the mode of the file they belong to.
    for (const file of [DATABASE_FILE, LOCK_FILE]) closeSync(openSync(join(dataDir, file), 'a', 0o600));
  } catch (error) {
    throw unreadable(dataDir, error);
  }
  const lock = holdLock(dataDir);
  try {
    return opened(openFile(join(dataDir, DATABASE_FILE)), lock);
  } catch (error) {
    lock.close();
    throw error;
  }
}

function opened(db: DatabaseSync, lock: DatabaseSync | undefined): OpenDatabase {
  return {
    db,
    [Symbol.dispose]() {
      db.close();
      lock?.close();
    },
  };
}

function holdLock(dataDir: string): DatabaseSync {
  try {
    const lock = new DatabaseSync(join(dataDir, LOCK_FILE));
    lock.exec('PRAGMA journal_mode = DELETE; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;');
    return lock;
  } catch (error) {
    if (!/locked|busy/i.test(messageOf(error))) throw unreadable(dataDir, error);
    throw new Fault<KafkaEngineFault>('conflict', 'ENGINE_DATA_IN_USE', `another Kafka engine uses ${dataDir}`, {
      cause: error,
      advice: 'Stop the other process or give this one another data directory.',
    });
  }
}

function openFile(path: string): DatabaseSync {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path);
    const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (version > SCHEMA_VERSION) throw new Error(`written by a newer engine (schema ${version})`);
    prepareDatabase(db);
    db.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`);
    return db;
  } catch (error) {
    db?.close();
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): Fault<KafkaEngineFault> {
  return new Fault('unavailable', 'ENGINE_DATA_UNREADABLE', `cannot use ${path}: ${messageOf(error)}`, {
    cause: error,
    advice: 'Check the folder, its permissions and the free disk space, or reset the data directory.',
  });
}
