import type { MongoConnection } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import { pack, unpack } from '../packed/packed.ts';
import { StateStore } from '../state/state.store.ts';
import type { ImageContent, ImageState, Matching } from './image-state.ts';
import type { ImageStateStore } from './image-state.ports.ts';

interface ImageDocument extends Omit<ImageState, 'digest' | 'matching' | 'content' | 'user'> {
  readonly _id: string;
  readonly user: string | null;
  readonly hasConfiguration: boolean;
  /** gzip of the JSON; null = never read. */
  readonly content: Buffer | null;
  /** gzip of the JSON; null = never compared. */
  readonly matching: Buffer | null;
}

const SCHEMA = new Schema<ImageDocument>(
  {
    _id: String,
    names: [String],
    distribution: String,
    user: String,
    hasConfiguration: Boolean,
    createdAt: String,
    indexedAt: String,
    content: Buffer,
    matching: Buffer,
    revision: Number,
  },
  { collection: 'image_states', versionKey: false, minimize: false },
).index({ names: 1, indexedAt: -1 });

/** What is known of images, on Mongo. */
export class MongoImageStateStore implements ImageStateStore {
  readonly #states: StateStore<ImageState, ImageDocument>;

  constructor(connection: MongoConnection) {
    const model = connection.mongoose.model<ImageDocument>('ImageState', SCHEMA);
    this.#states = new StateStore(connection, model, { toDocument, toState });
  }

  find(digest: string): Promise<ImageState | undefined> {
    return this.#states.find(digest);
  }

  findMany(digests: readonly string[]): Promise<readonly ImageState[]> {
    return this.#states.findMany(digests);
  }

  async findByName(name: string): Promise<ImageState | undefined> {
    const found = await this.#states.model
      .findOne({ names: name })
      .sort({ indexedAt: -1 })
      .select({ _id: 1 })
      .lean<{ _id: string } | null>();
    return found === null ? undefined : this.#states.find(found._id);
  }

  ids(): AsyncIterable<readonly string[]> {
    return this.#states.ids();
  }

  save(state: ImageState): Promise<void> {
    return this.#states.save(state);
  }
}

async function toDocument({ digest, content, matching, user, ...same }: ImageState): Promise<ImageDocument> {
  return {
    _id: digest,
    ...same,
    user: user ?? null,
    hasConfiguration: user !== undefined,
    content: content === null ? null : await pack(content),
    matching: matching === null ? null : await pack(matching),
  };
}

async function toState({
  _id,
  content,
  matching,
  user,
  hasConfiguration,
  ...same
}: ImageDocument): Promise<ImageState> {
  return {
    digest: _id,
    ...same,
    user: hasConfiguration ? user : undefined,
    content: content === null ? null : ((await unpack(content)) as ImageContent),
    matching: matching === null ? null : ((await unpack(matching)) as Matching),
  };
}
