import { REGISTRY_TAG_EVENT } from '@bulkhead/contracts';
import type { RegistryTagEvent } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Messaging } from '@bulkhead/platform-messaging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import { RecordStore } from '../record/record.store.ts';
import type { ImageTag } from './tag.ts';
import type { TagStore } from './tag.ports.ts';

/** More tags of one image than this are not shown: nobody reads them, and the answer stays bounded. */
const TAGS_SHOWN = 200;

type TagDocument = Omit<ImageTag, 'id'> & { readonly _id: string };

const SCHEMA = new Schema<TagDocument>(
  {
    _id: String,
    registry: String,
    repository: String,
    tag: String,
    digest: String,
    history: [{ _id: false, at: Date, actor: String, action: String, fromDigest: String, toDigest: String }],
    updatedAt: Date,
    revision: Number,
  },
  { collection: 'image_tags', versionKey: false },
).index({ digest: 1, registry: 1, repository: 1, tag: 1 });

/** Tags on Mongo. */
export class MongoTagStore implements TagStore {
  readonly #records: RecordStore<ImageTag, TagDocument, RegistryTagEvent>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#records = new RecordStore({
      connection,
      messaging,
      model: connection.mongoose.model<TagDocument>('ImageTag', SCHEMA),
      mapping: {
        contract: REGISTRY_TAG_EVENT,
        idOf: ({ id }) => id,
        toDocument: ({ id, ...rest }) => ({ _id: id, ...rest }),
        toState: ({ _id, ...rest }) => ({ id: _id, ...rest }),
      },
    });
  }

  find(id: string): Promise<ImageTag | undefined> {
    return this.#records.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly ImageTag[]> {
    return this.#records.findMany(ids);
  }

  async pointingTo(digest: string): Promise<readonly ImageTag[]> {
    const query = this.#records.model.find({ digest }).sort({ registry: 1, repository: 1, tag: 1 }).limit(TAGS_SHOWN);
    const found = await query.lean<TagDocument[]>();
    return found.map((document) => this.#records.toState(document));
  }

  save(decision: Decision<ImageTag, RegistryTagEvent>): Promise<void> {
    return this.#records.save(decision);
  }
}
