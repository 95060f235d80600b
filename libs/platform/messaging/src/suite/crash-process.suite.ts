// A whole process of a service, for `crash.spec.ts` to kill: it publishes its share and acts on what comes.
import { randomInt } from 'node:crypto';
import { createLogger } from '@bulkhead/platform-logging';
import { connect, transact } from '@bulkhead/platform-mongo';
import type { ClientSession } from 'mongoose';
import { z } from 'zod';
import type { EventContract } from '../index.ts';
import { createMessaging, draft } from '../index.ts';

/** What the parent says on the command line, as JSON. */
export interface CrashOrders {
  readonly service: string;
  readonly uri: string;
  readonly database: string;
  readonly brokers: readonly string[];
  readonly topic: string;
  readonly owners: readonly string[];
  readonly perOwner: number;
  readonly batch: number;
  /** One handler call of so many fails, and is tried again in place. */
  readonly failOneIn: number;
}

interface Parcel {
  readonly owner: string;
  readonly number: number;
}

export function crashContract(topic: string): EventContract<Parcel> {
  return {
    type: 'parcel.sent.v1',
    topic,
    key: (data) => data.owner,
    data: z.object({ owner: z.string(), number: z.int() }),
  };
}

async function main(orders: CrashOrders): Promise<void> {
  const logger = createLogger({ name: `crash-${process.pid}`, level: 'error' });
  const connection = await connect({ uri: orders.uri, database: orders.database, logger });
  const contract = crashContract(orders.topic);
  const messaging = createMessaging({
    service: orders.service,
    brokers: orders.brokers,
    connection,
    logger,
    topics: [contract],
    partitions: 4,
    tuning: {
      // A killed process leaves its transaction behind: on a real MongoDB for a minute.
      inPlaceDelaysMs: [5, 10, 20, 40, 80, 160, ...Array.from({ length: 120 }, () => 1_000)],
      relayLeaseMs: 500,
      relayPollMs: 50,
      sessionTimeoutMs: 6_000,
      heartbeatMs: 200,
    },
  });
  const progress = connection.mongoose.collection<{ _id: string; next: number }>('progress');
  const effects = connection.mongoose.collection('effects');
  const surprises = connection.mongoose.collection('surprises');

  /** The next number of an owner, and one more of it. */
  async function advance(id: string, by: number, session: ClientSession): Promise<number> {
    const before = await progress.findOneAndUpdate({ _id: id }, { $inc: { next: by } }, { upsert: true, session });
    return before?.next ?? 0;
  }

  async function publishNext(owner: string): Promise<boolean> {
    return transact(connection, async (session) => {
      const from = await advance(`out/${owner}`, orders.batch, session);
      if (from >= orders.perOwner) throw new Error('done');
      const drafts = Array.from({ length: orders.batch }, (_, index) =>
        draft(contract, { owner, number: from + index }, { revision: from + index }),
      );
      await messaging.outbox.append(drafts, session);
      return true;
    }).catch((error: unknown) => !(error instanceof Error && error.message === 'done'));
  }

  messaging.subscribe({
    contract,
    retry: 'in-place',
    once: true,
    concurrency: 4,
    handle: async ({ data, id }, { session }) => {
      if (session === undefined) throw new Error('no session');
      const expected = await advance(`in/${data.owner}`, 1, session);
      if (expected !== data.number) await surprises.insertOne({ ...data, expected, event: id });
      await effects.insertOne({ ...data, pid: process.pid }, { session });
      if (randomInt(orders.failOneIn) === 0) throw new Error('unlucky');
    },
  });
  process.once('SIGTERM', () => {
    void messaging
      .close()
      .then(() => connection.close())
      .then(() => process.exit(0));
  });
  await messaging.start();
  process.send?.('started');
  const open = new Set(orders.owners);
  while (open.size > 0) for (const owner of open) if (!(await publishNext(owner))) open.delete(owner);
}

if (process.argv[2] !== undefined && process.argv[1] === import.meta.filename) {
  await main(JSON.parse(process.argv[2]) as CrashOrders);
}
