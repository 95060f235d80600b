import { Fault } from '@bulkhead/core-base';
import { currentSession, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import type { Model } from 'mongoose';

export type StateFault = 'STATE_CHANGED';

/** What every stored state has: a revision that each write moves by one. */
export interface Revised {
  readonly revision: number;
}

/** How a state looks in its collection. */
export interface StateMapping<State, Document> {
  toDocument(state: State): Promise<Document>;
  toState(document: Document): Promise<State>;
}

/** States by id; a write is guarded by the revision it follows. Reads inside a transaction see its own writes. */
export class StateStore<State extends Revised, Document extends { readonly _id: string }> {
  readonly model: Model<Document>;
  readonly #connection: MongoConnection;
  readonly #mapping: StateMapping<State, Document>;

  constructor(connection: MongoConnection, model: Model<Document>, mapping: StateMapping<State, Document>) {
    this.#connection = connection;
    this.model = model;
    this.#mapping = mapping;
  }

  async find(id: string): Promise<State | undefined> {
    const [found] = await this.findMany([id]);
    return found;
  }

  async findMany(ids: readonly string[]): Promise<readonly State[]> {
    if (ids.length === 0) return [];
    return this.findWhere({ _id: { $in: [...new Set(ids)] } });
  }

  /** Everything a filter selects; only for filters that select few. */
  async findWhere(filter: object): Promise<readonly State[]> {
    const documents = await this.model.collection.find(filter, this.#session()).toArray();
    return Promise.all(documents.map((document) => this.#mapping.toState(document as unknown as Document)));
  }

  /** Ids a filter selects, in pages, in their order. */
  async *ids(filter: object = {}): AsyncIterable<readonly string[]> {
    const size = 500;
    let last = '';
    for (;;) {
      const rows = await this.model.collection
        .find({ ...filter, _id: { $gt: last } } as object, { projection: { _id: 1 }, sort: { _id: 1 }, limit: size })
        .toArray();
      if (rows.length > 0) yield rows.map((row) => String(row._id));
      if (rows.length < size) return;
      last = String(rows.at(-1)?._id);
    }
  }

  /** Throws STATE_CHANGED (conflict) when another writer was faster: read again and decide again. */
  async save(state: State): Promise<void> {
    const document = await this.#mapping.toDocument(state);
    const { _id: id } = document;
    await transact(
      this.#connection,
      async (session) => {
        if (state.revision === 1) {
          await this.model.collection.insertOne(document as never, { session });
          return;
        }
        const guard = { _id: id, revision: state.revision - 1 };
        const { matchedCount } = await this.model.collection.replaceOne(guard as object, document, {
          session,
        });
        if (matchedCount === 0) throw changed(id);
      },
      { onDuplicate: () => changed(id) },
    );
  }

  async remove(id: string): Promise<void> {
    await this.model.collection.deleteOne({ _id: id } as object, this.#session());
  }

  toState(document: Document): Promise<State> {
    return this.#mapping.toState(document);
  }

  #session(): { session?: NonNullable<ReturnType<typeof currentSession>> } {
    const session = currentSession(this.#connection);
    return session === undefined ? {} : { session };
  }
}

function changed(id: string): Fault<StateFault> {
  return new Fault('conflict', 'STATE_CHANGED', 'somebody else changed the record at the same time', {
    details: { id },
    advice: 'try again',
  });
}
