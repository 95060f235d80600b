import { VIOLATION_CHANGED } from '@bulkhead/contracts';
import type { Subject, ViolationChanged } from '@bulkhead/contracts';
import { severityRank } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import { StateStore } from '../state/state.store.ts';
import type { Violation } from './violation.ts';
import type { ViolationFilter, ViolationStore } from './violation.ports.ts';

interface ViolationDocument extends Omit<Violation, 'id'> {
  readonly _id: string;
  readonly open: boolean;
  /** Stored, because lists are sorted by it. */
  readonly severityRank: number;
}

const SCHEMA = new Schema<ViolationDocument>(
  {
    _id: String,
    open: Boolean,
    severityRank: Number,
    policyId: String,
    policyName: String,
    severity: String,
    subject: { _id: false, kind: String, id: String, name: String },
    clusterId: String,
    lineageKeys: [String],
    imageDigests: [String],
    hostIds: [String],
    ownerTeamId: String,
    vulnerabilityIds: [String],
    summary: String,
    remediation: [String],
    techniques: [String],
    controls: [String],
    decisionId: String,
    state: String,
    causeKey: String,
    firstSeen: Date,
    lastSeen: Date,
    resolvedAt: Date,
    occurrences: Number,
    acknowledgedBy: String,
    acknowledgedAt: Date,
    comment: String,
    revision: Number,
  },
  { collection: 'violations', versionKey: false, minimize: false },
)
  .index({ 'subject.kind': 1, 'subject.id': 1 })
  .index({ severityRank: -1, firstSeen: -1, _id: -1 })
  .index({ open: 1, severityRank: -1, firstSeen: -1, _id: -1 })
  .index({ policyId: 1, severityRank: -1, firstSeen: -1, _id: -1 })
  .index({ ownerTeamId: 1, severityRank: -1, firstSeen: -1, _id: -1 })
  .index({ clusterId: 1, severityRank: -1, firstSeen: -1, _id: -1 })
  .index({ lineageKeys: 1, severityRank: -1, firstSeen: -1, _id: -1 })
  .index({ imageDigests: 1, severityRank: -1, firstSeen: -1, _id: -1 })
  .index({ hostIds: 1, severityRank: -1, firstSeen: -1, _id: -1 })
  .index({ vulnerabilityIds: 1, severityRank: -1, firstSeen: -1, _id: -1 });

const WORST_FIRST = [
  { field: 'severityRank', direction: 'descending' },
  { field: 'firstSeen', direction: 'descending' },
] as const;

/** Violations on Mongo. */
export class MongoViolationStore implements ViolationStore {
  readonly #connection: MongoConnection;
  readonly #messaging: Pick<Messaging, 'outbox'>;
  readonly #violations: StateStore<Violation, ViolationDocument>;

  constructor(connection: MongoConnection, messaging: Pick<Messaging, 'outbox'>) {
    this.#connection = connection;
    this.#messaging = messaging;
    const model = connection.mongoose.model<ViolationDocument>('Violation', SCHEMA);
    this.#violations = new StateStore(connection, model, { toDocument, toState });
  }

  find(id: string): Promise<Violation | undefined> {
    return this.#violations.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly Violation[]> {
    return this.#violations.findMany(ids);
  }

  ofSubject({ kind, id }: Pick<Subject, 'kind' | 'id'>): Promise<readonly Violation[]> {
    return this.#violations.findWhere({ 'subject.kind': kind, 'subject.id': id });
  }

  async page(filter: ViolationFilter, request: PageRequest): Promise<Page<Violation>> {
    const query = this.#violations.model.find(toQuery(filter)).lean<ViolationDocument[]>();
    const found = await page(query, { ...request, sort: WORST_FIRST });
    return { ...found, nodes: await Promise.all(found.nodes.map(toState)) };
  }

  async save({ next, events }: Decision<Violation, ViolationChanged>): Promise<void> {
    await transact(this.#connection, async (session) => {
      await this.#violations.save(next);
      const options = { revision: next.revision, ...(next.clusterId !== null && { cluster: next.clusterId }) };
      const drafts = events.map((event) => draft(VIOLATION_CHANGED, event, options));
      await this.#messaging.outbox.append(drafts, session);
    });
  }
}

function toQuery(filter: ViolationFilter): Record<string, unknown> {
  const { open, policyId, ownerTeamId, clusterId, lineageKey, imageDigest, hostId, vulnerabilityId } = filter;
  return {
    ...(open !== undefined && { open }),
    ...(policyId !== undefined && { policyId }),
    ...(ownerTeamId !== undefined && { ownerTeamId }),
    ...(clusterId !== undefined && { clusterId }),
    ...(lineageKey !== undefined && { lineageKeys: lineageKey }),
    ...(imageDigest !== undefined && { imageDigests: imageDigest }),
    ...(hostId !== undefined && { hostIds: hostId }),
    ...(vulnerabilityId !== undefined && { vulnerabilityIds: vulnerabilityId }),
  };
}

async function toDocument({ id, ...same }: Violation): Promise<ViolationDocument> {
  return { _id: id, ...same, open: same.state !== 'RESOLVED', severityRank: severityRank(same.severity) };
}

async function toState({ _id, open: _open, severityRank: _rank, ...same }: ViolationDocument): Promise<Violation> {
  return { id: _id, ...same };
}
