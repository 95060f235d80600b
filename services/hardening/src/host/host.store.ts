import type { HostFacts } from '@bulkhead/core-benchmark';
import { currentSession, page } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import type { Host, HostFilter } from './host.ts';
import type { HostStore } from './host.ports.ts';

/** The facts are kept as JSON text: their keys are paths and kernel parameters, full of dots and slashes. */
export interface HostDocument extends Omit<Host, 'id' | 'facts'> {
  readonly _id: string;
  readonly os: string;
  readonly facts: string;
}

const SCHEMA = new Schema<HostDocument>(
  {
    _id: String,
    hostname: String,
    clusterId: String,
    os: String,
    facts: String,
    factsDigest: String,
    observedAt: Date,
    revision: Number,
  },
  { collection: 'hosts', versionKey: false },
)
  .index({ hostname: 1, _id: 1 })
  .index({ clusterId: 1, hostname: 1, _id: 1 })
  .index({ os: 1, hostname: 1, _id: 1 });

/** The collection `hosts` of a connection. */
export function hostModel(connection: MongoConnection): Model<HostDocument> {
  const models = connection.mongoose.models as Record<string, Model<HostDocument> | undefined>;
  return models['Host'] ?? connection.mongoose.model<HostDocument>('Host', SCHEMA);
}

/** Hosts on Mongo. */
export class MongoHostStore implements HostStore {
  readonly #connection: MongoConnection;
  readonly #model: Model<HostDocument>;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
    this.#model = hostModel(connection);
  }

  async find(id: string): Promise<Host | undefined> {
    const [found] = await this.findMany([id]);
    return found;
  }

  async findMany(ids: readonly string[]): Promise<readonly Host[]> {
    const query = this.#model.find({ _id: { $in: [...ids] } }).lean<HostDocument[]>();
    const found = await query.session(currentSession(this.#connection) ?? null);
    return found.map(toHost);
  }

  async page({ clusterId, os }: HostFilter, request: PageRequest): Promise<Page<Host>> {
    const filter = { ...(clusterId === undefined ? {} : { clusterId }), ...(os === undefined ? {} : { os }) };
    const found = await page(this.#model.find(filter).lean<HostDocument[]>(), {
      ...request,
      sort: [{ field: 'hostname', direction: 'ascending' }],
    });
    return { ...found, nodes: found.nodes.map(toHost) };
  }
}

export function toDocument({ id, facts, ...rest }: Host): HostDocument {
  return { _id: id, ...rest, os: facts.os?.id ?? '', facts: JSON.stringify(facts) };
}

function toHost({ _id, os: _os, facts, ...rest }: HostDocument): Host {
  return { id: _id, ...rest, facts: JSON.parse(facts) as HostFacts };
}
