import { FINDING_CHANGED } from '@bulkhead/contracts';
import type { FindingChanged } from '@bulkhead/contracts';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { currentSession, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest, SortKey } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Model } from 'mongoose';
import type { Finding } from './finding.ts';
import type { FindingFilter, FindingOrder, FindingStore, SubjectState } from './finding.ports.ts';

type FindingDocument = Omit<Finding, 'id'> & { readonly _id: string };
type SubjectDocument = Omit<SubjectState, 'subjectId'> & {
  readonly _id: string;
  /** When it changed last; null = everything is told. */
  readonly dirtyAt: Date | null;
  readonly dirtySince: Date | null;
};

/** A subject is told about when nothing changed for this long: one event, however many advisories landed. */
const QUIET_MS = 250;
/** ... but no later than this after the first change. */
const PATIENCE_MS = 2_000;
const BATCH = 1_000;

const FINDING = new Schema<FindingDocument>(
  {
    _id: String,
    subjectKind: String,
    subjectId: String,
    componentId: String,
    purl: String,
    componentName: String,
    version: String,
    vulnerabilityId: String,
    aliases: [String],
    state: String,
    open: Boolean,
    severity: String,
    severityRank: Number,
    cvssScore: Number,
    fixedIn: [String],
    fixAvailableSince: Date,
    publishedAt: Date,
    attributions: Schema.Types.Mixed,
    explanation: Schema.Types.Mixed,
    firstSeen: Date,
    lastSeen: Date,
  },
  { collection: 'findings', versionKey: false },
);
// Every filter the schema offers, with every order it offers: the sort keys are stored, so no page has to sort.
for (const leading of [['subjectId'], ['vulnerabilityId'], ['componentId'], ['severity'], []] as const) {
  const prefix = Object.fromEntries([...leading, 'open'].map((field) => [field, 1 as const]));
  FINDING.index({ ...prefix, severityRank: -1, _id: -1 });
  FINDING.index({ ...prefix, firstSeen: -1, _id: -1 });
}

// What the matcher reads before it writes: the findings of some components in some subjects.
FINDING.index({ subjectId: 1, componentId: 1 });

const SUBJECT = new Schema<SubjectDocument>(
  {
    _id: String,
    kind: String,
    name: String,
    ecosystems: [String],
    toldIds: [String],
    cause: String,
    revision: Number,
    dirtyMark: Number,
    dirtyAt: Date,
    dirtySince: Date,
  },
  { collection: 'subject_states', versionKey: false },
).index({ dirtyAt: 1 }, { partialFilterExpression: { dirtyAt: { $type: 'date' } } });

const SORTS: Readonly<Record<FindingOrder, readonly SortKey[]>> = {
  SEVERITY: [{ field: 'severityRank', direction: 'descending' }],
  FIRST_SEEN: [{ field: 'firstSeen', direction: 'descending' }],
};

/** Findings on Mongo. */
export class MongoFindingStore implements FindingStore {
  readonly #connection: MongoConnection;
  readonly #messaging: Messaging;
  readonly #findings: Model<FindingDocument>;
  readonly #subjects: Model<SubjectDocument>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#connection = connection;
    this.#messaging = messaging;
    this.#findings = connection.mongoose.model<FindingDocument>('Finding', FINDING);
    this.#subjects = connection.mongoose.model<SubjectDocument>('SubjectState', SUBJECT);
  }

  async find(id: string): Promise<Finding | undefined> {
    const found = await this.#findings.findById(id).lean<FindingDocument>();
    return found === null ? undefined : toFinding(found);
  }

  ofComponents(componentIds: readonly string[], subjectIds: readonly string[]): Promise<readonly Finding[]> {
    return this.#list({ subjectId: { $in: subjectIds }, componentId: { $in: componentIds } });
  }

  openOf(subjectId: string): Promise<readonly Finding[]> {
    return this.#list({ subjectId, open: true });
  }

  async put(findings: readonly Finding[]): Promise<void> {
    await transact(this.#connection, async (session) => {
      for (let from = 0; from < findings.length; from += BATCH) {
        const writes = findings.slice(from, from + BATCH).map(({ id, ...rest }) => ({
          replaceOne: { filter: { _id: id }, replacement: rest, upsert: true },
        }));
        await this.#findings.collection.bulkWrite(writes as never, { session });
      }
    });
  }

  async page(filter: FindingFilter, order: FindingOrder, request: PageRequest): Promise<Page<Finding>> {
    const given = Object.entries(filter).filter(([, value]) => value !== undefined);
    const query = this.#findings.find(Object.fromEntries(given)).lean<FindingDocument[]>();
    const found = await page(query, { ...request, sort: SORTS[order] });
    return { ...found, nodes: found.nodes.map(toFinding) };
  }

  async subjectsOf(
    vulnerabilityId: string,
  ): Promise<readonly { readonly kind: 'image' | 'host'; readonly id: string }[]> {
    const found = await this.#findings
      .find({ vulnerabilityId, open: true }, { subjectKind: 1, subjectId: 1 })
      .lean<Pick<FindingDocument, 'subjectKind' | 'subjectId'>[]>();
    const byId = new Map(found.map(({ subjectKind, subjectId }) => [subjectId, { kind: subjectKind, id: subjectId }]));
    return [...byId.values()];
  }

  async introduce({
    id,
    kind,
    name,
    ecosystems,
  }: {
    kind: 'image' | 'host';
    id: string;
    name: string;
    ecosystems: readonly string[];
  }): Promise<void> {
    const update = {
      $set: { kind, name, ecosystems: [...ecosystems] },
      $setOnInsert: { toldIds: [], cause: 'INDEXED', revision: 0, dirtyMark: 0, dirtyAt: null, dirtySince: null },
    };
    await transact(this.#connection, (session) =>
      this.#subjects.collection.updateOne({ _id: id } as object, update, { upsert: true, session }),
    );
  }

  async touch(subjectIds: readonly string[], cause: FindingChanged['cause']): Promise<void> {
    if (subjectIds.length === 0) return;
    const now = new Date();
    const update = [
      {
        $set: {
          cause,
          dirtyAt: now,
          dirtySince: { $ifNull: ['$dirtySince', now] },
          dirtyMark: { $add: ['$dirtyMark', 1] },
        },
      },
    ];
    await transact(this.#connection, (session) =>
      this.#subjects.collection.updateMany({ _id: { $in: [...subjectIds] } } as object, update as never, { session }),
    );
  }

  async due(now: Date, limit: number): Promise<readonly SubjectState[]> {
    const quiet = new Date(now.getTime() - QUIET_MS);
    const patient = new Date(now.getTime() - PATIENCE_MS);
    const query = this.#subjects.find({
      dirtyAt: { $type: 'date' },
      $or: [{ dirtyAt: { $lte: quiet } }, { dirtySince: { $lte: patient } }],
    });
    const found = await query.sort({ dirtyAt: 1 }).limit(limit).lean<SubjectDocument[]>();
    return found.map(toSubject);
  }

  async subject(id: string): Promise<SubjectState | undefined> {
    const found = await this.#subjects.findById(id).lean<SubjectDocument>();
    return found === null ? undefined : toSubject(found);
  }

  async tell({ subjectId, dirtyMark, revision }: SubjectState, event: FindingChanged): Promise<void> {
    const told = {
      toldIds: event.open.map(({ findingId }) => findingId),
      revision: revision + 1,
      dirtyAt: null,
      dirtySince: null,
    };
    await transact(this.#connection, async (session) => {
      const unchanged = { _id: subjectId, dirtyMark } as object;
      const { matchedCount } = await this.#subjects.collection.updateOne(unchanged, { $set: told }, { session });
      if (matchedCount === 0) return;
      await this.#messaging.outbox.append([draft(FINDING_CHANGED, event, { revision: revision + 1 })], session);
    });
  }

  async #list(filter: Record<string, unknown>): Promise<readonly Finding[]> {
    const session: ClientSession | null = currentSession(this.#connection) ?? null;
    const found = await this.#findings
      .find(filter)
      .session(session)
      .sort({ severityRank: -1, _id: 1 })
      .lean<FindingDocument[]>();
    return found.map(toFinding);
  }
}

function toFinding({ _id, ...finding }: FindingDocument): Finding {
  return { id: _id, ...finding };
}

function toSubject({ _id, dirtyAt: _dirtyAt, dirtySince: _dirtySince, ...state }: SubjectDocument): SubjectState {
  return { subjectId: _id, ...state };
}
