import { Fault, computedId, documentDigest } from '@bulkhead/core-base';
import type { ClientSession, Model } from 'mongoose';
import { Schema } from 'mongoose';
import type { MongoConnection } from './connection.ts';
import { duplicateKey } from './mongo-error.ts';
import { transact } from './transact.ts';

export type IdempotencyFault = 'IDEMPOTENCY_KEY_REUSED' | 'IDEMPOTENCY_KEY_INVALID';

/** One call of a mutation, as its caller named it. */
export interface IdempotentCall {
  /** The caller's key, 1 to 200 characters. */
  readonly key: string;
  /** Who calls: keys of different subjects never meet. */
  readonly subject: string;
  /** What is asked for, operation included; compared by its digest. */
  readonly body: unknown;
}

interface IdempotencyRow {
  readonly _id: string;
  readonly digest: string;
  readonly result: unknown;
  readonly at: Date;
}

const KEPT_SECONDS = 7 * 24 * 3_600;
const MAX_KEY = 200;
const NAME = 'IdempotencyKey';

const ROW = new Schema<IdempotencyRow>(
  { _id: String, digest: String, result: Schema.Types.Mixed, at: Date },
  { collection: 'idempotency_keys', versionKey: false },
).index({ at: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** Declares the collection `idempotency_keys`, so that `ensureIndexes` builds it. Safe to call twice. */
export function declareIdempotency(connection: MongoConnection): Model<IdempotencyRow> {
  const models = connection.mongoose.models as Record<string, Model<IdempotencyRow> | undefined>;
  return models[NAME] ?? connection.mongoose.model<IdempotencyRow>(NAME, ROW);
}

/**
 * Runs a mutation once per subject and key: `work` and the record of its result commit together (a `transact` inside
 * the work joins in). The same key with the same body returns the stored result for 7 days, with another body throws
 * IDEMPOTENCY_KEY_REUSED (conflict). A work that throws leaves no trace. The result is stored: return an id or a
 * small document that BSON can hold.
 */
export async function idempotent<T>(
  connection: MongoConnection,
  call: IdempotentCall,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  if (call.key.length === 0 || call.key.length > MAX_KEY) throw invalidKey();
  const rows = declareIdempotency(connection).collection;
  const id = computedId('idk', call.subject, call.key) as never;
  const digest = documentDigest(call.body);
  return transact(connection, async (session) => {
    const known = await rows.findOne({ _id: id }, { session });
    if (known !== null) return stored(known as unknown as IdempotencyRow, digest) as T;
    const result = await work(session);
    await rows.insertOne({ _id: id, digest, result: result ?? null, at: new Date() }, { session }).catch(overtaken);
    return result;
  });
}

/** Another call with the same key committed in between: run again and find its result. */
function overtaken(cause: unknown): never {
  if (duplicateKey(cause) === undefined) throw cause;
  throw Object.assign(new Error('the same key was used at the same time', { cause }), {
    errorLabels: ['TransientTransactionError'],
  });
}

function stored(row: IdempotencyRow, digest: string): unknown {
  if (row.digest === digest) return row.result;
  throw new Fault<IdempotencyFault>('conflict', 'IDEMPOTENCY_KEY_REUSED', 'the key was used for another request', {
    advice: 'use a new idempotencyKey for a new request',
  });
}

function invalidKey(): Fault<IdempotencyFault> {
  return new Fault('invalid', 'IDEMPOTENCY_KEY_INVALID', `idempotencyKey must have 1 to ${MAX_KEY} characters`);
}
