import type { MongoConnection } from '@bulkhead/platform-mongo';
import { duplicateKey } from '@bulkhead/platform-mongo';
import type { Collection, Model } from 'mongoose';
import { Schema } from 'mongoose';

interface LeaseRow {
  readonly _id: string;
  readonly holder: string | null;
  /** Grows with every renewal. */
  readonly beat: number;
}

const NAME = 'OutboxLease';
const ID = 'relay';

/** Declares the collection `outbox_leases`. */
export function leaseRows(connection: MongoConnection): Collection<LeaseRow> {
  const models = connection.mongoose.models as Record<string, Model<LeaseRow> | undefined>;
  const schema = new Schema<LeaseRow>(
    { _id: String, holder: String, beat: Number },
    { collection: 'outbox_leases', versionKey: false },
  );
  const model = models[NAME] ?? connection.mongoose.model<LeaseRow>(NAME, schema);
  return model.collection as unknown as Collection<LeaseRow>;
}

export interface LeaseOptions {
  readonly rows: Collection<LeaseRow>;
  /** Who we are: different for every relay that ever runs. */
  readonly holder: string;
  /** How long a lease lives without renewal, in milliseconds. */
  readonly lifeMs: number;
  /** A clock that never goes back, in milliseconds. */
  readonly monotonic?: () => number;
}

/**
 * One relay per outbox at a time. No clock is compared with another machine's: a lease is stale when this process saw
 * the same `beat` for longer than its life (as Kubernetes' leader election does), and its holder stops relying on it
 * earlier than that, counting from before its last renewal was sent.
 */
export class RelayLease {
  private readonly options: LeaseOptions;
  private readonly now: () => number;
  private heldSince: number | undefined;
  private seen: { readonly row: LeaseRow; readonly at: number } | undefined;

  constructor(options: LeaseOptions) {
    this.options = options;
    this.now = options.monotonic ?? (() => performance.now());
  }

  /** True when this relay may publish now. */
  get held(): boolean {
    return this.heldSince !== undefined && this.now() - this.heldSince < this.options.lifeMs * 0.8;
  }

  /** Renews when due, takes the lease when it is free or stale; says whether we hold it. */
  async hold(): Promise<boolean> {
    const { holder, lifeMs } = this.options;
    if (this.heldSince !== undefined && this.now() - this.heldSince < lifeMs / 3) return true;
    const asked = this.now();
    const row = await this.read();
    const mine = row.holder === holder;
    if (!mine && row.holder !== null && !this.isStale(row)) {
      this.heldSince = undefined;
      return false;
    }
    const taken = await this.options.rows.updateOne(
      { _id: ID, holder: row.holder, beat: row.beat },
      { $set: { holder, beat: row.beat + 1 } },
    );
    this.heldSince = taken.modifiedCount === 1 ? asked : undefined;
    return this.heldSince !== undefined;
  }

  /** Gives the lease back so that the next relay need not wait. */
  async release(): Promise<void> {
    if (this.heldSince === undefined) return;
    this.heldSince = undefined;
    await this.options.rows.updateOne({ _id: ID, holder: this.options.holder }, { $set: { holder: null } });
  }

  private async read(): Promise<LeaseRow> {
    const row = await this.options.rows.findOne({ _id: ID });
    if (row !== null) return row;
    const fresh: LeaseRow = { _id: ID, holder: null, beat: 0 };
    try {
      await this.options.rows.insertOne(fresh);
    } catch (error) {
      if (duplicateKey(error) === undefined) throw error;
    }
    return fresh;
  }

  private isStale(row: LeaseRow): boolean {
    if (this.seen?.row.holder !== row.holder || this.seen.row.beat !== row.beat) {
      this.seen = { row, at: this.now() };
      return false;
    }
    return this.now() - this.seen.at > this.options.lifeMs;
  }
}
