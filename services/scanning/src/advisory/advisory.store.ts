import { ADVISORY_DELTA } from '@bulkhead/contracts';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { currentSession, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Model } from 'mongoose';
import type { Advisory } from './advisory.ts';
import type { AdvisoryStore, HeldAdvisory } from './advisory.ports.ts';

type AdvisoryDocument = Omit<Advisory, 'id'> & { readonly _id: string };

const SCHEMA = new Schema<AdvisoryDocument>(
  {
    _id: String,
    source: String,
    osvId: String,
    ids: [String],
    addresses: [String],
    vulnerabilityId: String,
    packageKeys: [String],
    touchedKeys: [String],
    revision: Number,
    ecosystems: [String],
    withdrawn: Boolean,
    contentDigest: String,
    snapshot: String,
    importedAt: Date,
    document: Schema.Types.Mixed,
  },
  { collection: 'advisories', versionKey: false },
)
  .index({ ids: 1 })
  .index({ packageKeys: 1 })
  .index({ touchedKeys: 1, revision: -1 })
  .index({ ecosystems: 1 })
  .index({ snapshot: 1 });

interface ImportCounter {
  readonly _id: string;
  readonly revision: number;
}

const COUNTER = new Schema<ImportCounter>(
  { _id: String, revision: Number },
  { collection: 'import_counters', versionKey: false },
);
const COUNTER_ID = { _id: 'advisories' } as object;

const HELD = { ids: 1, vulnerabilityId: 1, packageKeys: 1, contentDigest: 1 } as const;

/** Keys asked for at once. */
const KEYS_PER_QUERY = 200;

/** Advisories on Mongo. */
export class MongoAdvisoryStore implements AdvisoryStore {
  readonly #connection: MongoConnection;
  readonly #messaging: Messaging;
  readonly #advisories: Model<AdvisoryDocument>;
  readonly #counters: Model<ImportCounter>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#connection = connection;
    this.#messaging = messaging;
    this.#advisories = connection.mongoose.model<AdvisoryDocument>('Advisory', SCHEMA);
    this.#counters = connection.mongoose.model<ImportCounter>('ImportCounter', COUNTER);
  }

  async held(ids: readonly string[]): Promise<readonly HeldAdvisory[]> {
    const found = await this.#advisories
      .find({ _id: { $in: ids } }, HELD)
      .session(this.#session())
      .lean<AdvisoryDocument[]>();
    return found.map(toAdvisory);
  }

  async put(advisories: readonly Advisory[]): Promise<void> {
    if (advisories.length === 0) return;
    const writes = advisories.map(({ id, ...advisory }) => ({
      replaceOne: { filter: { _id: id }, replacement: advisory, upsert: true },
    }));
    await transact(this.#connection, (session) => this.#advisories.collection.bulkWrite(writes as never, { session }));
  }

  findMany(ids: readonly string[]): Promise<readonly Advisory[]> {
    return this.#find({ _id: { $in: ids } });
  }

  byAnyId(ids: readonly string[]): Promise<readonly Advisory[]> {
    return this.#find({ ids: { $in: ids } });
  }

  async aboutPackages(packageKeys: readonly string[]): Promise<readonly Advisory[]> {
    const found = new Map<string, Advisory>();
    for (let from = 0; from < packageKeys.length; from += KEYS_PER_QUERY) {
      const keys = packageKeys.slice(from, from + KEYS_PER_QUERY);
      for (const advisory of await this.#find({ packageKeys: { $in: keys } })) found.set(advisory.id, advisory);
    }
    return [...found.values()];
  }

  async setVulnerability(advisoryIds: readonly string[], vulnerabilityId: string, revision: number): Promise<void> {
    const filter = { _id: { $in: [...advisoryIds] } } as object;
    await transact(this.#connection, (session) =>
      this.#advisories.collection.updateMany(filter, { $set: { vulnerabilityId, revision } }, { session }),
    );
  }

  async nextRevision(): Promise<number> {
    return transact(this.#connection, async (session) => {
      const options = { upsert: true, returnDocument: 'after', session } as const;
      const counter = await this.#counters.collection.findOneAndUpdate(COUNTER_ID, { $inc: { revision: 1 } }, options);
      return (counter as ImportCounter | null)?.revision ?? 1;
    });
  }

  async revision(): Promise<number> {
    const counter = await this.#counters.collection.findOne(COUNTER_ID);
    return (counter as ImportCounter | null)?.revision ?? 0;
  }

  async changedSince(packageKeys: readonly string[], revision: number): Promise<boolean> {
    for (let from = 0; from < packageKeys.length; from += KEYS_PER_QUERY) {
      const keys = packageKeys.slice(from, from + KEYS_PER_QUERY);
      const changed = await this.#advisories.exists({ touchedKeys: { $in: keys }, revision: { $gt: revision } });
      if (changed !== null) return true;
    }
    return false;
  }

  async heldEcosystems(ecosystems: readonly string[]): Promise<ReadonlySet<string>> {
    const held = await Promise.all(
      ecosystems.map(async (ecosystem) =>
        (await this.#advisories.exists({ ecosystems: ecosystem })) === null ? [] : [ecosystem],
      ),
    );
    return new Set(held.flat());
  }

  async snapshots(): Promise<readonly string[]> {
    return (await this.#advisories.distinct('snapshot')).sort().slice(-100);
  }

  async announce(packageKeys: readonly string[], snapshot: string): Promise<void> {
    const drafts = packageKeys.map((packageKey) => draft(ADVISORY_DELTA, { packageKey, snapshot }));
    await transact(this.#connection, (session) => this.#messaging.outbox.append(drafts, session));
  }

  async #find(filter: Record<string, unknown>): Promise<readonly Advisory[]> {
    const found = await this.#advisories
      .find(filter)
      .session(this.#session())
      .sort({ _id: 1 })
      .lean<AdvisoryDocument[]>();
    return found.map(toAdvisory);
  }

  #session(): ClientSession | null {
    return currentSession(this.#connection) ?? null;
  }
}

function toAdvisory({ _id, ...advisory }: AdvisoryDocument): Advisory {
  return { id: _id, ...advisory };
}
