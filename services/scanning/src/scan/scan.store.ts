import { SCAN_REQUEST_BACKGROUND, SCAN_REQUEST_INTERACTIVE } from '@bulkhead/contracts';
import type { ScanRequest } from '@bulkhead/contracts';
import { Fault } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';
import { draft } from '@bulkhead/platform-messaging';
import type { Messaging } from '@bulkhead/platform-messaging';
import { currentSession, page, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page, PageRequest } from '@bulkhead/platform-mongo';
import { Schema } from 'mongoose';
import type { Model } from 'mongoose';
import type { Scan, ScanState } from './scan.ts';
import type { ScanStore } from './scan.ports.ts';

export type ScanStoreFault = 'SCAN_CHANGED';

type ScanDocument = Omit<Scan, 'id'> & { readonly _id: string };

const SCHEMA = new Schema<ScanDocument>(
  {
    _id: String,
    source: String,
    lane: String,
    state: String,
    requestedBy: String,
    reason: String,
    queuedAt: Date,
    startedAt: Date,
    finishedAt: Date,
    attempts: Number,
    percent: Number,
    errorCode: String,
    errorMessage: String,
    subjectKind: String,
    subjectId: String,
    revision: Number,
  },
  { collection: 'scans', versionKey: false },
)
  .index({ queuedAt: -1, _id: -1 })
  .index({ state: 1, queuedAt: -1, _id: -1 });

const NEWEST_FIRST = [{ field: 'queuedAt', direction: 'descending' }] as const;

/** Scans on Mongo; an order and its request event are written together. */
export class MongoScanStore implements ScanStore {
  readonly #connection: MongoConnection;
  readonly #messaging: Messaging;
  readonly #scans: Model<ScanDocument>;

  constructor(connection: MongoConnection, messaging: Messaging) {
    this.#connection = connection;
    this.#messaging = messaging;
    this.#scans = connection.mongoose.model<ScanDocument>('Scan', SCHEMA);
  }

  async find(id: string): Promise<Scan | undefined> {
    const found = await this.#scans
      .findById(id)
      .session(currentSession(this.#connection) ?? null)
      .lean<ScanDocument>();
    return found === null ? undefined : toScan(found);
  }

  async page({ state }: { readonly state?: ScanState | undefined }, request: PageRequest): Promise<Page<Scan>> {
    const query = this.#scans.find(state === undefined ? {} : { state }).lean<ScanDocument[]>();
    const found = await page(query, { ...request, sort: NEWEST_FIRST });
    return { ...found, nodes: found.nodes.map(toScan) };
  }

  async save({ next, events }: Decision<Scan, ScanRequest>): Promise<void> {
    const { id, ...scan } = next;
    const contract = next.lane === 'INTERACTIVE' ? SCAN_REQUEST_INTERACTIVE : SCAN_REQUEST_BACKGROUND;
    await transact(
      this.#connection,
      async (session) => {
        if (next.revision === 1) {
          await this.#scans.collection.insertOne({ _id: id, ...scan } as never, { session });
        } else {
          const guard = { _id: id, revision: next.revision - 1 } as object;
          const { matchedCount } = await this.#scans.collection.replaceOne(
            guard,
            { _id: id, ...scan },
            {
              session,
            },
          );
          if (matchedCount === 0) throw changed(id);
        }
        await this.#messaging.outbox.append(
          events.map((event) => draft(contract, event)),
          session,
        );
      },
      { onDuplicate: () => changed(id) },
    );
  }

  async progress(id: string, percent: number): Promise<void> {
    await this.#scans.collection.updateOne({ _id: id, state: 'RUNNING' } as object, { $set: { percent } });
  }
}

function toScan({ _id, ...scan }: ScanDocument): Scan {
  return { id: _id, ...scan };
}

function changed(id: string): Fault<ScanStoreFault> {
  return new Fault('conflict', 'SCAN_CHANGED', 'somebody else changed the scan at the same time', { details: { id } });
}
