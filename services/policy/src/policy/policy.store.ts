import { POLICY_REVISION } from '@bulkhead/contracts';
import type { PolicyRevision } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import { StateStore } from '../state/state.store.ts';
import type { PolicyRecord, PolicyRevisionRecord } from './policy.ts';
import type { PolicyFilter, PolicyHead, PolicyStore } from './policy.ports.ts';

type PolicyDocument = Omit<PolicyRecord, 'id'> & { readonly _id: string };
type RevisionDocument = Omit<PolicyRevisionRecord, 'digest'> & { readonly _id: string };

const POLICY = new Schema<PolicyDocument>(
  {
    _id: String,
    name: String,
    title: String,
    severity: String,
    categories: [String],
    lifecycles: [String],
    text: String,
    digest: String,
    modeOverride: String,
    mode: String,
    source: String,
    createdAt: Date,
    changedAt: Date,
    changedBy: String,
    revision: Number,
  },
  { collection: 'policies', versionKey: false, minimize: false },
)
  .index({ name: 1, _id: 1 }, { unique: true })
  .index({ categories: 1, name: 1, _id: 1 })
  .index({ lifecycles: 1, name: 1, _id: 1 })
  .index({ mode: 1, name: 1, _id: 1 });

const REVISION = new Schema<RevisionDocument>(
  { _id: String, policyId: String, text: String, createdBy: String, createdAt: Date },
  { collection: 'policy_revisions', versionKey: false },
).index({ policyId: 1, createdAt: -1 });

const BY_NAME = [{ field: 'name', direction: 'ascending' }] as const;
const REVISIONS_MAX = 100;

/** Policies on Mongo. */
export class MongoPolicyStore implements PolicyStore {
  readonly #connection: MongoConnection;
  readonly #messaging: Pick<Messaging, 'outbox'>;
  readonly #policies: StateStore<PolicyRecord, PolicyDocument>;
  readonly #revisions: Model<RevisionDocument>;

  constructor(connection: MongoConnection, messaging: Pick<Messaging, 'outbox'>) {
    this.#connection = connection;
    this.#messaging = messaging;
    const model = connection.mongoose.model<PolicyDocument>('Policy', POLICY);
    this.#policies = new StateStore(connection, model, { toDocument, toState });
    this.#revisions = connection.mongoose.model<RevisionDocument>('PolicyRevision', REVISION);
  }

  find(id: string): Promise<PolicyRecord | undefined> {
    return this.#policies.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly PolicyRecord[]> {
    return this.#policies.findMany(ids);
  }

  async page({ category, lifecycle, mode }: PolicyFilter, request: PageRequest): Promise<Page<PolicyRecord>> {
    const filter: Record<string, unknown> = {
      ...(category !== undefined && { categories: category }),
      ...(lifecycle !== undefined && { lifecycles: lifecycle }),
      ...(mode !== undefined && { mode }),
    };
    const query = this.#policies.model.find(filter).lean<PolicyDocument[]>();
    const found = await page(query, { ...request, sort: BY_NAME });
    return { ...found, nodes: await Promise.all(found.nodes.map(toState)) };
  }

  async heads(): Promise<readonly PolicyHead[]> {
    const found = await this.#policies.model
      .find({})
      .select({ _id: 1, revision: 1 })
      .sort({ _id: 1 })
      .lean<{ _id: string; revision: number }[]>();
    return found.map(({ _id, revision }) => ({ id: _id, revision }));
  }

  async findRevisions(digests: readonly string[]): Promise<readonly PolicyRevisionRecord[]> {
    const found = await this.#revisions.find({ _id: { $in: [...new Set(digests)] } }).lean<RevisionDocument[]>();
    return found.map(toRevision);
  }

  async revisionsOf(policyId: string): Promise<readonly PolicyRevisionRecord[]> {
    const found = await this.#revisions
      .find({ policyId })
      .sort({ createdAt: -1 })
      .limit(REVISIONS_MAX)
      .lean<RevisionDocument[]>();
    return found.map(toRevision);
  }

  async save({ next, events }: Decision<PolicyRecord, PolicyRevision>): Promise<void> {
    await transact(this.#connection, async (session) => {
      await this.#policies.save(next);
      const kept = { policyId: next.id, text: next.text, createdBy: next.changedBy, createdAt: next.changedAt };
      const revision = { _id: next.digest } as object;
      await this.#revisions.collection.updateOne(revision, { $setOnInsert: kept }, { upsert: true, session });
      const drafts = events.map((event) => draft(POLICY_REVISION, event, { revision: next.revision }));
      await this.#messaging.outbox.append(drafts, session);
    });
  }
}

async function toDocument({ id, ...same }: PolicyRecord): Promise<PolicyDocument> {
  return { _id: id, ...same };
}

async function toState({ _id, ...same }: PolicyDocument): Promise<PolicyRecord> {
  return { id: _id, ...same };
}

function toRevision({ _id, ...same }: RevisionDocument): PolicyRevisionRecord {
  return { digest: _id, ...same };
}
