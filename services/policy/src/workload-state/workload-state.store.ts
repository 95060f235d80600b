import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import { pack, unpack } from '../packed/packed.ts';
import { StateStore } from '../state/state.store.ts';
import type { WorkloadState } from './workload-state.ts';
import type { WorkloadStateStore } from './workload-state.ports.ts';

interface WorkloadDocument extends Omit<WorkloadState, 'lineageKey' | 'manifest'> {
  readonly _id: string;
  /** gzip of the JSON: keys of a manifest may hold dots and dollars. */
  readonly manifest: Buffer | null;
}

const SCHEMA = new Schema<WorkloadDocument>(
  {
    _id: String,
    clusterId: String,
    clusterName: String,
    stage: String,
    namespace: String,
    kind: String,
    name: String,
    owner: Schema.Types.Mixed,
    hostIds: [String],
    containers: [{ _id: false, name: String, imageRef: String, imageDigest: String }],
    manifest: Buffer,
    removed: Boolean,
    observedAt: String,
    revision: Number,
  },
  { collection: 'workload_states', versionKey: false, minimize: false },
).index({ 'containers.imageDigest': 1, removed: 1, _id: 1 });

/** What is known of workloads, on Mongo. */
export class MongoWorkloadStateStore implements WorkloadStateStore {
  readonly #states: StateStore<WorkloadState, WorkloadDocument>;

  constructor(connection: MongoConnection) {
    const model = connection.mongoose.model<WorkloadDocument>('WorkloadState', SCHEMA);
    this.#states = new StateStore(connection, model, { toDocument, toState });
  }

  find(lineageKey: string): Promise<WorkloadState | undefined> {
    return this.#states.find(lineageKey);
  }

  async runningImage(digest: string, limit: number): Promise<readonly WorkloadState[]> {
    const found = await this.#states.model
      .find({ 'containers.imageDigest': digest, removed: false })
      .sort({ _id: 1 })
      .limit(limit)
      .lean<WorkloadDocument[]>();
    return Promise.all(found.map((document) => this.#states.toState(document)));
  }

  idsRunningImage(digest: string): AsyncIterable<readonly string[]> {
    return this.#states.ids({ 'containers.imageDigest': digest, removed: false });
  }

  ids(): AsyncIterable<readonly string[]> {
    return this.#states.ids();
  }

  save(state: WorkloadState): Promise<void> {
    return this.#states.save(state);
  }
}

async function toDocument({ lineageKey, manifest, ...same }: WorkloadState): Promise<WorkloadDocument> {
  return { _id: lineageKey, ...same, manifest: manifest === null ? null : await pack(manifest) };
}

async function toState({ _id, manifest, ...same }: WorkloadDocument): Promise<WorkloadState> {
  return {
    lineageKey: _id,
    ...same,
    manifest: manifest === null ? null : ((await unpack(manifest)) as Record<string, unknown>),
  };
}
