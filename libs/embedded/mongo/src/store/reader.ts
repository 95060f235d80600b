import type { SQLInputValue } from 'node:sqlite';
import type { CollectionInfo, IndexInfo, Row } from './collection.ts';
import { blob } from './sqlite.ts';
import type { Sqlite, SqlRow } from './sqlite.ts';

/** A half-open range of index keys: `low` is in, `high` is out; null is open. */
export interface KeyRange {
  readonly low: Buffer | null;
  readonly high: Buffer | null;
}

export interface IndexRow extends Row {
  readonly key: Buffer;
}

export interface ScanStep<After> {
  /** Where the step before ended. */
  readonly after: After | null;
  readonly reverse: boolean;
  readonly limit: number;
}

function toRow(row: SqlRow): Row {
  return { rid: Number(row[0]), body: blob(row[1]) };
}

function toIndexRow(row: SqlRow): IndexRow {
  return { rid: Number(row[0]), body: blob(row[1]), key: blob(row[2]) };
}

interface Source {
  readonly from: string;
  readonly key: string;
  readonly rid: string;
  readonly unique: boolean;
}

function sourceOf(info: CollectionInfo, index: IndexInfo): Source {
  if (index.id === 0) return { from: `${info.table} d`, key: 'd.id', rid: 'd.rid', unique: true };
  const from = `${index.table} x CROSS JOIN ${info.table} d ON d.rid = x.rid`;
  return { from, key: 'x.key', rid: 'x.rid', unique: index.unique };
}

/** Reads of one connection: the live one, or a snapshot. Every call is one finished statement; nothing stays open. */
export class Reader {
  readonly #sqlite: Sqlite;

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
  }

  get(info: CollectionInfo, rid: number): Buffer | null {
    const row = this.#sqlite.get(`SELECT body FROM ${info.table} WHERE rid = ?`, rid);
    return row === undefined ? null : blob(row[0]);
  }

  /** The one document with this whole key in a unique index. */
  getByKey(info: CollectionInfo, index: IndexInfo, key: Buffer): Row | null {
    const table = index.id === 0 ? info.table : index.table;
    const statement = this.#sqlite.hot('getByKey', table, () => {
      const { from, key: column } = sourceOf(info, index);
      return `SELECT d.rid, d.body FROM ${from} WHERE ${column} = ?`;
    });
    const row = statement.get(key) as unknown as SqlRow | undefined;
    return row === undefined ? null : toRow(row);
  }

  /** The place of the document with this key in a unique index, without its body. */
  ridByKey(info: CollectionInfo, index: IndexInfo, key: Buffer): number | null {
    const [table, column] = index.id === 0 ? [info.table, 'id'] : [index.table, 'key'];
    const row = this.#sqlite.get(`SELECT rid FROM ${table} WHERE ${column} = ?`, key);
    return row === undefined ? null : Number(row[0]);
  }

  scanTable(info: CollectionInfo, step: ScanStep<number>): Row[] {
    const { after, reverse, limit } = step;
    const where = after === null ? '' : `WHERE rid ${reverse ? '<' : '>'} ?`;
    const sql = `SELECT rid, body FROM ${info.table} ${where} ORDER BY rid ${reverse ? 'DESC' : 'ASC'} LIMIT ?`;
    const values = after === null ? [limit] : [after, limit];
    return this.#sqlite.all(sql, ...values).map(toRow);
  }

  scanIndex(
    info: CollectionInfo,
    index: IndexInfo,
    step: ScanStep<{ key: Buffer; rid: number }> & { readonly range: KeyRange },
  ): IndexRow[] {
    const { from, key, rid, unique } = sourceOf(info, index);
    const { conditions, values } = rangeConditions(key, step.range);
    if (step.after !== null) {
      const sign = step.reverse ? '<' : '>';
      conditions.push(unique ? `${key} ${sign} ?` : `(${key}, ${rid}) ${sign} (?, ?)`);
      values.push(step.after.key);
      if (!unique) values.push(step.after.rid);
    }
    const direction = step.reverse ? 'DESC' : 'ASC';
    const order = unique ? `${key} ${direction}` : `${key} ${direction}, ${rid} ${direction}`;
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const sql = `SELECT d.rid, d.body, ${key} FROM ${from} ${where} ORDER BY ${order} LIMIT ?`;
    return this.#sqlite.all(sql, ...values, step.limit).map(toIndexRow);
  }

  /** How many keys lie in a range, counted in SQLite without touching a document. */
  countKeys(info: CollectionInfo, index: IndexInfo, range: KeyRange): number {
    const [table, column] = index.id === 0 ? [info.table, 'id'] : [index.table, 'key'];
    const { conditions, values } = rangeConditions(column, range);
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    return Number(this.#sqlite.get(`SELECT count(*) FROM ${table} ${where}`, ...values)?.[0] ?? 0);
  }

  count(info: CollectionInfo): number {
    return Number(this.#sqlite.get(`SELECT count(*) FROM ${info.table}`)?.[0] ?? 0);
  }
}

function rangeConditions(column: string, range: KeyRange): { conditions: string[]; values: SQLInputValue[] } {
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  if (range.low !== null) {
    conditions.push(`${column} >= ?`);
    values.push(range.low);
  }
  if (range.high !== null) {
    conditions.push(`${column} < ?`);
    values.push(range.high);
  }
  return { conditions, values };
}
