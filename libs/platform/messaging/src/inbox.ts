import type { Clock } from '@bulkhead/core-base';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import type { ClientSession, Collection, Model } from 'mongoose';
import { Schema } from 'mongoose';

interface InboxRow {
  /** `<group>/<event id>`: unique without a second index. */
  readonly _id: string;
  readonly at: Date;
}

const NAME = 'Inbox';

/** Which events a consumer group has acted on, in its own database. */
export interface Inbox {
  /**
   * Marks the event as seen by the group, in the session's transaction; false when it was seen before. The mark and
   * the handler's writes commit together, so the effect of an event that is delivered twice happens once.
   */
  once(group: string, eventId: string, session: ClientSession): Promise<boolean>;
}

/** Declares the collection `inbox`; marks go away after `retentionSeconds`, longer than any redelivery takes. */
export function createInbox(connection: MongoConnection, clock: Clock, retentionSeconds: number): Inbox {
  const rows = inboxRows(connection, retentionSeconds);
  return {
    async once(group, eventId, session) {
      // An upsert, not an insert: a duplicate key error would abort the transaction.
      const marked = await rows.updateOne(
        { _id: `${group}/${eventId}` },
        { $setOnInsert: { at: clock.now() } },
        { upsert: true, session },
      );
      return marked.upsertedCount === 1;
    },
  };
}

function inboxRows(connection: MongoConnection, retentionSeconds: number): Collection<InboxRow> {
  const models = connection.mongoose.models as Record<string, Model<InboxRow> | undefined>;
  const schema = new Schema<InboxRow>({ _id: String, at: Date }, { collection: 'inbox', versionKey: false });
  schema.index({ at: 1 }, { expireAfterSeconds: retentionSeconds });
  const model = models[NAME] ?? connection.mongoose.model<InboxRow>(NAME, schema);
  return model.collection as unknown as Collection<InboxRow>;
}
