import type { Plan } from '../plan/plan.ts';
import { planRows } from '../plan/rows.ts';
import type { ScanCount } from '../plan/rows.ts';
import { checkId } from './writer.ts';
import type { CollectionInfo, Row } from './collection.ts';
import type { Database } from './database.ts';
import { ServerError } from '../error.ts';
import { decodeFields, fieldNames } from '../value/decode.ts';

export interface RowRequest {
  readonly wanted: number;
  readonly count: ScanCount;
}

/** One collection as a command sees it: live, or inside a transaction. */
export interface View {
  /** Null when there is no such collection yet. */
  readonly info: CollectionInfo | null;
  readonly namespace: string;
  rows(plan: Plan, request: RowRequest): Iterable<Row>;
  /** Documents the view has beside those of `rows`; null when there are none. */
  staged(): readonly Row[] | null;
  /** The bytes a document has now, or null when it is gone. */
  current(rid: number): Buffer | null;
  insert(body: Buffer): void;
  replace(row: Row, body: Buffer): void;
  remove(row: Row): void;
  /** How many documents there are, without reading them; null when that has to be found out by reading. */
  fastCount(plan: Plan): number | null;
}

const ID_FIELD = fieldNames(['_id']);

/** Checks a document that came from a client and is going to be inserted. */
export function checkStored(body: Buffer): void {
  checkId(decodeFields(body, ID_FIELD));
}

/** The collection as of now; writes go to SQLite at once, inside the transaction the caller opened. */
export class LiveView implements View {
  readonly namespace: string;
  readonly #database: Database;
  readonly #name: string;

  constructor(database: Database, name: string) {
    this.#database = database;
    this.#name = name;
    this.namespace = `${database.name}.${name}`;
  }

  get info(): CollectionInfo | null {
    return this.#database.catalog.get(this.#name);
  }

  rows(plan: Plan, request: RowRequest): Iterable<Row> {
    const { info } = this;
    return info === null ? [] : planRows(plan, { reader: this.#database.reader, info, ...request });
  }

  staged(): null {
    return null;
  }

  current(rid: number): Buffer | null {
    return this.info === null ? null : this.#database.reader.get(this.info, rid);
  }

  insert(body: Buffer): void {
    checkStored(body);
    const info = this.info ?? this.#database.catalog.create(this.#name);
    this.#database.noteChange(info, this.#database.writer.insert(info, body));
  }

  replace(row: Row, body: Buffer): void {
    const info = this.#existing();
    this.#database.writer.replace(info, row, body);
    this.#database.noteChange(info, row.rid);
  }

  remove(row: Row): void {
    const info = this.#existing();
    this.#database.writer.remove(info, row);
    this.#database.noteChange(info, row.rid);
  }

  fastCount(plan: Plan): number | null {
    const { info } = this;
    if (info === null) return 0;
    return countByPlan(plan, { info, reader: this.#database.reader });
  }

  #existing(): CollectionInfo {
    const { info } = this;
    if (info === null) throw new ServerError('NamespaceNotFound', `ns not found: ${this.namespace}`);
    return info;
  }
}

/** Counts keys in SQLite when the plan is exact. */
export function countByPlan(plan: Plan, from: { info: CollectionInfo; reader: Database['reader'] }): number | null {
  if (plan.kind !== 'index' || !plan.exact) return null;
  return plan.ranges.reduce((sum, range) => sum + from.reader.countKeys(from.info, plan.index, range), 0);
}
