import { randomBytes } from 'node:crypto';
import { Fault } from '@bulkhead/core-base';
import { ServerError } from '../error.ts';
import type { MongoEngineFault } from '../fault.ts';
import { LIMITS } from '../limit.ts';
import type { ExpressionCompiler } from '../query/node.ts';
import { decodeDocument, fieldNames } from '../value/decode.ts';
import { encodeDocument } from '../value/encode.ts';
import type { CollectionInfo, IndexInfo } from './collection.ts';
import { parseIndexSpec } from './index-spec.ts';
import { blob } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

/** Version of the layout of one database file; a file with a later one is refused. */
export const LAYOUT_VERSION = 1;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS collection (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, uuid BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS index_spec (id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec BLOB NOT NULL, multikey INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS session (id BLOB PRIMARY KEY, txn INTEGER NOT NULL, reply BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
PRAGMA user_version = ${LAYOUT_VERSION};
`;

function withIndexes(
  base: Pick<CollectionInfo, 'id' | 'name' | 'uuid' | 'generation'>,
  indexes: readonly IndexInfo[],
): CollectionInfo {
  const looked = indexes.flatMap((index) => [
    ...index.fields.map((field) => field.segments[0] ?? ''),
    ...(index.partial?.fields ?? []),
  ]);
  return { ...base, indexes, table: `doc_${base.id}`, indexedFields: fieldNames(['_id', ...looked]) };
}

/** The collections and indexes of one database: the tables that say so, and the same in memory. */
export class Catalog {
  readonly #sqlite: Sqlite;
  readonly #expression: ExpressionCompiler;
  #collections = new Map<string, CollectionInfo>();
  #generation = 0;
  #changed = false;

  constructor(sqlite: Sqlite, expression: ExpressionCompiler) {
    this.#sqlite = sqlite;
    this.#expression = expression;
    const version = Number(sqlite.get('PRAGMA user_version')?.[0] ?? 0);
    if (version > LAYOUT_VERSION) {
      const code: MongoEngineFault = 'ENGINE_DATA_NEWER';
      throw new Fault(
        'invalid',
        code,
        `a database file has layout ${version}; this engine knows up to ${LAYOUT_VERSION}`,
        {
          advice: 'Start a newer release, or choose another data directory.',
        },
      );
    }
    if (version < LAYOUT_VERSION) sqlite.exec(SCHEMA);
    this.reload();
  }

  /** Reads everything again from the file: after opening, and after a rolled back change. */
  reload(): void {
    this.#collections = new Map();
    for (const [id, name, uuid] of this.#sqlite.all('SELECT id, name, uuid FROM collection ORDER BY id')) {
      const base = { id: Number(id), name: String(name), uuid: blob(uuid), generation: this.#next() };
      this.#collections.set(base.name, withIndexes(base, this.#loadIndexes(base.id)));
    }
  }

  #loadIndexes(collection: number): IndexInfo[] {
    const rows = this.#sqlite.all(
      'SELECT id, spec, multikey FROM index_spec WHERE collection = ? ORDER BY id',
      collection,
    );
    return rows.map(([id, spec, multikey]) => ({
      ...parseIndexSpec(decodeDocument(blob(spec)), this.#expression),
      id: Number(id),
      table: `ix_${Number(id)}`,
      multikey: multikey === 1,
    }));
  }

  #next(): number {
    this.#generation += 1;
    return this.#generation;
  }

  /** From here on changes are one transaction's. */
  begin(): void {
    this.#changed = false;
  }

  /** The transaction was rolled back: what it changed in memory is read again. */
  rollBack(): void {
    if (this.#changed) this.reload();
  }

  /** Grows with every change of any collection or index. */
  get generation(): number {
    return this.#generation;
  }

  get(name: string): CollectionInfo | null {
    return this.#collections.get(name) ?? null;
  }

  list(): CollectionInfo[] {
    return [...this.#collections.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  create(name: string): CollectionInfo {
    this.#changed = true;
    const uuid = randomBytes(16);
    const id = this.#sqlite.run('INSERT INTO collection (name, uuid) VALUES (?, ?)', name, uuid);
    this.#sqlite.exec(
      `CREATE TABLE doc_${id} (rid INTEGER PRIMARY KEY, id BLOB NOT NULL, body BLOB NOT NULL);
       CREATE UNIQUE INDEX doc_${id}_id ON doc_${id} (id);`,
    );
    const info = withIndexes({ id, name, uuid, generation: this.#next() }, []);
    this.#collections.set(name, info);
    return info;
  }

  drop(info: CollectionInfo): void {
    this.#changed = true;
    for (const index of info.indexes) this.#dropTable(index.table);
    this.#dropTable(info.table);
    this.#sqlite.run('DELETE FROM index_spec WHERE collection = ?', info.id);
    this.#sqlite.run('DELETE FROM collection WHERE id = ?', info.id);
    this.#collections.delete(info.name);
  }

  #dropTable(table: string): void {
    this.#sqlite.forget(table);
    this.#sqlite.exec(`DROP TABLE ${table}`);
  }

  rename(info: CollectionInfo, to: string): void {
    this.#changed = true;
    this.#sqlite.run('UPDATE collection SET name = ? WHERE id = ?', to, info.id);
    this.#collections.delete(info.name);
    this.#collections.set(to, { ...info, name: to, generation: this.#next() });
  }

  /** Adds an index without its rows; the caller fills it. */
  addIndex(info: CollectionInfo, parsed: Omit<IndexInfo, 'id' | 'table' | 'multikey'>): IndexInfo {
    if (info.indexes.length + 1 >= LIMITS.indexesPerCollection) {
      throw new ServerError('CannotCreateIndex', `add index fails, too many indexes for ${info.name}`);
    }
    const spec = encodeDocument(parsed.spec);
    const id = this.#sqlite.run('INSERT INTO index_spec (collection, spec) VALUES (?, ?)', info.id, spec);
    const primary = parsed.unique ? 'key' : 'key, rid';
    this.#sqlite.exec(
      `CREATE TABLE ix_${id} (key BLOB NOT NULL, rid INTEGER NOT NULL, PRIMARY KEY (${primary})) WITHOUT ROWID`,
    );
    const index: IndexInfo = { ...parsed, id, table: `ix_${id}`, multikey: false };
    this.#replace(info, [...info.indexes, index]);
    return index;
  }

  dropIndex(info: CollectionInfo, index: IndexInfo): CollectionInfo {
    this.#dropTable(index.table);
    this.#sqlite.run('DELETE FROM index_spec WHERE id = ?', index.id);
    return this.#replace(
      info,
      info.indexes.filter((other) => other.id !== index.id),
    );
  }

  markMultikey(info: CollectionInfo, indexId: number): CollectionInfo {
    this.#sqlite.run('UPDATE index_spec SET multikey = 1 WHERE id = ?', indexId);
    return this.#replace(
      info,
      info.indexes.map((index) => (index.id === indexId ? { ...index, multikey: true } : index)),
      info.generation,
    );
  }

  setExpiry(info: CollectionInfo, index: IndexInfo, seconds: number): CollectionInfo {
    const spec = { ...index.spec, expireAfterSeconds: seconds };
    this.#sqlite.run('UPDATE index_spec SET spec = ? WHERE id = ?', encodeDocument(spec), index.id);
    return this.#replace(
      info,
      info.indexes.map((other) => (other.id === index.id ? { ...other, spec, expireAfterSeconds: seconds } : other)),
    );
  }

  #replace(info: CollectionInfo, indexes: readonly IndexInfo[], generation = this.#next()): CollectionInfo {
    this.#changed = true;
    const { id, name, uuid } = info;
    const next = withIndexes({ id, name, uuid, generation }, indexes);
    this.#collections.set(name, next);
    return next;
  }
}
