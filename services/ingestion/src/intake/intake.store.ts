import { HOST_FACTS, RUNTIME_EVENT } from '@bulkhead/contracts';
import { Fault, computedId } from '@bulkhead/core-base';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { duplicateKey, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import type { RecordFault } from '../record/record.store.ts';
import type { ParkedEvent } from './intake.ts';
import type { IntakeStore, PassedOn } from './intake.ports.ts';

interface Receipt {
  readonly _id: string;
  readonly at: Date;
}

type ParkedDocument = Omit<ParkedEvent, 'id'> & { readonly _id: string };

/** Agents that come back after longer than this send a fresh inventory anyway. */
const RECEIPTS_KEPT_SECONDS = 7 * 24 * 3_600;

const RECEIPT = new Schema<Receipt>(
  { _id: String, at: Date },
  { collection: 'intake_receipts', versionKey: false },
).index({ at: 1 }, { expireAfterSeconds: RECEIPTS_KEPT_SECONDS });

const PARKED = new Schema<ParkedDocument>(
  { _id: String, code: String, message: String, text: String, sender: String, parkedAt: Date },
  { collection: 'parked_events', versionKey: false },
).index({ parkedAt: -1, _id: -1 });

/** Receipts and parked events on Mongo. */
export class MongoIntakeStore implements IntakeStore {
  readonly #connection: MongoConnection;
  readonly #messaging: Messaging;
  readonly #receipts: Model<Receipt>;
  readonly #parked: Model<ParkedDocument>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#connection = connection;
    this.#messaging = messaging;
    this.#receipts = connection.mongoose.model<Receipt>('IntakeReceipt', RECEIPT);
    this.#parked = connection.mongoose.model<ParkedDocument>('ParkedEvent', PARKED);
  }

  async once(sender: string, eventId: string, take: () => Promise<void>): Promise<boolean> {
    const receipt = { _id: computedId('rcp', sender, eventId), at: new Date() };
    try {
      await transact(this.#connection, async (session) => {
        await this.#receipts.collection.insertOne(receipt as never, { session });
        await take();
      });
      return true;
    } catch (error) {
      if (duplicateKey(error) === undefined) throw error;
      if (await this.#isKnown(receipt._id)) return false;
      // The duplicate was a record that another event created at the same time, not the receipt.
      throw new Fault<RecordFault>('conflict', 'RECORD_CHANGED', 'somebody else created the record at the same time', {
        cause: error,
      });
    }
  }

  async passOn({ runtimeEvents = [], hostFacts = [] }: PassedOn): Promise<void> {
    const drafts = [
      ...runtimeEvents.map((event) => draft(RUNTIME_EVENT, event)),
      ...hostFacts.map((facts) => draft(HOST_FACTS, facts)),
    ];
    await transact(this.#connection, (session) => this.#messaging.outbox.append(drafts, session));
  }

  async park({ id, ...event }: ParkedEvent): Promise<void> {
    await this.#parked.collection.insertOne({ _id: id, ...event } as never);
  }

  async parked(request: PageRequest): Promise<Page<ParkedEvent>> {
    const query = this.#parked.find().lean<ParkedDocument[]>();
    const found = await page(query, { ...request, sort: [{ field: 'parkedAt', direction: 'descending' }] });
    return { ...found, nodes: found.nodes.map(({ _id, ...event }) => ({ id: _id, ...event })) };
  }

  async #isKnown(id: string): Promise<boolean> {
    return (await this.#receipts.countDocuments({ _id: id })) > 0;
  }
}
