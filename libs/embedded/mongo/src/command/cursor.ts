import { randomBytes } from 'node:crypto';
import type { Deadline } from '../deadline.ts';
import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import type { Session } from '../transaction/sessions.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { encodeBatch } from '../wire/batch.ts';

/** Results that have not been sent yet. */
interface Cursor {
  /** 0 until it is kept. */
  id: number;
  readonly namespace: string;
  readonly documents: Iterator<Buffer>;
  readonly session: Session | null;
  readonly transaction: Transaction | null;
  readonly deadline: Deadline;
  /** Taken from the documents but not sent, because the batch was full. */
  pending: Buffer | null;
  used: number;
}

export interface OpenCursor {
  readonly namespace: string;
  readonly documents: Iterable<Buffer>;
  readonly session: Session | null;
  readonly transaction: Transaction | null;
  readonly deadline: Deadline;
  /** Null for the default of 101. */
  readonly batchSize: number | null;
  readonly singleBatch: boolean;
  readonly now: number;
}

/** Cursors by id. Ids are random and fit a JavaScript number. */
export class Cursors {
  readonly #cursors = new Map<number, Cursor>();

  get size(): number {
    return this.#cursors.size;
  }

  /** The first batch; a cursor stays open when there is more. */
  open(options: OpenCursor): Buffer {
    const { namespace, session, transaction, deadline, now } = options;
    const cursor: Cursor = {
      id: 0,
      namespace,
      documents: options.documents[Symbol.iterator](),
      session,
      transaction,
      deadline,
      pending: null,
      used: now,
    };
    const { documents, done } = take(cursor, options.batchSize ?? LIMITS.firstBatch);
    const keep = !done && !options.singleBatch;
    if (keep) this.#keep(cursor);
    else cursor.documents.return?.();
    return encodeBatch({ kind: 'firstBatch', documents, cursorId: keep ? cursor.id : 0, namespace });
  }

  #keep(cursor: Cursor): void {
    if (this.#cursors.size >= LIMITS.cursors) throw new ServerError('ExceededMemoryLimit', 'too many open cursors');
    cursor.id = randomBytes(6).readUIntBE(0, 6) + 1;
    this.#cursors.set(cursor.id, cursor);
  }

  more(id: number, ask: { namespace: string; session: Session | null; batchSize: number | null; now: number }): Buffer {
    const cursor = this.#cursors.get(id);
    if (cursor === undefined) throw new ServerError('CursorNotFound', `cursor id ${id} not found`);
    if (
      cursor.namespace !== ask.namespace ||
      cursor.session?.id.toString('latin1') !== ask.session?.id.toString('latin1')
    ) {
      throw new ServerError('Unauthorized', `cursor id ${id} belongs to another namespace or session`);
    }
    if (cursor.transaction !== null && !cursor.transaction.isOpen) {
      this.#cursors.delete(id);
      throw new ServerError('CursorNotFound', `the transaction of cursor id ${id} has ended`);
    }
    cursor.used = ask.now;
    cursor.deadline.restart();
    const { documents, done } = this.#takeOrDrop(cursor, ask.batchSize ?? Number.POSITIVE_INFINITY);
    if (done) this.#cursors.delete(id);
    return encodeBatch({ kind: 'nextBatch', documents, cursorId: done ? 0 : id, namespace: cursor.namespace });
  }

  #takeOrDrop(cursor: Cursor, batchSize: number): { documents: Buffer[]; done: boolean } {
    try {
      return take(cursor, batchSize);
    } catch (error) {
      this.#cursors.delete(cursor.id);
      throw error;
    }
  }

  kill(id: number): boolean {
    const cursor = this.#cursors.get(id);
    cursor?.documents.return?.();
    return this.#cursors.delete(id);
  }

  /** Closes what nobody asked for in a long time. */
  sweep(now: number): void {
    for (const cursor of this.#cursors.values()) if (now - cursor.used > LIMITS.cursorIdleMs) this.kill(cursor.id);
  }

  /** Closes the cursors of a database that is dropped, of a session that has ended, or all. */
  killWhere(test: (cursor: { namespace: string; session: Session | null }) => boolean): void {
    for (const cursor of this.#cursors.values()) if (test(cursor)) this.kill(cursor.id);
  }
}

function take(cursor: Cursor, batchSize: number): { documents: Buffer[]; done: boolean } {
  const documents: Buffer[] = [];
  let bytes = 0;
  if (batchSize === 0) return { documents, done: false };
  for (;;) {
    const next = cursor.pending ?? pull(cursor);
    cursor.pending = null;
    if (next === null) return { documents, done: true };
    bytes += next.length;
    if (documents.length > 0 && bytes > LIMITS.replyBatchBytes) {
      cursor.pending = next;
      return { documents, done: false };
    }
    documents.push(next);
    if (documents.length >= batchSize) return { documents, done: exhausted(cursor) };
  }
}

function exhausted(cursor: Cursor): boolean {
  cursor.pending = pull(cursor);
  return cursor.pending === null;
}

function pull(cursor: Cursor): Buffer | null {
  const { value, done } = cursor.documents.next();
  return done === true ? null : value;
}
