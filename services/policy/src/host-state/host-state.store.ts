import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import { pack, unpack } from '../packed/packed.ts';
import { StateStore } from '../state/state.store.ts';
import type { HostState } from './host-state.ts';
import type { HostStateStore } from './host-state.ports.ts';

type Facts = Pick<HostState, 'audits' | 'matching' | 'labels'>;

interface HostDocument extends Omit<HostState, 'id' | keyof Facts> {
  readonly _id: string;
  /** gzip of the JSON of audits, matching and labels. */
  readonly facts: Buffer;
}

const SCHEMA = new Schema<HostDocument>(
  {
    _id: String,
    hostname: String,
    clusterId: String,
    owner: Schema.Types.Mixed,
    removed: Boolean,
    observedAt: String,
    facts: Buffer,
    revision: Number,
  },
  { collection: 'host_states', versionKey: false, minimize: false },
);

/** What is known of hosts, on Mongo. */
export class MongoHostStateStore implements HostStateStore {
  readonly #states: StateStore<HostState, HostDocument>;

  constructor(connection: MongoConnection) {
    const model = connection.mongoose.model<HostDocument>('HostState', SCHEMA);
    this.#states = new StateStore(connection, model, { toDocument, toState });
  }

  find(id: string): Promise<HostState | undefined> {
    return this.#states.find(id);
  }

  ids(): AsyncIterable<readonly string[]> {
    return this.#states.ids();
  }

  save(state: HostState): Promise<void> {
    return this.#states.save(state);
  }
}

async function toDocument({ id, audits, matching, labels, ...same }: HostState): Promise<HostDocument> {
  return { _id: id, ...same, facts: await pack({ audits, matching, labels }) };
}

async function toState({ _id, facts, ...same }: HostDocument): Promise<HostState> {
  return { id: _id, ...same, ...((await unpack(facts)) as Facts) };
}
