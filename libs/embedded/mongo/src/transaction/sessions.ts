import { ServerError, transient } from '../error.ts';
import { LIMITS } from '../limit.ts';
import type { Database } from '../store/database.ts';
import { blob } from '../store/sqlite.ts';
import { Locks } from './locks.ts';
import { Transaction } from './transaction.ts';

/** One logical session of a client. */
export interface Session {
  readonly id: Buffer;
  transaction: Transaction | null;
  /** The number of the last transaction that was begun. */
  lastNumber: number;
  used: number;
}

/** The reply of a write that was done before, so that sending it again does not do it again. */
export function recordedReply(database: Database, session: Session, number: number): Buffer | null {
  const row = database.sqlite.get('SELECT txn, reply FROM session WHERE id = ?', session.id);
  if (row === undefined) return null;
  const last = Number(row[0]);
  if (last > number) {
    throw new ServerError(
      'TransactionTooOld',
      `Retryable write with txnNumber ${number} is prohibited on session because a newer retryable write with txnNumber ${last} has already started on this session.`,
    );
  }
  return last === number ? blob(row[1]) : null;
}

/** Notes a write and its reply in the same SQLite transaction as the write itself. */
export function recordReply(
  database: Database,
  session: Session,
  record: { number: number; reply: Buffer; now: number },
): void {
  const { number, reply, now } = record;
  database.sqlite.run(
    'INSERT INTO session (id, txn, reply, used) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET txn = excluded.txn, reply = excluded.reply, used = excluded.used',
    session.id,
    number,
    reply,
    now,
  );
}

/** Sessions and their transactions. */
export class Sessions {
  readonly locks = new Locks();
  readonly #sessions = new Map<string, Session>();
  readonly #lifetime: number;

  constructor(transactionLifetimeMs: number) {
    this.#lifetime = transactionLifetimeMs;
  }

  get size(): number {
    return this.#sessions.size;
  }

  get openTransactions(): number {
    return [...this.#sessions.values()].filter((session) => session.transaction?.isOpen === true).length;
  }

  touch(id: Buffer, now: number): Session {
    const key = id.toString('latin1');
    const known = this.#sessions.get(key);
    if (known !== undefined) {
      known.used = now;
      return known;
    }
    if (this.#sessions.size >= LIMITS.sessions) this.sweep(now);
    if (this.#sessions.size >= LIMITS.sessions)
      throw new ServerError('ExceededMemoryLimit', 'too many logical sessions');
    const session: Session = { id: Buffer.from(id), transaction: null, lastNumber: -1, used: now };
    this.#sessions.set(key, session);
    return session;
  }

  /** Begins a transaction; one that is still open on the session is aborted. */
  begin(session: Session, begin: { number: number; databases: Iterable<Database>; now: number }): Transaction {
    if (begin.number < session.lastNumber) {
      throw new ServerError(
        'TransactionTooOld',
        `Cannot start transaction with txnNumber ${begin.number}: ${session.lastNumber} has already started`,
      );
    }
    if (begin.number === session.lastNumber && session.transaction !== null) {
      throw transient('NoSuchTransaction', `Given transaction number ${begin.number} was used already`);
    }
    session.transaction?.end();
    session.lastNumber = begin.number;
    session.transaction = new Transaction({ ...begin, locks: this.locks });
    return session.transaction;
  }

  /** The open transaction of a session; throws NoSuchTransaction, which a driver answers by beginning again. */
  current(session: Session, number: number, now: number): Transaction {
    const { transaction } = session;
    if (transaction !== null && transaction.isOpen && now - transaction.startedAt > this.#lifetime) transaction.end();
    if (transaction === null || !transaction.isOpen || transaction.number !== number) {
      throw transient(
        'NoSuchTransaction',
        `Given transaction number ${number} does not match any in-progress transactions.`,
      );
    }
    return transaction;
  }

  end(id: Buffer): void {
    const key = id.toString('latin1');
    this.#sessions.get(key)?.transaction?.end();
    this.#sessions.delete(key);
  }

  /** Ends transactions that are too old and forgets sessions nobody uses. */
  sweep(now: number): void {
    for (const [key, session] of this.#sessions) {
      const { transaction } = session;
      if (transaction?.isOpen === true && now - transaction.startedAt > this.#lifetime) transaction.end();
      if (now - session.used > LIMITS.sessionIdleMs) {
        transaction?.end();
        this.#sessions.delete(key);
      }
    }
  }

  /** Aborts every open transaction; their sessions stay. */
  abortAll(): void {
    for (const session of this.#sessions.values()) session.transaction?.end();
  }

  endAll(): void {
    for (const session of this.#sessions.values()) session.transaction?.end();
    this.#sessions.clear();
  }
}
