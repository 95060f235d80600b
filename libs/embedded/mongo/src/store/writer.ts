import { ServerError } from '../error.ts';
import { decodeDocument, decodeFields } from '../value/decode.ts';
import type { Doc } from '../value/document.ts';
import { documentKeys } from '../value/index-key.ts';
import type { DocumentKeys } from '../value/index-key.ts';
import { encodeId } from '../value/key.ts';
import type { Catalog } from './catalog.ts';
import { ID_INDEX } from './collection.ts';
import type { CollectionInfo, IndexInfo, Row } from './collection.ts';
import { duplicateKey } from './duplicate-key.ts';
import { isConstraint } from './sqlite.ts';
import type { Sqlite } from './sqlite.ts';

const NO_KEYS: DocumentKeys = { keys: [], multikey: false, absent: true };

/** The keys of a document in one index: none when the index is sparse or partial and does not hold it. */
export function keysIn(index: IndexInfo, doc: Doc): DocumentKeys {
  if (index.partial !== null && !index.partial.test(doc)) return NO_KEYS;
  const keys = documentKeys(doc, index.fields);
  return index.sparse && keys.absent ? NO_KEYS : keys;
}

const UPDATE_BODY = (table: string) => `UPDATE ${table} SET body = ? WHERE rid = ?`;

interface Entry {
  readonly index: IndexInfo;
  readonly key: Buffer;
}

/** Writes of one database, with its indexes. Runs inside a SQLite transaction that the caller opened. */
export class Writer {
  readonly #sqlite: Sqlite;
  readonly #catalog: Catalog;
  readonly #database: string;

  constructor(sqlite: Sqlite, catalog: Catalog, database: string) {
    this.#sqlite = sqlite;
    this.#catalog = catalog;
    this.#database = database;
  }

  namespace(info: CollectionInfo): string {
    return `${this.#database}.${info.name}`;
  }

  /** Stores a new document; throws DuplicateKey and leaves nothing behind. Returns its place. */
  insert(info: CollectionInfo, body: Buffer): number {
    const doc = decodeFields(body, info.indexedFields);
    const entries = this.#entries(info, doc);
    const rid = this.#insertBody(info, body, doc);
    try {
      this.#addEntries(info, entries, { rid, body });
    } catch (error) {
      this.#sqlite.run(`DELETE FROM ${info.table} WHERE rid = ?`, rid);
      throw error;
    }
    return rid;
  }

  #insertBody(info: CollectionInfo, body: Buffer, doc: Doc): number {
    try {
      const insert = this.#sqlite.hot(
        'insertBody',
        info.table,
        (table) => `INSERT INTO ${table} (id, body) VALUES (?, ?)`,
      );
      return Number(insert.run(encodeId(doc['_id']), body).lastInsertRowid);
    } catch (error) {
      if (!isConstraint(error)) throw error;
      throw duplicateKey(this.namespace(info), ID_INDEX, { doc, key: null });
    }
  }

  /** Replaces a document's bytes (same `_id`); throws DuplicateKey and leaves the old one. */
  replace(info: CollectionInfo, old: Row, body: Buffer): void {
    if (info.indexes.length > 0) {
      const before = decodeFields(old.body, info.indexedFields);
      const after = decodeFields(body, info.indexedFields);
      const { added, removed } = difference(this.#entries(info, before), this.#entries(info, after));
      this.#addEntries(info, added, { rid: old.rid, body });
      this.#removeEntries(removed, old.rid);
    }
    this.#sqlite.hot('updateBody', info.table, UPDATE_BODY).run(body, old.rid);
  }

  remove(info: CollectionInfo, old: Row): void {
    this.removeKeys(info, old);
    this.removeBody(info, old.rid);
  }

  /** Deletes a document whose keys were removed before. */
  removeBody(info: CollectionInfo, rid: number): void {
    this.#sqlite.run(`DELETE FROM ${info.table} WHERE rid = ?`, rid);
  }

  /** Takes a document out of every secondary index; it is going to be removed, or its keys added again. */
  removeKeys(info: CollectionInfo, old: Row): void {
    if (info.indexes.length === 0) return;
    this.#removeEntries(this.#entries(info, decodeFields(old.body, info.indexedFields)), old.rid);
  }

  /** Writes new bytes of a document whose keys were removed before. */
  restore(info: CollectionInfo, row: Row): void {
    this.#addEntries(info, this.#entries(info, decodeFields(row.body, info.indexedFields)), row);
    this.#sqlite.hot('updateBody', info.table, UPDATE_BODY).run(row.body, row.rid);
  }

  /** Adds one document to a new index. */
  addToIndex(info: CollectionInfo, index: IndexInfo, row: Row): void {
    const doc = decodeFields(row.body, info.indexedFields);
    const found = keysIn(index, doc);
    if (found.multikey && !index.multikey) this.#markMultikey(info, index);
    this.#addEntries(
      info,
      found.keys.map((key) => ({ index, key })),
      row,
    );
  }

  #entries(info: CollectionInfo, doc: Doc): Entry[] {
    const entries: Entry[] = [];
    for (const index of info.indexes) {
      const found = keysIn(index, doc);
      if (found.multikey && !index.multikey) this.#markMultikey(info, index);
      for (const key of found.keys) entries.push({ index, key });
    }
    return entries;
  }

  #markMultikey(info: CollectionInfo, index: IndexInfo): void {
    const current = this.#catalog.get(info.name);
    const known = current?.indexes.find((other) => other.id === index.id);
    if (current !== null && current !== undefined && known?.multikey === false)
      this.#catalog.markMultikey(current, index.id);
  }

  #addEntries(info: CollectionInfo, entries: readonly Entry[], row: Row): void {
    for (const [at, entry] of entries.entries()) {
      try {
        const { table } = entry.index;
        this.#sqlite
          .hot('insertKey', table, (name) => `INSERT INTO ${name} (key, rid) VALUES (?, ?)`)
          .run(entry.key, row.rid);
      } catch (error) {
        this.#removeEntries(entries.slice(0, at), row.rid);
        if (!isConstraint(error)) throw error;
        throw duplicateKey(this.namespace(info), entry.index, { doc: decodeDocument(row.body), key: entry.key });
      }
    }
  }

  #removeEntries(entries: readonly Entry[], rid: number): void {
    for (const { index, key } of entries) {
      // In a unique index the key alone names the row; naming the place too keeps another document's entry safe.
      this.#sqlite
        .hot('deleteKey', index.table, (table) => `DELETE FROM ${table} WHERE key = ? AND rid = ?`)
        .run(key, rid);
    }
  }
}

function entryName({ index, key }: Entry): string {
  return `${index.id}:${key.toString('latin1')}`;
}

function difference(before: readonly Entry[], after: readonly Entry[]): { added: Entry[]; removed: Entry[] } {
  if (before.length === after.length && before.every((entry, at) => sameEntry(entry, after[at]))) {
    return { added: [], removed: [] };
  }
  const had = new Set(before.map(entryName));
  const has = new Set(after.map(entryName));
  return {
    added: after.filter((entry) => !had.has(entryName(entry))),
    removed: before.filter((entry) => !has.has(entryName(entry))),
  };
}

function sameEntry(left: Entry, right: Entry | undefined): boolean {
  return right !== undefined && left.index.id === right.index.id && left.key.equals(right.key);
}

/** Refuses what cannot be a stored `_id`. */
export function checkId(doc: Doc): void {
  const id = doc['_id'];
  if (id instanceof RegExp || Array.isArray(id) || (id as { _bsontype?: string } | null)?._bsontype === 'BSONRegExp') {
    throw new ServerError('InvalidIdField', "The '_id' value cannot be of type array or regex");
  }
}
