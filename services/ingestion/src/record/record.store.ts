import { Fault } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';
import type { EventContract } from '@bulkhead/contracts';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { currentSession, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import type { Model } from 'mongoose';

export type RecordFault = 'RECORD_CHANGED';

/** What every record of this service has: a revision that each write moves by one. */
export interface Revised {
  readonly revision: number;
}

export interface RecordMapping<State, Document, Event> {
  readonly contract: EventContract<Event>;
  idOf(state: State): string;
  toDocument(state: State): Document;
  toState(document: Document): State;
  /** The cluster an event is about, for the envelope. */
  clusterOf?(state: State): string | null;
}

/** A record and what follows from it, written together: the state guarded by its revision, the events to the outbox. */
export class RecordStore<State extends Revised, Document extends { readonly _id: string }, Event> {
  readonly model: Model<Document>;
  readonly #connection: MongoConnection;
  readonly #messaging: Messaging;
  readonly #mapping: RecordMapping<State, Document, Event>;

  constructor(parts: {
    connection: MongoConnection;
    messaging: Messaging;
    model: Model<Document>;
    mapping: RecordMapping<State, Document, Event>;
  }) {
    this.model = parts.model;
    this.#connection = parts.connection;
    this.#messaging = parts.messaging;
    this.#mapping = parts.mapping;
  }

  async find(id: string): Promise<State | undefined> {
    const [found] = await this.findMany([id]);
    return found;
  }

  async findMany(ids: readonly string[]): Promise<readonly State[]> {
    const session = currentSession(this.#connection);
    const found = await this.model.collection
      .find({ _id: { $in: [...ids] } } as object, session === undefined ? {} : { session })
      .toArray();
    return found.map((document) => this.#mapping.toState(document as unknown as Document));
  }

  toState(document: Document): State {
    return this.#mapping.toState(document);
  }

  /** Throws RECORD_CHANGED (conflict) when another writer was faster: read again and decide again. */
  async save({ next, events }: Decision<State, Event>): Promise<void> {
    await transact(
      this.#connection,
      async (session) => {
        const document = this.#mapping.toDocument(next);
        if (next.revision === 1) {
          await this.model.collection.insertOne(document as never, { session });
        } else {
          const guard = { _id: document._id, revision: next.revision - 1 };
          const { matchedCount } = await this.model.collection.replaceOne(guard as object, document, {
            session,
          });
          if (matchedCount === 0) throw changed(document._id);
        }
        await this.#messaging.outbox.append(this.#drafts(next, events), session);
      },
      { onDuplicate: () => changed(this.#mapping.idOf(next)) },
    );
  }

  #drafts(next: State, events: readonly Event[]): ReturnType<typeof draft>[] {
    const cluster = this.#mapping.clusterOf?.(next) ?? undefined;
    const options = { revision: next.revision, ...(cluster === undefined ? {} : { cluster }) };
    return events.map((event) => draft(this.#mapping.contract, event, options));
  }
}

function changed(id: string): Fault<RecordFault> {
  return new Fault('conflict', 'RECORD_CHANGED', 'somebody else changed the record at the same time', {
    details: { id },
    advice: 'try again',
  });
}
