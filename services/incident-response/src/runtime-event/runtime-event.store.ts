import type { Clock } from '@bulkhead/core-base';
import { currentSession, page } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import type { RuntimeEvent } from './runtime-event.ts';
import type { RuntimeEventFilter, RuntimeEventStore } from './runtime-event.ports.ts';

/** What a sensor says of process, network and file is kept as JSON text: its member names are the sensor's. */
interface RuntimeEventDocument extends Omit<RuntimeEvent, 'id' | 'process' | 'network' | 'file'> {
  readonly _id: string;
  readonly details: string;
  readonly expiresAt: Date;
}

const SCHEMA = new Schema<RuntimeEventDocument>(
  {
    _id: String,
    type: String,
    severity: String,
    at: Date,
    clusterId: String,
    hostId: String,
    lineageKey: String,
    imageDigest: String,
    container: String,
    source: String,
    summary: String,
    techniques: [String],
    details: String,
    incidentId: String,
    expiresAt: Date,
  },
  // An event has a field called type.
  { collection: 'runtime_events', versionKey: false, typeKey: '$type' },
)
  .index({ at: -1, _id: -1 })
  .index({ incidentId: 1, at: -1, _id: -1 })
  .index({ lineageKey: 1, at: -1, _id: -1 })
  .index({ hostId: 1, at: -1, _id: -1 })
  .index({ imageDigest: 1, at: -1, _id: -1 })
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const DAY = 24 * 3600 * 1000;

export interface RuntimeEventStoreParts {
  readonly connection: MongoConnection;
  readonly clock: Clock;
  readonly retentionDays: number;
}

/** Runtime events on Mongo. */
export class MongoRuntimeEventStore implements RuntimeEventStore {
  readonly #parts: RuntimeEventStoreParts;
  readonly #model: Model<RuntimeEventDocument>;

  constructor(parts: RuntimeEventStoreParts) {
    this.#parts = parts;
    this.#model = parts.connection.mongoose.model<RuntimeEventDocument>('RuntimeEvent', SCHEMA);
  }

  async findMany(ids: readonly string[]): Promise<readonly RuntimeEvent[]> {
    const query = this.#model.find({ _id: { $in: [...ids] } }).session(currentSession(this.#parts.connection) ?? null);
    return (await query.lean<RuntimeEventDocument[]>()).map(toEvent);
  }

  async add(event: RuntimeEvent): Promise<void> {
    const session = currentSession(this.#parts.connection);
    // Counted from when it reached us: a sensor that was offline tells old events.
    const expiresAt = new Date(this.#parts.clock.now().getTime() + this.#parts.retentionDays * DAY);
    const document = toDocument(event, expiresAt) as never;
    await this.#model.collection.insertOne(document, session === undefined ? {} : { session });
  }

  async page(filter: RuntimeEventFilter, request: PageRequest): Promise<Page<RuntimeEvent>> {
    const named = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
    const found = await page(this.#model.find(named).lean<RuntimeEventDocument[]>(), {
      ...request,
      sort: [{ field: 'at', direction: 'descending' }],
    });
    return { ...found, nodes: found.nodes.map(toEvent) };
  }
}

function toDocument({ id, process, network, file, ...rest }: RuntimeEvent, expiresAt: Date): RuntimeEventDocument {
  return { _id: id, ...rest, details: JSON.stringify({ process, network, file }), expiresAt };
}

function toEvent({ _id, details, expiresAt: _expiresAt, ...rest }: RuntimeEventDocument): RuntimeEvent {
  return { id: _id, ...rest, ...(JSON.parse(details) as Pick<RuntimeEvent, 'process' | 'network' | 'file'>) };
}
