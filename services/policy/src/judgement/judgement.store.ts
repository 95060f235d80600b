import { afterCommit, currentSession, duplicateKey, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Collection } from 'mongoose';
import type { SubjectKey } from './judgement.ts';
import type { Due, DuePriority, DueQueue, Transactions } from './judgement.ports.ts';

interface DueDocument {
  readonly _id: string;
  readonly kind: Due['kind'];
  readonly subjectId: string;
  readonly generation: number;
  readonly attempts: number;
  /** 0 before 1. */
  readonly priority: number;
  /** Free from then on: now, after a lease, or after a pause. */
  readonly readyAt: Date;
}

interface DayDocument {
  readonly _id: string;
  readonly day: string;
}

const DUE = new Schema<DueDocument>(
  {
    _id: String,
    kind: String,
    subjectId: String,
    generation: Number,
    attempts: Number,
    priority: Number,
    readyAt: Date,
  },
  { collection: 'judgements_due', versionKey: false },
).index({ priority: 1, readyAt: 1 });

const DAY = new Schema<DayDocument>({ _id: String, day: String }, { collection: 'judgement_days', versionKey: false });

const LEASE_MS = 60_000;
const RANK: Readonly<Record<DuePriority, number>> = { NOW: 0, LATER: 1 };
const MARKS_MAX = 500;

/** The queue on Mongo. `nudge` is called after a mark is committed. */
export class MongoDueQueue implements DueQueue {
  readonly #connection: MongoConnection;
  readonly #due: Collection<DueDocument>;
  readonly #days: Collection<DayDocument>;
  readonly #nudge: () => void;

  constructor(connection: MongoConnection, nudge: () => void) {
    this.#connection = connection;
    this.#nudge = nudge;
    this.#due = connection.mongoose.model<DueDocument>('JudgementDue', DUE)
      .collection as unknown as Collection<DueDocument>;
    this.#days = connection.mongoose.model<DayDocument>('JudgementDay', DAY)
      .collection as unknown as Collection<DayDocument>;
  }

  async mark(subjects: readonly SubjectKey[], priority: DuePriority): Promise<void> {
    for (let start = 0; start < subjects.length; start += MARKS_MAX) {
      await this.#mark(subjects.slice(start, start + MARKS_MAX), priority);
    }
  }

  async markEverything(): Promise<void> {
    await this.#mark([{ kind: 'everything', id: '*' }], 'LATER');
  }

  async take(now: Date): Promise<Due | undefined> {
    for (const priority of [0, 1]) {
      const taken = await this.#due.findOneAndUpdate(
        { priority, readyAt: { $lte: now } },
        { $set: { readyAt: new Date(now.getTime() + LEASE_MS) }, $inc: { attempts: 1 } },
        { sort: { readyAt: 1 }, returnDocument: 'after' },
      );
      if (taken !== null)
        return { kind: taken.kind, id: taken.subjectId, generation: taken.generation, attempts: taken.attempts };
    }
    return undefined;
  }

  async done(due: Due): Promise<void> {
    await this.#due.deleteOne({ _id: keyOf(due), generation: due.generation }, this.#joined());
  }

  async postpone(due: Due, until: Date): Promise<void> {
    await this.#due.updateOne({ _id: keyOf(due), generation: due.generation }, { $set: { readyAt: until } });
  }

  async isNewDay(day: string): Promise<boolean> {
    const known = await this.#days.findOne({ _id: 'last' });
    if (known?.day === day) return false;
    try {
      const last = known === null ? { _id: 'last', day: { $exists: false } } : { _id: 'last', day: known.day };
      const moved = await this.#days.updateOne(last, { $set: { day } }, { upsert: known === null });
      return moved.upsertedCount + moved.modifiedCount === 1;
    } catch (error) {
      if (duplicateKey(error) === undefined) throw error;
      return false;
    }
  }

  size(): Promise<number> {
    return this.#due.countDocuments({});
  }

  async #mark(subjects: readonly Pick<Due, 'kind' | 'id'>[], priority: DuePriority): Promise<void> {
    if (subjects.length === 0) return;
    const operations = subjects.map(({ kind, id }) => ({
      updateOne: {
        filter: { _id: keyOf({ kind, id }) },
        update: {
          $set: { kind, subjectId: id, readyAt: new Date(0), attempts: 0 },
          $inc: { generation: 1 },
          $min: { priority: RANK[priority] },
        },
        upsert: true,
      },
    }));
    await this.#due.bulkWrite(operations, { ordered: false, ...this.#joined() });
    this.#nudgeLater();
  }

  #nudgeLater(): void {
    const session = currentSession(this.#connection);
    if (session === undefined) this.#nudge();
    else afterCommit(session, this.#nudge);
  }

  #joined(): { session?: ClientSession } {
    const session = currentSession(this.#connection);
    return session === undefined ? {} : { session };
  }
}

/** Transactions of one connection. */
export function mongoTransactions(connection: MongoConnection): Transactions {
  return { run: (work) => transact(connection, () => work()) };
}

function keyOf({ kind, id }: Pick<Due, 'kind' | 'id'>): string {
  return `${kind}:${id}`;
}
