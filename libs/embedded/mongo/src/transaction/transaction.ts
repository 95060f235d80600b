import { ServerError, transient } from '../error.ts';
import { LIMITS } from '../limit.ts';
import type { CollectionInfo } from '../store/collection.ts';
import type { Database, Snapshot } from '../store/database.ts';
import type { View } from '../store/view.ts';
import type { Locks } from './locks.ts';
import { StagedView, writeConflict } from './staged-view.ts';
import type { Staged } from './staged-view.ts';

interface Participant {
  readonly database: Database;
  readonly snapshot: Snapshot;
  readonly views: Map<string, StagedView>;
}

export interface TransactionOptions {
  readonly number: number;
  readonly locks: Locks;
  /** Every open database, so that one point in time is seen in all of them. */
  readonly databases: Iterable<Database>;
  readonly now: number;
}

function hasWrites(participant: Participant): boolean {
  return [...participant.views.values()].some((view) => view.writes.length > 0);
}

/** One multi-document transaction: snapshot reads, staged writes, first writer wins. */
export class Transaction {
  readonly number: number;
  readonly startedAt: number;
  readonly #locks: Locks;
  readonly #participants = new Map<string, Participant>();
  readonly #sequences: ReadonlyMap<string, number>;
  #bytes = 0;
  #open = true;
  #committed = false;

  constructor(options: TransactionOptions) {
    this.number = options.number;
    this.startedAt = options.now;
    this.#locks = options.locks;
    this.#sequences = new Map([...options.databases].map((database) => [database.name, database.sequence]));
  }

  get isOpen(): boolean {
    return this.#open;
  }

  get isCommitted(): boolean {
    return this.#committed;
  }

  /** The collection as this transaction sees it. */
  view(database: Database, collection: string): View {
    const participant = this.#participants.get(database.name) ?? this.#join(database);
    const known = participant.views.get(collection);
    if (known !== undefined) return known;
    const { snapshot } = participant;
    const context = {
      database,
      snapshot,
      locks: this.#locks,
      owner: this,
      spend: (bytes: number) => this.#spend(bytes),
    };
    const view = new StagedView(context, collection);
    participant.views.set(collection, view);
    return view;
  }

  #join(database: Database): Participant {
    const began = this.#sequences.get(database.name);
    if ((began ?? 0) !== database.sequence) {
      throw transient('SnapshotUnavailable', `${database.name} was written after the transaction began`);
    }
    const participant = { database, snapshot: database.openSnapshot(), views: new Map<string, StagedView>() };
    this.#participants.set(database.name, participant);
    return participant;
  }

  #spend(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > LIMITS.transactionBytes) {
      throw new ServerError('TransactionTooLarge', `the transaction holds more than ${LIMITS.transactionBytes} bytes`);
    }
  }

  /** The one database this transaction has written to, or null. */
  get written(): Database | null {
    const written = [...this.#participants.values()].filter(hasWrites);
    if (written.length > 1) {
      throw new ServerError(
        'OperationNotSupportedInTransaction',
        'the embedded engine commits a transaction to one database only; this one wrote to several',
      );
    }
    return written[0]?.database ?? null;
  }

  /** Writes everything in one SQLite transaction, or nothing (WriteConflict). `also` runs inside it. */
  commit(also: (database: Database) => void): void {
    try {
      const { written } = this;
      const participant = written === null ? undefined : this.#participants.get(written.name);
      if (participant !== undefined) participant.database.write(() => commitTo(participant, also));
      this.#committed = true;
    } catch (error) {
      if (error instanceof ServerError && error.codeName === 'DuplicateKey') throw writeConflict();
      throw error;
    } finally {
      this.end();
    }
  }

  /** Lets go of snapshots and locks; what was staged and not committed is gone. */
  end(): void {
    this.#open = false;
    this.#locks.releaseAll(this);
    for (const { database, snapshot } of this.#participants.values()) database.closeSnapshot(snapshot);
    this.#participants.clear();
  }
}

function commitTo(participant: Participant, also: (database: Database) => void): void {
  for (const view of participant.views.values()) if (view.writes.length > 0) commitView(participant, view);
  also(participant.database);
}

function checkUnchanged(participant: Participant, view: StagedView): CollectionInfo {
  const { database, snapshot } = participant;
  const info = database.catalog.get(view.name);
  if (info?.generation !== view.info?.generation) throw writeConflict();
  const current = info ?? database.catalog.create(view.name);
  for (const write of view.writes) {
    if (write.base !== null && database.changedSince(snapshot, current, write.rid)) throw writeConflict();
  }
  return current;
}

function commitView(participant: Participant, view: StagedView): void {
  const { writer } = participant.database;
  const info = checkUnchanged(participant, view);
  const existing = view.writes.filter((write): write is Staged & { base: Buffer } => write.base !== null);
  // Keys of all changed documents go first, so that two of them may swap a unique value.
  for (const write of existing) writer.removeKeys(info, { rid: write.rid, body: write.base });
  for (const write of existing) if (write.body === null) writer.removeBody(info, write.rid);
  for (const write of existing) if (write.body !== null) writer.restore(info, { rid: write.rid, body: write.body });
  for (const write of existing) participant.database.noteChange(info, write.rid);
  for (const write of view.writes) {
    if (write.base === null && write.body !== null) {
      participant.database.noteChange(info, writer.insert(info, write.body));
    }
  }
}
