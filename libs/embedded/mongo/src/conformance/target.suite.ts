import type { Collection, Db, Document, MongoClient } from 'mongodb';

/** What every suite is given: a connected client of whatever server is under test, and a database of its own. */
export interface Target {
  readonly client: () => MongoClient;
  readonly db: () => Db;
  readonly uri: () => string;
}

let made = 0;

/** A collection nobody else uses. */
export function freshCollection(target: Target, prefix: string): Collection {
  made += 1;
  return target.db().collection(`${prefix}_${made}`);
}

/** Inserts documents in order and gives the collection. */
export async function filled(target: Target, prefix: string, documents: Document[]): Promise<Collection> {
  const collection = freshCollection(target, prefix);
  if (documents.length > 0) await collection.insertMany(documents);
  return collection;
}

/** What a promise is rejected with, as the driver's error fields. */
export async function failure(promise: Promise<unknown>): Promise<Document> {
  try {
    await promise;
  } catch (error) {
    return error as Document;
  }
  throw new Error('expected a failure');
}

/** Orders anything by its text: for results whose order does not matter. */
export function byText(left: unknown, right: unknown): number {
  return String(left).localeCompare(String(right));
}
