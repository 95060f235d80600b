import { rmSync } from 'node:fs';
import type { ExpressionCompiler } from '../query/node.ts';
import { Catalog } from './catalog.ts';
import type { CollectionInfo } from './collection.ts';
import { Reader } from './reader.ts';
import { Sqlite } from './sqlite.ts';
import { Writer } from './writer.ts';

export interface DatabaseOptions {
  readonly name: string;
  readonly path: string;
  /** NORMAL survives the end of the process; FULL also a power cut; OFF is for data nobody keeps. */
  readonly synchronous: 'OFF' | 'NORMAL' | 'FULL';
  readonly expression: ExpressionCompiler;
}

/** A snapshot connection, pinned at one commit. */
export interface Snapshot {
  readonly sqlite: Sqlite;
  readonly reader: Reader;
  /** The commit it sees. */
  readonly sequence: number;
  /** The catalog generation it sees. */
  readonly generation: number;
}

const IDLE_READERS = 4;

/** One database: one SQLite file, one writer, any number of snapshots. */
export class Database {
  readonly name: string;
  readonly catalog: Catalog;
  readonly reader: Reader;
  readonly writer: Writer;
  readonly sqlite: Sqlite;
  readonly #options: DatabaseOptions;
  readonly #idle: Sqlite[] = [];
  /** Documents changed since the oldest snapshot, by `collection:rid`, with the commit that did it. */
  readonly #changes = new Map<string, number>();
  readonly #snapshots = new Set<Snapshot>();
  #sequence = 0;
  #depth = 0;

  constructor(options: DatabaseOptions) {
    this.name = options.name;
    this.#options = options;
    this.sqlite = new Sqlite(options.path);
    this.sqlite.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.synchronous}; PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000;`,
    );
    this.catalog = new Catalog(this.sqlite, options.expression);
    this.reader = new Reader(this.sqlite);
    this.writer = new Writer(this.sqlite, this.catalog, options.name);
  }

  /** The number of the last commit. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Runs writes in one SQLite transaction: all of them are kept, or none. Inside another one it takes part. */
  write<T>(work: () => T): T {
    if (this.#depth > 0) return work();
    this.sqlite.exec('BEGIN IMMEDIATE');
    this.#depth = 1;
    this.catalog.begin();
    try {
      const result = work();
      this.sqlite.exec('COMMIT');
      this.#sequence += 1;
      return result;
    } catch (error) {
      // SQLite has rolled back by itself when the disk was full.
      if (this.sqlite.inTransaction) this.sqlite.exec('ROLLBACK');
      this.catalog.rollBack();
      throw error;
    } finally {
      this.#depth = 0;
    }
  }

  /** Notes a changed document for the snapshots that are open. */
  noteChange(info: CollectionInfo, rid: number): void {
    if (this.#snapshots.size > 0) this.#changes.set(`${info.id}:${rid}`, this.#sequence + 1);
  }

  /** True when the document was changed by a commit the snapshot does not see. */
  changedSince(snapshot: Snapshot, info: CollectionInfo, rid: number): boolean {
    return (this.#changes.get(`${info.id}:${rid}`) ?? 0) > snapshot.sequence;
  }

  openSnapshot(): Snapshot {
    const sqlite = this.#idle.pop() ?? this.#openReader();
    sqlite.exec('BEGIN');
    sqlite.get('SELECT count(*) FROM sqlite_schema');
    const snapshot = {
      sqlite,
      reader: new Reader(sqlite),
      sequence: this.#sequence,
      generation: this.catalog.generation,
    };
    this.#snapshots.add(snapshot);
    return snapshot;
  }

  #openReader(): Sqlite {
    const sqlite = new Sqlite(this.#options.path);
    sqlite.exec('PRAGMA query_only = 1; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -2000;');
    return sqlite;
  }

  closeSnapshot(snapshot: Snapshot): void {
    if (!this.#snapshots.delete(snapshot)) return;
    snapshot.sqlite.exec('ROLLBACK');
    if (this.#idle.length < IDLE_READERS) this.#idle.push(snapshot.sqlite);
    else snapshot.sqlite.close();
    if (this.#snapshots.size === 0) this.#changes.clear();
  }

  /** Bytes of the database file. */
  size(): number {
    const [pages, page] = ['page_count', 'page_size'].map((name) =>
      Number(this.sqlite.get(`PRAGMA ${name}`)?.[0] ?? 0),
    );
    return (pages ?? 0) * (page ?? 0);
  }

  close(): void {
    for (const snapshot of this.#snapshots) snapshot.sqlite.close();
    for (const sqlite of this.#idle) sqlite.close();
    this.#snapshots.clear();
    this.#idle.length = 0;
    this.sqlite.close();
  }

  /** Closes the database and removes its file. */
  destroy(): void {
    this.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${this.#options.path}${suffix}`, { force: true });
  }
}
