import { IMAGE_INDEXED } from '@bulkhead/contracts';
import type { ImageIndexed } from '@bulkhead/contracts';
import { Fault } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { currentSession, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import type { Image } from './image.ts';
import type { ImageStore } from './image.ports.ts';

export type ImageStoreFault = 'IMAGE_CHANGED';

type ImageDocument = Omit<Image, 'digest'> & { readonly _id: string };

const SCHEMA = new Schema<ImageDocument>(
  {
    _id: String,
    names: [String],
    os: String,
    architecture: String,
    distribution: String,
    user: String,
    createdAt: Date,
    layers: Schema.Types.Mixed,
    componentCount: Number,
    coverage: Schema.Types.Mixed,
    problems: Schema.Types.Mixed,
    indexedAt: Date,
    revision: Number,
  },
  { collection: 'images', versionKey: false },
).index({ indexedAt: -1, _id: -1 });

/** Images on Mongo. */
export class MongoImageStore implements ImageStore {
  readonly #connection: MongoConnection;
  readonly #messaging: Messaging;
  readonly #images: Model<ImageDocument>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#connection = connection;
    this.#messaging = messaging;
    this.#images = connection.mongoose.model<ImageDocument>('Image', SCHEMA);
  }

  async findMany(digests: readonly string[]): Promise<readonly Image[]> {
    const session = currentSession(this.#connection) ?? null;
    const found = await this.#images
      .find({ _id: { $in: digests } })
      .session(session)
      .lean<ImageDocument[]>();
    return found.map(toImage);
  }

  async page(request: PageRequest): Promise<Page<Image>> {
    const query = this.#images.find().lean<ImageDocument[]>();
    const found = await page(query, { ...request, sort: [{ field: 'indexedAt', direction: 'descending' }] });
    return { ...found, nodes: found.nodes.map(toImage) };
  }

  async save({ next, events }: Decision<Image, ImageIndexed>): Promise<void> {
    const { digest, ...image } = next;
    await transact(
      this.#connection,
      async (session) => {
        if (next.revision === 1) {
          await this.#images.collection.insertOne({ _id: digest, ...image } as never, { session });
        } else {
          const guard = { _id: digest, revision: next.revision - 1 } as object;
          const { matchedCount } = await this.#images.collection.replaceOne(guard, image, { session });
          if (matchedCount === 0) throw changed(digest);
        }
        const drafts = events.map((event) => draft(IMAGE_INDEXED, event, { revision: next.revision }));
        await this.#messaging.outbox.append(drafts, session);
      },
      { onDuplicate: () => changed(digest) },
    );
  }
}

function toImage({ _id, ...image }: ImageDocument): Image {
  return { digest: _id, ...image };
}

function changed(digest: string): Fault<ImageStoreFault> {
  return new Fault('conflict', 'IMAGE_CHANGED', 'the image was indexed twice at the same time', {
    details: { digest },
  });
}
