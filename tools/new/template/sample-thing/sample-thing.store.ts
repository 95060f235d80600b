import { Fault } from '@bulkhead/core-base';
import { currentSession, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Model } from 'mongoose';
import type { SampleThing } from './sample-thing.ts';
import type { SampleThingStore } from './sample-thing.ports.ts';

export type SampleThingFault = 'SAMPLE_THING_CHANGED';

type SampleThingDocument = Omit<SampleThing, 'id'> & { readonly _id: string };

const SCHEMA = new Schema<SampleThingDocument>(
  { _id: String, name: String, description: String, changedAt: Date, revision: Number },
  { collection: 'sample_things', versionKey: false },
).index({ name: 1 }, { unique: true });

/** Sample things on Mongo. */
export class MongoSampleThingStore implements SampleThingStore {
  readonly #connection: MongoConnection;
  readonly #model: Model<SampleThingDocument>;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
    this.#model = connection.mongoose.model<SampleThingDocument>('SampleThing', SCHEMA);
  }

  async find(id: string): Promise<SampleThing | undefined> {
    const [found] = await this.findMany([id]);
    return found;
  }

  async findMany(ids: readonly string[]): Promise<readonly SampleThing[]> {
    const query = this.#model.find({ _id: { $in: ids } }).session(this.#session());
    return (await query.lean<SampleThingDocument[]>()).map(toState);
  }

  async page(request: PageRequest): Promise<Page<SampleThing>> {
    const query = this.#model.find().lean<SampleThingDocument[]>();
    const found = await page(query, { ...request, sort: [{ field: 'name', direction: 'ascending' }] });
    return { ...found, nodes: found.nodes.map(toState) };
  }

  async save({ id, ...next }: SampleThing): Promise<void> {
    const document = { _id: id, ...next };
    await transact(
      this.#connection,
      async (session) => {
        if (next.revision === 1) {
          await this.#model.collection.insertOne(document as never, { session });
          return;
        }
        const guard = { _id: id, revision: next.revision - 1 } as object;
        const { matchedCount } = await this.#model.collection.replaceOne(guard, document, { session });
        if (matchedCount === 0) throw changed(id);
      },
      { onDuplicate: () => changed(id) },
    );
  }

  #session(): ClientSession | null {
    return currentSession(this.#connection) ?? null;
  }
}

function toState({ _id, ...rest }: SampleThingDocument): SampleThing {
  return { id: _id, ...rest };
}

function changed(id: string): Fault<SampleThingFault> {
  return new Fault('conflict', 'SAMPLE_THING_CHANGED', 'somebody else changed it at the same time', {
    details: { id },
    advice: 'read it again and repeat the change',
  });
}
