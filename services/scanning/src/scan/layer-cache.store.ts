import type { LayerAnalysis, LayerCache } from '@bulkhead/engine-scan';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';

interface LayerDocument {
  readonly _id: string;
  readonly analysis: unknown;
  readonly usedAt: Date;
}

/** A layer nobody asked for this long is read again if it comes back. */
const KEPT_SECONDS = 90 * 24 * 3_600;

const SCHEMA = new Schema<LayerDocument>(
  { _id: String, analysis: Schema.Types.Mixed, usedAt: Date },
  { collection: 'layer_analyses', versionKey: false },
).index({ usedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });

/** A document larger than MongoDB takes is not kept: its layer is read again. */
const SIZE_LIMIT = 12 * 1024 * 1024;

/** Layer analyses on Mongo: shared by every image with that layer, and by every worker. */
export class MongoLayerCache implements LayerCache {
  readonly #layers: Model<LayerDocument>;

  constructor(connection: MongoConnection) {
    this.#layers = connection.mongoose.model<LayerDocument>('LayerAnalysis', SCHEMA);
  }

  async get(key: string): Promise<unknown> {
    const held = await this.#layers.collection.findOneAndUpdate({ _id: key } as object, {
      $set: { usedAt: new Date() },
    });
    return (held as LayerDocument | null)?.analysis;
  }

  async put(key: string, analysis: LayerAnalysis): Promise<void> {
    if (JSON.stringify(analysis).length > SIZE_LIMIT) return;
    await this.#layers.collection.replaceOne(
      { _id: key } as object,
      { analysis, usedAt: new Date() },
      { upsert: true },
    );
  }
}
