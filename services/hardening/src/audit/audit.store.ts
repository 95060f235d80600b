import { HOST_CHECK_RESULT } from '@bulkhead/contracts';
import type { HostCheckResult } from '@bulkhead/contracts';
import { Fault } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';
import { draft } from '@bulkhead/platform-messaging';
import type { Outbox } from '@bulkhead/platform-messaging';
import { currentSession, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Model } from 'mongoose';
import { hostModel, MongoHostStore, toDocument as toHostDocument } from '../host/host.store.ts';
import type { HostDocument } from '../host/host.store.ts';
import type { Audit, AuditFault, CheckResult, Drift, Judgement, Posture } from './audit.ts';
import type { AuditStore, ResultFilter } from './audit.ports.ts';

type Stored<State extends { readonly id: string }> = Omit<State, 'id'> & { readonly _id: string };
/** `expiresAt` is in the document, so that a changed retention needs no new index. */
type AuditDocument = Stored<Audit> & { readonly expiresAt: Date };
type DriftDocument = Stored<Drift> & { readonly expiresAt: Date };

const OPTIONS = { versionKey: false, minimize: false } as const;

const AUDIT = new Schema<AuditDocument>(
  {
    _id: String,
    hostId: String,
    benchmarkId: String,
    vantage: String,
    observedAt: Date,
    judgedAt: Date,
    score: Number,
    counts: Schema.Types.Mixed,
    changed: [String],
    expiresAt: Date,
  },
  { ...OPTIONS, collection: 'audits' },
)
  .index({ hostId: 1, observedAt: -1, _id: -1 })
  .index({ hostId: 1, benchmarkId: 1, observedAt: -1 })
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const RESULT = new Schema<Stored<CheckResult>>(
  {
    _id: String,
    hostId: String,
    code: String,
    benchmarkId: String,
    severity: String,
    state: String,
    expected: String,
    actual: String,
    evidence: [{ _id: false, fact: String, value: String }],
    since: Date,
    changedAt: Date,
    auditId: String,
  },
  { ...OPTIONS, collection: 'check_results' },
)
  .index({ hostId: 1, code: 1, _id: 1 })
  .index({ code: 1, state: 1, hostId: 1, _id: 1 })
  .index({ state: 1, severity: 1, hostId: 1, code: 1, _id: 1 });

const DRIFT = new Schema<DriftDocument>(
  {
    _id: String,
    resultId: String,
    hostId: String,
    code: String,
    benchmarkId: String,
    from: String,
    to: String,
    at: Date,
    cause: String,
    auditId: String,
    expiresAt: Date,
  },
  { ...OPTIONS, collection: 'drifts' },
)
  .index({ hostId: 1, at: -1, _id: -1 })
  .index({ resultId: 1, at: -1, _id: -1 })
  .index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

const DAY = 24 * 3600 * 1000;

export interface AuditStoreParts {
  readonly connection: MongoConnection;
  readonly outbox: Outbox;
  /** How long audits and drifts are kept. */
  readonly retentionDays: number;
}

/** Audits, results and drifts on Mongo. */
export class MongoAuditStore implements AuditStore {
  readonly #parts: AuditStoreParts;
  readonly #hosts: Model<HostDocument>;
  readonly #hostStore: MongoHostStore;
  readonly #audits: Model<AuditDocument>;
  readonly #results: Model<Stored<CheckResult>>;
  readonly #drifts: Model<DriftDocument>;

  constructor(parts: AuditStoreParts) {
    const { mongoose } = parts.connection;
    this.#parts = parts;
    this.#hosts = hostModel(parts.connection);
    this.#hostStore = new MongoHostStore(parts.connection);
    this.#audits = mongoose.model<AuditDocument>('Audit', AUDIT);
    this.#results = mongoose.model<Stored<CheckResult>>('CheckResult', RESULT);
    this.#drifts = mongoose.model<DriftDocument>('Drift', DRIFT);
  }

  async posture(hostId: string): Promise<Posture> {
    const session = currentSession(this.#parts.connection) ?? null;
    const host = await this.#hostStore.find(hostId);
    const results = await this.#results.find({ hostId }).session(session).lean<Stored<CheckResult>[]>();
    return { host, results: results.map(fromStored<CheckResult>) };
  }

  async save({ next, events }: Decision<Judgement, HostCheckResult>): Promise<void> {
    const { connection, outbox } = this.#parts;
    const { host } = next;
    await transact(
      connection,
      async (session) => {
        await this.#saveHost(next, session);
        await this.#saveJudgement(next, session);
        const options = {
          revision: host.revision,
          time: next.audit.judgedAt,
          ...(host.clusterId === null ? {} : { cluster: host.clusterId }),
        };
        await outbox.append(
          events.map((event) => draft(HOST_CHECK_RESULT, event, options)),
          session,
        );
      },
      { onDuplicate: () => changed(host.id) },
    );
  }

  async #saveHost({ host }: Judgement, session: ClientSession): Promise<void> {
    const document = toHostDocument(host) as never;
    if (host.revision === 1) {
      await this.#hosts.collection.insertOne(document, { session });
      return;
    }
    const guard = { _id: host.id, revision: host.revision - 1 } as never;
    const { matchedCount } = await this.#hosts.collection.replaceOne(guard, document, { session });
    if (matchedCount === 0) throw changed(host.id);
  }

  async #saveJudgement({ audit, changed: results, retired, drifts }: Judgement, session: ClientSession): Promise<void> {
    const expiresAt = new Date(audit.judgedAt.getTime() + this.#parts.retentionDays * DAY);
    await this.#audits.collection.insertOne({ ...toStored(audit), expiresAt } as never, { session });
    const writes = [
      ...results.map((result) => ({
        replaceOne: { filter: { _id: result.id }, replacement: toStored(result), upsert: true },
      })),
      ...(retired.length === 0 ? [] : [{ deleteMany: { filter: { _id: { $in: [...retired] } } } }]),
    ];
    if (writes.length > 0) await this.#results.collection.bulkWrite(writes as never, { session, ordered: true });
    const rows = drifts.map((drift) => ({ ...toStored(drift), expiresAt }));
    if (rows.length > 0) await this.#drifts.collection.insertMany(rows as never, { session });
  }

  async findAudits(ids: readonly string[]): Promise<readonly Audit[]> {
    const query = this.#audits.find({ _id: { $in: [...ids] } });
    const found = await query.session(currentSession(this.#parts.connection) ?? null).lean<AuditDocument[]>();
    return found.map(toAudit);
  }

  async audits(hostId: string, request: PageRequest): Promise<Page<Audit>> {
    const found = await page(this.#audits.find({ hostId }).lean<AuditDocument[]>(), {
      ...request,
      sort: [{ field: 'observedAt', direction: 'descending' }],
    });
    return { ...found, nodes: found.nodes.map(toAudit) };
  }

  async latest(hostIds: readonly string[], benchmarkId?: string): Promise<ReadonlyMap<string, Audit>> {
    const named = benchmarkId === undefined ? {} : { benchmarkId };
    const found = await Promise.all(
      hostIds.map(async (hostId) =>
        this.#audits
          .findOne({ hostId, ...named })
          .sort({ observedAt: -1 })
          .lean<AuditDocument>(),
      ),
    );
    const audits = found.filter((document) => document !== null).map(toAudit);
    return new Map(audits.map((audit) => [audit.hostId, audit]));
  }

  async findResults(ids: readonly string[]): Promise<readonly CheckResult[]> {
    const found = await this.#results.find({ _id: { $in: [...ids] } }).lean<Stored<CheckResult>[]>();
    return found.map(fromStored<CheckResult>);
  }

  async results(filter: ResultFilter, request: PageRequest): Promise<Page<CheckResult>> {
    const found = await page(this.#results.find(toQuery(filter)).lean<Stored<CheckResult>[]>(), {
      ...request,
      sort: [
        { field: 'hostId', direction: 'ascending' },
        { field: 'code', direction: 'ascending' },
      ],
    });
    return { ...found, nodes: found.nodes.map(fromStored<CheckResult>) };
  }

  async drifts(of: Parameters<AuditStore['drifts']>[0], request: PageRequest): Promise<Page<Drift>> {
    const since = 'since' in of && of.since !== undefined ? { at: { $gte: of.since } } : {};
    const filter = 'resultId' in of ? { resultId: of.resultId } : { hostId: of.hostId, ...since };
    const found = await page(this.#drifts.find(filter).lean<DriftDocument[]>(), {
      ...request,
      sort: [{ field: 'at', direction: 'descending' }],
    });
    return { ...found, nodes: found.nodes.map(({ expiresAt: _expiresAt, ...rest }) => fromStored<Drift>(rest)) };
  }
}

function toQuery({ hostId, code, states, severities }: ResultFilter): Record<string, unknown> {
  return {
    ...(hostId === undefined ? {} : { hostId }),
    ...(code === undefined ? {} : { code }),
    ...(states === undefined ? {} : { state: { $in: states } }),
    ...(severities === undefined ? {} : { severity: { $in: severities } }),
  };
}

function toAudit({ expiresAt: _expiresAt, ...rest }: AuditDocument): Audit {
  return fromStored<Audit>(rest);
}

function toStored<State extends { readonly id: string }>({ id, ...rest }: State): Stored<State> {
  return { _id: id, ...rest };
}

function fromStored<State extends { readonly id: string }>({ _id, ...rest }: Stored<State>): State {
  return { id: _id, ...rest } as unknown as State;
}

function changed(hostId: string): Fault<AuditFault> {
  return new Fault('conflict', 'HOST_CHANGED', 'other facts of the host were judged at the same time', {
    details: { hostId },
    advice: 'try again',
  });
}
