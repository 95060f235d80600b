import { INVENTORY_CLUSTER } from '@bulkhead/contracts';
import type { InventoryCluster } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Messaging } from '@bulkhead/platform-messaging';
import { page } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import { RecordStore } from '../record/record.store.ts';
import type { Cluster } from './cluster.ts';
import type { ClusterStore } from './cluster.ports.ts';

type ClusterDocument = Omit<Cluster, 'id'> & { readonly _id: string };

const SCHEMA = new Schema<ClusterDocument>(
  {
    _id: String,
    name: { type: String, required: true },
    orchestrator: String,
    version: String,
    stage: String,
    labels: Schema.Types.Mixed,
    lastReportAt: Date,
    revision: Number,
  },
  { collection: 'clusters', versionKey: false, minimize: false },
).index({ name: 1, _id: 1 });

/** Clusters on Mongo. */
export class MongoClusterStore implements ClusterStore {
  readonly #records: RecordStore<Cluster, ClusterDocument, InventoryCluster>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#records = new RecordStore({
      connection,
      messaging,
      model: connection.mongoose.model<ClusterDocument>('Cluster', SCHEMA),
      mapping: {
        contract: INVENTORY_CLUSTER,
        idOf: ({ id }) => id,
        toDocument: ({ id, ...rest }) => ({ _id: id, ...rest }),
        toState: ({ _id, ...rest }) => ({ id: _id, ...rest }),
        clusterOf: ({ id }) => id,
      },
    });
  }

  find(id: string): Promise<Cluster | undefined> {
    return this.#records.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly Cluster[]> {
    return this.#records.findMany(ids);
  }

  async page(request: PageRequest): Promise<Page<Cluster>> {
    const query = this.#records.model.find().lean<ClusterDocument[]>();
    const found = await page(query, { ...request, sort: [{ field: 'name', direction: 'ascending' }] });
    return { ...found, nodes: found.nodes.map((document) => this.#records.toState(document)) };
  }

  save(decision: Decision<Cluster, InventoryCluster>): Promise<void> {
    return this.#records.save(decision);
  }
}
