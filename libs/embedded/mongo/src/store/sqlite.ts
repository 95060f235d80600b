import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';

export type SqlRow = readonly (string | number | bigint | Uint8Array | null)[];

/** One SQLite connection with its statements kept; rows are arrays. */
export class Sqlite {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #hot = new Map<string, Map<string, StatementSync>>();

  constructor(path: string) {
    this.#database = new DatabaseSync(path);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  get inTransaction(): boolean {
    return this.#database.isTransaction;
  }

  statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    this.#statements.set(sql, statement);
    return statement;
  }

  /**
   * A statement that is run very often, by what it does and on which table: found without building its text, and
   * without hashing it.
   */
  hot(kind: string, table: string, text: (table: string) => string): StatementSync {
    const known = this.#hot.get(kind)?.get(table);
    if (known !== undefined) return known;
    const statement = this.statement(text(table));
    const byTable = this.#hot.get(kind) ?? new Map<string, StatementSync>();
    this.#hot.set(kind, byTable.set(table, statement));
    return statement;
  }

  get(sql: string, ...values: SQLInputValue[]): SqlRow | undefined {
    return this.statement(sql).get(...values) as unknown as SqlRow | undefined;
  }

  all(sql: string, ...values: SQLInputValue[]): SqlRow[] {
    return this.statement(sql).all(...values) as unknown as SqlRow[];
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.statement(sql).run(...values).lastInsertRowid);
  }

  /** Forgets statements that name a table which is gone. */
  forget(table: string): void {
    for (const sql of this.#statements.keys()) if (sql.includes(table)) this.#statements.delete(sql);
    for (const byTable of this.#hot.values()) byTable.delete(table);
  }

  close(): void {
    this.#statements.clear();
    this.#hot.clear();
    this.#database.close();
  }
}

/** A blob as a Buffer over the same memory. */
export function blob(value: SqlRow[number] | undefined): Buffer {
  if (!(value instanceof Uint8Array)) return Buffer.alloc(0);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

const CONSTRAINT = 19;

/** True when SQLite refused a row because of a key that is there already. */
export function isConstraint(error: unknown): boolean {
  const code: unknown = error instanceof Error ? (error as { errcode?: unknown }).errcode : undefined;
  return typeof code === 'number' && (code & 0xff) === CONSTRAINT;
}
