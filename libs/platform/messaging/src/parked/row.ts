import type { MongoConnection } from '@bulkhead/platform-mongo';
import type { Model } from 'mongoose';
import { Schema } from 'mongoose';

/** A message that lies in a dead-letter topic of this service, as the database shows it. */
export interface ParkedRow {
  /** `<dead-letter topic>/<partition>/<offset>`. */
  readonly _id: string;
  readonly topic: string;
  readonly group: string;
  readonly partition: number;
  readonly offset: string;
  readonly type: string | null;
  readonly event: string | null;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly contentType: string | null;
  /** The size of the message, when only its beginning is here: it cannot be re-driven. */
  readonly truncatedFrom: number | null;
  readonly attempts: number;
  readonly cause: string;
  readonly message: string;
  readonly parkedAt: Date;
  readonly state: 'parked' | 'redriven';
  readonly redrivenAt?: Date;
}

const NAME = 'Parked';

/** Declares the collection `parked`: a projection of the dead-letter topics, kept as long as they are. */
export function parkedModel(connection: MongoConnection, retentionSeconds: number): Model<ParkedRow> {
  const models = connection.mongoose.models as Record<string, Model<ParkedRow> | undefined>;
  return models[NAME] ?? connection.mongoose.model<ParkedRow>(NAME, schema(retentionSeconds));
}

function schema(retentionSeconds: number): Schema<ParkedRow> {
  return new Schema<ParkedRow>(
    {
      _id: String,
      topic: String,
      group: String,
      partition: Number,
      offset: String,
      type: String,
      event: String,
      key: Buffer,
      value: Buffer,
      contentType: String,
      truncatedFrom: Number,
      attempts: Number,
      cause: String,
      message: String,
      parkedAt: Date,
      state: String,
      redrivenAt: Date,
    },
    { collection: 'parked', versionKey: false },
  )
    .index({ state: 1, parkedAt: -1, _id: -1 })
    .index({ parkedAt: 1 }, { expireAfterSeconds: retentionSeconds });
}
