import { INVENTORY_HOST } from '@bulkhead/contracts';
import type { InventoryHost } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Messaging } from '@bulkhead/platform-messaging';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import { RecordStore } from '../record/record.store.ts';
import type { Host } from './host.ts';
import type { HostStore } from './host.ports.ts';

type HostDocument = Omit<Host, 'id'> & { readonly _id: string };

const SCHEMA = new Schema<HostDocument>(
  {
    _id: String,
    hostname: String,
    clusterId: String,
    nodeName: String,
    owner: Schema.Types.Mixed,
    labels: Schema.Types.Mixed,
    removed: Boolean,
    observedAt: Date,
    revision: Number,
  },
  { collection: 'hosts', versionKey: false, minimize: false },
);

/** Hosts on Mongo. */
export class MongoHostStore implements HostStore {
  readonly #records: RecordStore<Host, HostDocument, InventoryHost>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#records = new RecordStore({
      connection,
      messaging,
      model: connection.mongoose.model<HostDocument>('Host', SCHEMA),
      mapping: {
        contract: INVENTORY_HOST,
        idOf: ({ id }) => id,
        toDocument: ({ id, ...rest }) => ({ _id: id, ...rest }),
        toState: ({ _id, ...rest }) => ({ id: _id, ...rest }),
        clusterOf: ({ clusterId }) => clusterId,
      },
    });
  }

  find(id: string): Promise<Host | undefined> {
    return this.#records.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly Host[]> {
    return this.#records.findMany(ids);
  }

  save(decision: Decision<Host, InventoryHost>): Promise<void> {
    return this.#records.save(decision);
  }
}
