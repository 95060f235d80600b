import { DECISION_MADE } from '@bulkhead/contracts';
import type { Subject } from '@bulkhead/contracts';
import type { Lifecycle, PolicyInput } from '@bulkhead/core-policy';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { currentSession, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import { pack, unpack } from '../packed/packed.ts';
import { decisionEvent } from './decision.ts';
import type { DecisionRecord } from './decision.ts';
import type { DecisionStore, LastAnswer } from './decision.ports.ts';

type Answer = Pick<DecisionRecord, 'reasons' | 'unknowns' | 'excepted' | 'errors' | 'judged' | 'omitted'>;

interface DecisionDocument extends Omit<DecisionRecord, 'id' | keyof Answer> {
  readonly _id: string;
  /** gzip of the JSON: reasons hold values of any shape. */
  readonly answer: Buffer;
}

interface InputDocument {
  readonly _id: string;
  readonly input: Buffer;
  readonly at: Date;
}

interface LastAnswerDocument extends LastAnswer {
  readonly _id: string;
}

/** Decisions on Mongo. */
export class MongoDecisionStore implements DecisionStore {
  readonly #connection: MongoConnection;
  readonly #messaging: Pick<Messaging, 'outbox'>;
  readonly #decisions: Model<DecisionDocument>;
  readonly #inputs: Model<InputDocument>;
  readonly #answers: Model<LastAnswerDocument>;

  constructor(
    connection: MongoConnection,
    messaging: Pick<Messaging, 'outbox'>,
    options: { readonly keptDays: number },
  ) {
    this.#connection = connection;
    this.#messaging = messaging;
    const expireAfterSeconds = options.keptDays * 86_400;
    this.#decisions = connection.mongoose.model<DecisionDocument>('Decision', decisionSchema(expireAfterSeconds));
    this.#inputs = connection.mongoose.model<InputDocument>('DecisionInput', inputSchema(expireAfterSeconds));
    this.#answers = connection.mongoose.model<LastAnswerDocument>('LastAnswer', ANSWER);
  }

  async find(id: string): Promise<DecisionRecord | undefined> {
    const [found] = await this.findMany([id]);
    return found;
  }

  async findMany(ids: readonly string[]): Promise<readonly DecisionRecord[]> {
    const found = await this.#decisions.collection.find({ _id: { $in: [...new Set(ids)] } } as object).toArray();
    return Promise.all(found.map((document) => toState(document as unknown as DecisionDocument)));
  }

  async findInput(digest: string): Promise<PolicyInput | undefined> {
    const found = await this.#inputs.collection.findOne({ _id: digest } as object);
    return found === null ? undefined : ((await unpack(found['input'])) as PolicyInput);
  }

  async ofSubject(
    { kind, id }: Pick<Subject, 'kind' | 'id'>,
    { point, first }: { point?: Lifecycle | undefined; first: number },
  ): Promise<readonly DecisionRecord[]> {
    const found = await this.#decisions
      .find({ 'subject.kind': kind, 'subject.id': id, ...(point !== undefined && { point }) })
      .sort({ at: -1 })
      .limit(first)
      .lean<DecisionDocument[]>();
    return Promise.all(found.map(toState));
  }

  async lastAnswer(subject: Pick<Subject, 'kind' | 'id'>, point: Lifecycle): Promise<LastAnswer | undefined> {
    const session = currentSession(this.#connection);
    const found = await this.#answers.collection.findOne(
      { _id: answerKey(subject, point) } as object,
      session === undefined ? {} : { session },
    );
    return found === null ? undefined : (found as unknown as LastAnswer);
  }

  async save(decision: DecisionRecord, input: PolicyInput, { standing }: { standing: boolean }): Promise<void> {
    const document = await toDocument(decision);
    const packed = await pack(input);
    await transact(this.#connection, async (session) => {
      const { _id, ...rest } = document;
      const kept = await this.#decisions.collection.updateOne(
        { _id } as object,
        { $setOnInsert: rest },
        {
          upsert: true,
          session,
        },
      );
      const held = { $set: { at: decision.at }, $setOnInsert: { input: packed } };
      await this.#inputs.collection.updateOne({ _id: decision.inputDigest } as object, held, { upsert: true, session });
      if (standing) await this.#stand(decision, session);
      if (kept.upsertedCount === 0) return;
      await this.#messaging.outbox.append([draft(DECISION_MADE, decisionEvent(decision))], session);
    });
  }

  async #stand(
    { id, subject, point, answerDigest }: DecisionRecord,
    session: Parameters<Messaging['outbox']['append']>[1],
  ): Promise<void> {
    const answer = { $set: { decisionId: id, answerDigest } };
    await this.#answers.collection.updateOne({ _id: answerKey(subject, point) } as object, answer, {
      upsert: true,
      session,
    });
  }
}

function decisionSchema(expireAfterSeconds: number): Schema<DecisionDocument> {
  return new Schema<DecisionDocument>(
    {
      _id: String,
      point: String,
      verdict: String,
      subject: { _id: false, kind: String, id: String, name: String },
      inputDigest: String,
      revisionSet: String,
      asOf: String,
      at: Date,
      answerDigest: String,
      answer: Buffer,
    },
    { collection: 'decisions', versionKey: false, minimize: false },
  )
    .index({ 'subject.kind': 1, 'subject.id': 1, at: -1 })
    .index({ 'subject.kind': 1, 'subject.id': 1, point: 1, at: -1 })
    .index({ at: 1 }, { expireAfterSeconds });
}

function inputSchema(expireAfterSeconds: number): Schema<InputDocument> {
  return new Schema<InputDocument>(
    { _id: String, input: Buffer, at: Date },
    { collection: 'decision_inputs', versionKey: false },
  ).index({ at: 1 }, { expireAfterSeconds });
}

const ANSWER = new Schema<LastAnswerDocument>(
  { _id: String, decisionId: String, answerDigest: String },
  { collection: 'last_answers', versionKey: false },
);

function answerKey({ kind, id }: Pick<Subject, 'kind' | 'id'>, point: Lifecycle): string {
  return `${point}:${kind}:${id}`;
}

async function toDocument(decision: DecisionRecord): Promise<DecisionDocument> {
  const { id, reasons, unknowns, excepted, errors, judged, omitted, ...same } = decision;
  const answer: Answer = { reasons, unknowns, excepted, errors, judged, omitted };
  return { _id: id, ...same, answer: await pack(answer) };
}

async function toState({ _id, answer, ...same }: DecisionDocument): Promise<DecisionRecord> {
  return { id: _id, ...same, ...((await unpack(answer)) as Answer) };
}
