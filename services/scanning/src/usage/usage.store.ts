import { duplicateKey } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import type { Usage } from './usage.ts';
import type { UsageStore } from './usage.ports.ts';
import { USAGE_LIMIT } from './usage.ports.ts';

type UsageDocument = Omit<Usage, 'lineageKey'> & { readonly _id: string };

const SCHEMA = new Schema<UsageDocument>(
  {
    _id: String,
    name: String,
    clusterId: String,
    namespace: String,
    ownerTeamId: String,
    hostIds: [String],
    exposure: String,
    replicas: Number,
    imageDigests: [String],
    removed: Boolean,
    revision: Number,
  },
  { collection: 'usages', versionKey: false },
).index({ imageDigests: 1 });

/** The usage projection on Mongo. */
export class MongoUsageStore implements UsageStore {
  readonly #usages: Model<UsageDocument>;

  constructor(connection: MongoConnection) {
    this.#usages = connection.mongoose.model<UsageDocument>('Usage', SCHEMA);
  }

  async put({ lineageKey, ...usage }: Usage): Promise<void> {
    const older = { _id: lineageKey, revision: { $lt: usage.revision } } as object;
    try {
      await this.#usages.collection.replaceOne(older, usage, { upsert: true });
    } catch (error) {
      // The upsert found no older one because a newer one is held: nothing to do.
      if (duplicateKey(error) === undefined) throw error;
    }
  }

  async ofImages(digests: readonly string[]): Promise<readonly Usage[]> {
    const query = this.#usages.find({ imageDigests: { $in: digests } }).limit(USAGE_LIMIT);
    const found = await query.lean<UsageDocument[]>();
    return found.map(({ _id, ...usage }) => ({ lineageKey: _id, ...usage }));
  }
}
