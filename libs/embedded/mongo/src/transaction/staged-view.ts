import { ServerError, transient } from '../error.ts';
import { LIMITS } from '../limit.ts';
import type { Plan } from '../plan/plan.ts';
import { planRows } from '../plan/rows.ts';
import { ID_INDEX } from '../store/collection.ts';
import type { CollectionInfo, IndexInfo, Row } from '../store/collection.ts';
import type { Database, Snapshot } from '../store/database.ts';
import { duplicateKey } from '../store/duplicate-key.ts';
import { checkStored, countByPlan } from '../store/view.ts';
import type { RowRequest, View } from '../store/view.ts';
import { keysIn } from '../store/writer.ts';
import { decodeDocument, decodeFields, fieldNames } from '../value/decode.ts';
import { encodeId } from '../value/key.ts';
import type { Locks } from './locks.ts';

const ID_FIELD = fieldNames(['_id']);

/** One document a transaction wrote: its bytes at the snapshot, and what they become (null for gone). */
export interface Staged {
  readonly rid: number;
  readonly base: Buffer | null;
  readonly body: Buffer | null;
}

export interface StagedContext {
  readonly database: Database;
  readonly snapshot: Snapshot;
  readonly locks: Locks;
  readonly owner: object;
  /** Adds to the bytes the whole transaction holds; throws when they are too many. */
  readonly spend: (bytes: number) => void;
}

export function writeConflict(): ServerError {
  return transient(
    'WriteConflict',
    'Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.',
  );
}

interface UniqueKey {
  readonly index: IndexInfo;
  readonly key: Buffer;
  readonly name: string;
}

/** A collection inside a transaction: the snapshot, with the transaction's own writes laid over it. */
export class StagedView implements View {
  readonly info: CollectionInfo | null;
  readonly namespace: string;
  readonly name: string;
  readonly #context: StagedContext;
  readonly #writes = new Map<number, Staged>();
  readonly #keys = new Map<string, number>();
  #nextRid = -1;

  constructor(context: StagedContext, name: string) {
    this.#context = context;
    this.name = name;
    this.namespace = `${context.database.name}.${name}`;
    this.info = context.database.catalog.get(name);
    if (this.info !== null && this.info.generation > context.snapshot.generation) {
      throw transient('SnapshotUnavailable', `${this.namespace} was made or changed after the transaction began`);
    }
  }

  get writes(): readonly Staged[] {
    return [...this.#writes.values()];
  }

  *rows(plan: Plan, request: RowRequest): Iterable<Row> {
    if (this.info === null) return;
    const before = new Set(this.#writes.keys());
    for (const row of planRows(plan, { reader: this.#context.snapshot.reader, info: this.info, ...request })) {
      const write = this.#writes.get(row.rid);
      // What was written before the scan began comes from `staged`; what was written since is seen as it is now.
      if (write === undefined) yield row;
      else if (!before.has(row.rid) && write.body !== null) yield { rid: row.rid, body: write.body };
    }
  }

  staged(): readonly Row[] | null {
    if (this.#writes.size === 0) return null;
    return this.writes.flatMap((write) => (write.body === null ? [] : [{ rid: write.rid, body: write.body }]));
  }

  current(rid: number): Buffer | null {
    const write = this.#writes.get(rid);
    if (write !== undefined) return write.body;
    return this.info === null ? null : this.#context.snapshot.reader.get(this.info, rid);
  }

  insert(body: Buffer): void {
    checkStored(body);
    const rid = this.#nextRid;
    this.#claimKeys(rid, body);
    this.#nextRid -= 1;
    this.#stage({ rid, base: null, body: Buffer.from(body) });
  }

  replace(row: Row, body: Buffer): void {
    const base = this.#claimRow(row);
    this.#claimKeys(row.rid, body);
    this.#stage({ rid: row.rid, base, body: Buffer.from(body) });
  }

  remove(row: Row): void {
    const base = this.#claimRow(row);
    this.#releaseKeys(row.rid);
    if (base === null) this.#writes.delete(row.rid);
    else this.#stage({ rid: row.rid, base, body: null });
  }

  fastCount(plan: Plan): number | null {
    if (this.info === null && this.#writes.size === 0) return 0;
    if (this.info === null || this.#writes.size > 0) return null;
    return countByPlan(plan, { info: this.info, reader: this.#context.snapshot.reader });
  }

  #stage(write: Staged): void {
    this.#context.spend((write.body?.length ?? 0) + (write.base?.length ?? 0));
    if (this.#writes.size > LIMITS.maxWriteBatchSize) {
      throw new ServerError('TransactionTooLarge', 'the transaction writes too many documents');
    }
    this.#writes.set(write.rid, write);
  }

  /** Takes a document of the snapshot for writing; its bytes there, or null when the transaction inserted it. */
  #claimRow(row: Row): Buffer | null {
    const known = this.#writes.get(row.rid);
    if (known !== undefined) return known.base;
    const { database, snapshot, locks, owner } = this.#context;
    if (this.info === null) throw writeConflict();
    if (database.changedSince(snapshot, this.info, row.rid)) throw writeConflict();
    if (!locks.take(`${database.name}:${this.info.id}:${row.rid}`, owner)) throw writeConflict();
    return row.body;
  }

  #uniqueKeys(body: Buffer): UniqueKey[] {
    const found: UniqueKey[] = [];
    const idKey = encodeId(decodeFields(body, ID_FIELD)['_id']);
    found.push({ index: ID_INDEX, key: idKey, name: `0:${idKey.toString('latin1')}` });
    if (this.info === null) return found;
    const doc = decodeFields(body, this.info.indexedFields);
    for (const index of this.info.indexes) {
      if (!index.unique) continue;
      for (const key of keysIn(index, doc).keys)
        found.push({ index, key, name: `${index.id}:${key.toString('latin1')}` });
    }
    return found;
  }

  #claimKeys(rid: number, body: Buffer): void {
    const keys = this.#uniqueKeys(body);
    for (const unique of keys) this.#checkKey(rid, unique, body);
    this.#releaseKeys(rid);
    for (const unique of keys) this.#keys.set(unique.name, rid);
  }

  #releaseKeys(rid: number): void {
    for (const [name, owner] of this.#keys) if (owner === rid) this.#keys.delete(name);
  }

  #checkKey(rid: number, { index, key, name }: UniqueKey, body: Buffer): void {
    const { database, snapshot, locks, owner } = this.#context;
    const mine = this.#keys.get(name);
    if (mine !== undefined && mine !== rid) throw this.#duplicate(index, key, body);
    if (this.info !== null) {
      const before = snapshot.reader.ridByKey(this.info, index, key);
      if (before !== null && before !== rid && !this.#writes.has(before)) throw this.#duplicate(index, key, body);
      const now = database.reader.ridByKey(this.info, index, key);
      if (now !== null && now !== before) throw writeConflict();
    }
    const place = this.info === null ? this.name : String(this.info.id);
    if (!locks.take(`${database.name}:${place}:key:${name}`, owner)) throw writeConflict();
  }

  #duplicate(index: IndexInfo, key: Buffer, body: Buffer): ServerError {
    return duplicateKey(this.namespace, index, { doc: decodeDocument(body), key });
  }
}
