import { INVENTORY_WORKLOAD } from '@bulkhead/contracts';
import type { InventoryWorkload } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Messaging } from '@bulkhead/platform-messaging';
import { page } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import { RecordStore } from '../record/record.store.ts';
import type { Workload } from './workload.ts';
import type { WorkloadFilter, WorkloadStore } from './workload.ports.ts';

type WorkloadDocument = Omit<Workload, 'id' | 'lineageKey'> & { readonly _id: string; readonly workloadId: string };

/** The order of every list: where it runs, then what it is called. */
const BY_PLACE = [
  { field: 'namespace', direction: 'ascending' },
  { field: 'name', direction: 'ascending' },
] as const;

const SCHEMA = new Schema<WorkloadDocument>(
  {
    _id: String,
    workloadId: String,
    clusterId: String,
    clusterName: String,
    stage: String,
    namespace: String,
    kind: String,
    name: String,
    labels: Schema.Types.Mixed,
    annotations: Schema.Types.Mixed,
    owner: Schema.Types.Mixed,
    hostIds: [String],
    replicas: Number,
    exposure: String,
    containers: [{ _id: false, name: String, imageRef: String, imageDigest: String }],
    manifest: Schema.Types.Mixed,
    removed: Boolean,
    observedAt: Date,
    revision: Number,
  },
  { collection: 'workloads', versionKey: false, minimize: false },
)
  .index({ workloadId: 1 })
  .index({ removed: 1, namespace: 1, name: 1, _id: 1 })
  .index({ clusterId: 1, removed: 1, namespace: 1, name: 1, _id: 1 })
  .index({ 'owner.teamId': 1, removed: 1, namespace: 1, name: 1, _id: 1 })
  .index({ 'containers.imageDigest': 1, removed: 1, namespace: 1, name: 1, _id: 1 })
  .index({ hostIds: 1, removed: 1, namespace: 1, name: 1, _id: 1 });

/** Workloads on Mongo. */
export class MongoWorkloadStore implements WorkloadStore {
  readonly #records: RecordStore<Workload, WorkloadDocument, InventoryWorkload>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#records = new RecordStore({
      connection,
      messaging,
      model: connection.mongoose.model<WorkloadDocument>('Workload', SCHEMA),
      mapping: {
        contract: INVENTORY_WORKLOAD,
        idOf: ({ lineageKey }) => lineageKey,
        toDocument: ({ id, lineageKey, ...rest }) => ({ _id: lineageKey, workloadId: id, ...rest }),
        toState: ({ _id, workloadId, ...rest }) => ({ id: workloadId, lineageKey: _id, ...rest }),
        clusterOf: ({ clusterId }) => clusterId,
      },
    });
  }

  find(lineageKey: string): Promise<Workload | undefined> {
    return this.#records.find(lineageKey);
  }

  findMany(lineageKeys: readonly string[]): Promise<readonly Workload[]> {
    return this.#records.findMany(lineageKeys);
  }

  async findByIds(ids: readonly string[]): Promise<readonly Workload[]> {
    const found = await this.#records.model.find({ workloadId: { $in: ids } }).lean<WorkloadDocument[]>();
    return found.map((document) => this.#records.toState(document));
  }

  async page(filter: WorkloadFilter, request: PageRequest): Promise<Page<Workload>> {
    const query = this.#records.model.find(toQuery(filter)).lean<WorkloadDocument[]>();
    const found = await page(query, { ...request, sort: BY_PLACE });
    return { ...found, nodes: found.nodes.map((document) => this.#records.toState(document)) };
  }

  async countByImage(digests: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const counted = await Promise.all(
      digests.map(
        async (digest) => [digest, await this.#records.model.countDocuments(toQuery({ imageDigest: digest }))] as const,
      ),
    );
    return new Map(counted.filter(([, count]) => count > 0));
  }

  async *each(filter: WorkloadFilter): AsyncIterable<Workload> {
    const cursor = this.#records.model
      .find(toQuery(filter))
      .sort({ _id: 1 })
      .lean<WorkloadDocument>()
      .cursor({ batchSize: 200 });
    for await (const document of cursor) yield this.#records.toState(document);
  }

  save(decision: Decision<Workload, InventoryWorkload>): Promise<void> {
    return this.#records.save(decision);
  }
}

function toQuery({ clusterId, namespace, ownerTeamId, imageDigest, hostId }: WorkloadFilter): Record<string, unknown> {
  return {
    ...(clusterId === undefined ? {} : { clusterId }),
    ...(ownerTeamId === undefined ? {} : { 'owner.teamId': ownerTeamId }),
    ...(imageDigest === undefined ? {} : { 'containers.imageDigest': imageDigest }),
    ...(hostId === undefined ? {} : { hostIds: hostId }),
    removed: false,
    ...(namespace === undefined ? {} : { namespace }),
  };
}
