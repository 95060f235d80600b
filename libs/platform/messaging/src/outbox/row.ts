import type { MongoConnection } from '@bulkhead/platform-mongo';
import type { Collection, Model } from 'mongoose';
import { Schema } from 'mongoose';

/** An event in the service's own database, written with the state it tells about. */
export interface OutboxRow {
  /** The event's id. */
  readonly _id: string;
  readonly topic: string;
  readonly key: string;
  /** Sorts by append within a process, and by time across processes. */
  readonly order: string;
  readonly revision: number | null;
  /** The envelope, as it goes on the wire. */
  readonly value: string;
  /** `refused`: the broker will never take it; a person must look. */
  readonly state: 'pending' | 'published' | 'refused';
  readonly at: Date;
  readonly publishedAt?: Date;
  readonly reason?: string;
}

const NAME = 'Outbox';
const PENDING = { partialFilterExpression: { state: 'pending' } };

/** Declares the collection `outbox`; published rows go away `retentionSeconds` after they were published. */
export function outboxRows(connection: MongoConnection, retentionSeconds: number): Collection<OutboxRow> {
  const models = connection.mongoose.models as Record<string, Model<OutboxRow> | undefined>;
  const model = models[NAME] ?? connection.mongoose.model<OutboxRow>(NAME, schema(retentionSeconds));
  return model.collection as unknown as Collection<OutboxRow>;
}

function schema(retentionSeconds: number): Schema<OutboxRow> {
  return new Schema<OutboxRow>(
    {
      _id: String,
      topic: String,
      key: String,
      order: String,
      revision: Number,
      value: String,
      state: String,
      at: Date,
      publishedAt: Date,
      reason: String,
    },
    { collection: 'outbox', versionKey: false },
  )
    .index({ order: 1 }, PENDING)
    .index({ key: 1 }, { ...PENDING, name: 'pending_key' })
    .index({ publishedAt: 1 }, { expireAfterSeconds: retentionSeconds });
}
