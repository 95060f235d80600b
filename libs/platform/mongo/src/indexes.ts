import { Fault } from '@bulkhead/core-base';
import type { Model } from 'mongoose';
import type { MongoConnection } from './connection.ts';

export type IndexFault = 'INDEX_CONFLICT';

/** One collection whose indexes are there now. */
export interface IndexProgress {
  readonly collection: string;
  /** How many collections are done, of `total`. */
  readonly done: number;
  readonly total: number;
  readonly millis: number;
}

const NAMESPACE_EXISTS = 48;
const INDEX_CONFLICTS: ReadonlySet<unknown> = new Set([85, 86]);

/**
 * Creates the collections and indexes of every model of this connection, one after the other, at start: a collection
 * must exist before a transaction writes to it. Indexes that are no longer declared are left alone. Throws
 * INDEX_CONFLICT (invariant) when one exists under the same name with other options.
 */
export async function ensureIndexes(
  connection: MongoConnection,
  onProgress: (progress: IndexProgress) => void = () => undefined,
): Promise<readonly IndexProgress[]> {
  const models = Object.values(connection.mongoose.models) as Model<unknown>[];
  const made: IndexProgress[] = [];
  for (const model of models) {
    const started = performance.now();
    await createCollection(connection, model.collection.name);
    await createIndexes(model);
    const millis = Math.round(performance.now() - started);
    const progress = { collection: model.collection.name, done: made.length + 1, total: models.length, millis };
    made.push(progress);
    connection.logger.debug('indexes ready', progress);
    onProgress(progress);
  }
  return made;
}

async function createCollection(connection: MongoConnection, name: string): Promise<void> {
  try {
    await connection.mongoose.createCollection(name);
  } catch (error) {
    if ((error as { code?: unknown }).code !== NAMESPACE_EXISTS) throw error;
  }
}

async function createIndexes(model: Model<unknown>): Promise<void> {
  try {
    await model.createIndexes();
  } catch (cause) {
    if (!INDEX_CONFLICTS.has((cause as { code?: unknown }).code)) throw cause;
    throw new Fault('invariant', 'INDEX_CONFLICT', 'an index exists with the same name or fields and other options', {
      cause,
      details: { collection: model.collection.name },
      advice: 'drop the old index, it is built again at the next start',
    });
  }
}
