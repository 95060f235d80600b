import { randomUUID } from 'node:crypto';
import { page } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Model } from 'mongoose';
import type { Delivery, Notification } from './delivery.ts';
import type { Claim, DeliveryFilter, DeliveryStore, Settlement } from './notification.ports.ts';

interface DeliveryDocument extends Omit<Delivery, 'id' | 'notification'> {
  readonly _id: string;
  /** JSON text: what is sent is what was planned, byte for byte. */
  readonly notification: string;
  /** Who is sending it now; the lease is `nextAttemptAt`. */
  readonly token: string | null;
  /** Only what was delivered goes away. */
  readonly expiresAt?: Date;
}

const SCHEMA = new Schema<DeliveryDocument>(
  {
    _id: String,
    sink: { id: String, kind: String, name: String },
    incidentId: String,
    notification: String,
    payloadDigest: String,
    state: String,
    attempts: Number,
    nextAttemptAt: Date,
    lastError: String,
    createdAt: Date,
    deliveredAt: Date,
    token: String,
    expiresAt: Date,
  },
  { collection: 'deliveries', versionKey: false, minimize: false, id: false },
)
  .index({ state: 1, 'sink.id': 1, nextAttemptAt: 1 })
  .index({ createdAt: -1, _id: -1 })
  .index({ state: 1, createdAt: -1, _id: -1 })
  .index({ 'sink.id': 1, createdAt: -1, _id: -1 })
  .index({ incidentId: 1, createdAt: -1, _id: -1 })
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

/** How long a delivery that arrived is kept. */
const KEPT_MS = 90 * 24 * 3600 * 1000;

/** The collection `deliveries` of a connection. */
export function deliveryModel(connection: MongoConnection): Model<DeliveryDocument> {
  const models = connection.mongoose.models as Record<string, Model<DeliveryDocument> | undefined>;
  return models['Delivery'] ?? connection.mongoose.model<DeliveryDocument>('Delivery', SCHEMA);
}

/** Writes planned deliveries in the transaction of what they tell of; those that are there stay as they are. */
export async function insertDeliveries(
  connection: MongoConnection,
  deliveries: readonly Delivery[],
  session: ClientSession,
): Promise<void> {
  const writes = deliveries.map((delivery) => {
    const { _id, ...fields } = toDocument(delivery);
    return { updateOne: { filter: { _id }, update: { $setOnInsert: fields }, upsert: true } };
  });
  if (writes.length > 0) await deliveryModel(connection).collection.bulkWrite(writes as never, { session });
}

/** Deliveries on Mongo. */
export class MongoDeliveryStore implements DeliveryStore {
  readonly #model: Model<DeliveryDocument>;

  constructor(connection: MongoConnection) {
    this.#model = deliveryModel(connection);
  }

  async claim(sinkIds: readonly string[], now: Date, leaseUntil: Date): Promise<Claim | undefined> {
    const token = randomUUID();
    const due: Record<string, unknown> = {
      state: 'PENDING',
      'sink.id': { $in: [...sinkIds] },
      nextAttemptAt: { $lte: now },
    };
    const claimed = await this.#model
      .findOneAndUpdate(
        due,
        { $set: { nextAttemptAt: leaseUntil, token }, $inc: { attempts: 1 } },
        { returnDocument: 'after' },
      )
      .sort({ nextAttemptAt: 1 })
      .lean<DeliveryDocument>();
    return claimed === null ? undefined : { delivery: toDelivery(claimed), token };
  }

  async settle({ delivery, token }: Claim, outcome: Settlement): Promise<void> {
    await this.#model.updateOne({ _id: delivery.id, token }, { $set: { ...settled(outcome), token: null } });
  }

  async nextDue(sinkIds: readonly string[]): Promise<Date | undefined> {
    const next = await this.#model
      .findOne({ state: 'PENDING', 'sink.id': { $in: [...sinkIds] } })
      .sort({ nextAttemptAt: 1 })
      .lean<DeliveryDocument>();
    return next?.nextAttemptAt;
  }

  async find(id: string): Promise<Delivery | undefined> {
    const found = await this.#model.findById(id).lean<DeliveryDocument>();
    return found === null ? undefined : toDelivery(found);
  }

  async page({ states, sinkId, incidentId }: DeliveryFilter, request: PageRequest): Promise<Page<Delivery>> {
    const filter = {
      ...(states === undefined ? {} : { state: { $in: [...states] } }),
      ...(sinkId === undefined ? {} : { 'sink.id': sinkId }),
      ...(incidentId === undefined ? {} : { incidentId }),
    };
    const found = await page(this.#model.find(filter).lean<DeliveryDocument[]>(), {
      ...request,
      sort: [{ field: 'createdAt', direction: 'descending' }],
    });
    return { ...found, nodes: found.nodes.map(toDelivery) };
  }

  async revive(id: string, now: Date): Promise<Delivery | undefined> {
    const revived = await this.#model
      .findOneAndUpdate(
        { _id: id, state: 'ABANDONED' },
        { $set: { state: 'PENDING', attempts: 0, nextAttemptAt: now } },
        { returnDocument: 'after' },
      )
      .lean<DeliveryDocument>();
    return revived === null ? undefined : toDelivery(revived);
  }
}

function settled(outcome: Settlement): Partial<DeliveryDocument> {
  if (outcome.kind === 'delivered') {
    const { at } = outcome;
    return { state: 'DELIVERED', deliveredAt: at, lastError: null, expiresAt: new Date(at.getTime() + KEPT_MS) };
  }
  if (outcome.kind === 'retry') return { nextAttemptAt: outcome.at, lastError: outcome.error };
  return { state: 'ABANDONED', lastError: outcome.error };
}

function toDocument({ id, notification, sink, ...rest }: Delivery): DeliveryDocument {
  const { id: sinkId, kind, name } = sink;
  const plain = { id: sinkId, kind, name };
  return { _id: id, sink: plain, notification: JSON.stringify(notification), token: null, ...rest };
}

function toDelivery({ _id, notification, token: _token, expiresAt: _expiresAt, ...rest }: DeliveryDocument): Delivery {
  return { id: _id, notification: JSON.parse(notification) as Notification, ...rest };
}
