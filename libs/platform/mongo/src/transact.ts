import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@bulkhead/core-base';
import type { ClientSession } from 'mongoose';
import type { MongoConnection } from './connection.ts';
import { duplicateKey, hasLabel } from './mongo-error.ts';

export type TransactFault = 'TRANSACTION_CONTENDED' | 'COMMIT_UNKNOWN';

export interface TransactOptions {
  /** How often the whole work is tried when others write the same documents (default 10). */
  readonly attempts?: number;
  /** Turns a duplicate key into the caller's own Fault; `fields` are the fields of the index that refused. */
  readonly onDuplicate?: (fields: readonly string[]) => Fault;
}

type Work<T> = (session: ClientSession) => Promise<T>;

const DEFAULT_ATTEMPTS = 10;
const COMMIT_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 400;

/** The transaction that the current call chain runs in, per connection. */
const ambient = new AsyncLocalStorage<ReadonlyMap<MongoConnection, ClientSession>>();
const afterCommits = new WeakMap<ClientSession, Set<() => void>>();

/**
 * Runs `work` in one transaction and commits it: all its writes that were given the session, or none. The work runs
 * again, with a growing pause, when another transaction was faster (TransientTransactionError), so it must have no
 * effect outside the session. A transact inside a transact joins the outer one.
 *
 * Throws what the work throws; TRANSACTION_CONTENDED (conflict) when others were faster every time; COMMIT_UNKNOWN
 * (unavailable) when the server never said whether it committed.
 */
export async function transact<T>(
  connection: MongoConnection,
  work: Work<T>,
  options: TransactOptions = {},
): Promise<T> {
  const outer = currentSession(connection);
  if (outer !== undefined) return work(outer);
  const session = await connection.mongoose.startSession();
  try {
    const result = await attempt(connection, session, { work, attempts: options.attempts ?? DEFAULT_ATTEMPTS });
    for (const after of afterCommits.get(session) ?? []) after();
    return result;
  } catch (error) {
    const fields = options.onDuplicate === undefined ? undefined : duplicateKey(error);
    throw fields === undefined ? error : options.onDuplicate?.(fields);
  } finally {
    await session.endSession();
  }
}

/** The session of the transaction the caller is in, if any: for reads that must see the transaction's own writes. */
export function currentSession(connection: MongoConnection): ClientSession | undefined {
  const session = ambient.getStore()?.get(connection);
  // A timer that was started inside a transaction outlives it.
  return session?.inTransaction() === true ? session : undefined;
}

/** Runs `after` once the session's transaction has committed, and never when it was given up. Registered per attempt. */
export function afterCommit(session: ClientSession, after: () => void): void {
  const registered = afterCommits.get(session) ?? new Set();
  registered.add(after);
  afterCommits.set(session, registered);
}

interface Attempt<T> {
  readonly work: Work<T>;
  readonly attempts: number;
}

async function attempt<T>(connection: MongoConnection, session: ClientSession, plan: Attempt<T>): Promise<T> {
  for (let made = 1; ; made += 1) {
    afterCommits.delete(session);
    session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority' } });
    try {
      const result = await within(connection, session, plan.work);
      await commit(session);
      return result;
    } catch (error) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
      if (!hasLabel(error, 'TransientTransactionError')) throw error;
      if (made >= plan.attempts) throw contended(error, made);
    }
    await sleep(pause(made));
  }
}

function within<T>(connection: MongoConnection, session: ClientSession, work: Work<T>): Promise<T> {
  return ambient.run(new Map([...(ambient.getStore() ?? []), [connection, session]]), () => work(session));
}

async function commit(session: ClientSession): Promise<void> {
  for (let made = 1; ; made += 1) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      if (!hasLabel(error, 'UnknownTransactionCommitResult')) throw error;
      if (made >= COMMIT_ATTEMPTS) throw unknownCommit(error);
    }
    await sleep(pause(made));
  }
}

function pause(made: number): number {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** made, LONGEST_PAUSE_MS);
  return longest / 2 + (Math.random() * longest) / 2;
}

function contended(cause: unknown, attempts: number): Fault<TransactFault> {
  return new Fault('conflict', 'TRANSACTION_CONTENDED', 'others kept writing the same documents', {
    cause,
    details: { attempts },
    advice: 'try again',
  });
}

function unknownCommit(cause: unknown): Fault<TransactFault> {
  return new Fault('unavailable', 'COMMIT_UNKNOWN', 'the server did not say whether the transaction was committed', {
    cause,
    advice: 'read the state before trying again',
  });
}
