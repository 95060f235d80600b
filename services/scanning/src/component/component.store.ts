import { currentSession, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { ClientSession, Model } from 'mongoose';
import type { Component, Occurrence } from './component.ts';
import type { ComponentStore } from './component.ports.ts';

type ComponentDocument = Omit<Component, 'id'> & { readonly _id: string };
type OccurrenceDocument = Omit<Occurrence, 'id'> & { readonly _id: string };

const COMPONENT = new Schema<ComponentDocument>(
  {
    _id: String,
    purl: String,
    ecosystem: String,
    name: String,
    version: String,
    source: Schema.Types.Mixed,
    licences: [String],
    packageKeys: [String],
  },
  { collection: 'components', versionKey: false },
).index({ packageKeys: 1 });

const OCCURRENCE = new Schema<OccurrenceDocument>(
  {
    _id: String,
    subjectKind: String,
    subjectId: String,
    componentId: String,
    packageKeys: [String],
    path: String,
    layerDiffId: String,
  },
  { collection: 'occurrences', versionKey: false },
)
  .index({ subjectId: 1, componentId: 1 })
  .index({ componentId: 1, subjectId: 1 });

/** Writes larger than this are cut, so that no message to the server grows without bound. */
const BATCH = 1_000;

/** Components and occurrences on Mongo. */
export class MongoComponentStore implements ComponentStore {
  readonly #connection: MongoConnection;
  readonly #components: Model<ComponentDocument>;
  readonly #occurrences: Model<OccurrenceDocument>;

  constructor(connection: MongoConnection) {
    this.#connection = connection;
    this.#components = connection.mongoose.model<ComponentDocument>('Component', COMPONENT);
    this.#occurrences = connection.mongoose.model<OccurrenceDocument>('Occurrence', OCCURRENCE);
  }

  async findMany(ids: readonly string[]): Promise<readonly Component[]> {
    const found = await this.#components
      .find({ _id: { $in: ids } })
      .session(this.#session())
      .lean<ComponentDocument[]>();
    return found.map(toComponent);
  }

  async replaceOccurrences(
    subjectId: string,
    components: readonly Component[],
    occurrences: readonly Occurrence[],
  ): Promise<readonly string[]> {
    return transact(this.#connection, async (session) => {
      const held = await this.ofSubject(subjectId);
      const kept = new Set(occurrences.map(({ id }) => id));
      const gone = held.filter(({ id }) => !kept.has(id));
      for (const batch of batches(components))
        await this.#components.collection.bulkWrite(batch.map(upsert), { session });
      for (const batch of batches(occurrences))
        await this.#occurrences.collection.bulkWrite(batch.map(upsert), { session });
      if (gone.length > 0) {
        await this.#occurrences.collection.deleteMany({ _id: { $in: gone.map(({ id }) => id) } } as object, {
          session,
        });
      }
      return gone.map(({ componentId }) => componentId);
    });
  }

  async ofSubject(subjectId: string): Promise<readonly Occurrence[]> {
    const found = await this.#occurrences.find({ subjectId }).session(this.#session()).lean<OccurrenceDocument[]>();
    return found.map(toOccurrence);
  }

  async pageOfSubject(subjectId: string, request: PageRequest): Promise<Page<Occurrence>> {
    return this.#page({ subjectId }, request, 'componentId');
  }

  async pageOfComponent(componentId: string, request: PageRequest): Promise<Page<Occurrence>> {
    return this.#page({ componentId }, request, 'subjectId');
  }

  async ofPackage(packageKey: string): Promise<readonly Component[]> {
    const found = await this.#components.find({ packageKeys: packageKey }).sort({ _id: 1 }).lean<ComponentDocument[]>();
    return found.map(toComponent);
  }

  async occurrencesOf(componentIds: readonly string[]): Promise<readonly Occurrence[]> {
    const found = await this.#occurrences.find({ componentId: { $in: componentIds } }).lean<OccurrenceDocument[]>();
    return found.map(toOccurrence);
  }

  async #page(filter: Record<string, string>, request: PageRequest, field: string): Promise<Page<Occurrence>> {
    const query = this.#occurrences.find(filter).lean<OccurrenceDocument[]>();
    const found = await page(query, { ...request, sort: [{ field, direction: 'ascending' }] });
    return { ...found, nodes: found.nodes.map(toOccurrence) };
  }

  #session(): ClientSession | null {
    return currentSession(this.#connection) ?? null;
  }
}

function upsert({ id, ...rest }: Component | Occurrence): never {
  return { replaceOne: { filter: { _id: id }, replacement: rest, upsert: true } } as never;
}

function* batches<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < items.length; from += BATCH) yield items.slice(from, from + BATCH);
}

function toComponent({ _id, ...component }: ComponentDocument): Component {
  return { id: _id, ...component };
}

function toOccurrence({ _id, ...occurrence }: OccurrenceDocument): Occurrence {
  return { id: _id, ...occurrence };
}
