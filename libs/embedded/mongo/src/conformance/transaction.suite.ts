import { describe, expect, test } from '@jest/globals';
import { Long, MongoClient } from 'mongodb';
import type { ClientSession, Collection, Document } from 'mongodb';
import { failure, filled, freshCollection } from './target.suite.ts';
import type { Target } from './target.suite.ts';

async function inSession<T>(target: Target, work: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = target.client().startSession();
  try {
    return await work(session);
  } finally {
    await session.endSession();
  }
}

/** Two sessions with an open transaction each. */
async function withTwo(
  target: Target,
  work: (first: ClientSession, second: ClientSession) => Promise<void>,
): Promise<void> {
  await inSession(target, (first) =>
    inSession(target, async (second) => {
      first.startTransaction();
      second.startTransaction();
      await work(first, second);
      for (const session of [first, second]) if (session.inTransaction()) await session.abortTransaction();
    }),
  );
}

function labels(error: Document): readonly string[] {
  return error['errorLabels'] ?? [];
}

export function transactionSuite(target: Target): void {
  describe('transactions', () => {
    test('what_is_committed_is_there_for_everybody', async () => {
      const collection = await filled(target, 'commit', [{ _id: 1 as never, n: 1 }]);
      await inSession(target, (session) =>
        session.withTransaction(async () => {
          await collection.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
          await collection.insertOne({ _id: 2 as never }, { session });
        }),
      );
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([{ _id: 1, n: 2 }, { _id: 2 }]);
    });

    test('what_is_aborted_never_was', async () => {
      const collection = await filled(target, 'abort', [{ _id: 1 as never, n: 1 }]);
      await inSession(target, async (session) => {
        session.startTransaction();
        await collection.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session });
        await collection.insertOne({ _id: 2 as never }, { session });
        await collection.deleteOne({ _id: 1 as never }, { session });
        await session.abortTransaction();
      });
      expect(await collection.find().toArray()).toEqual([{ _id: 1, n: 1 }]);
    });

    test('a_transaction_sees_its_own_writes_and_others_do_not', async () => {
      const collection = await filled(target, 'isolation', [
        { _id: 1 as never, n: 1, k: 'a' },
        { _id: 2 as never, n: 2, k: 'a' },
      ]);
      await collection.createIndex({ k: 1, n: 1 });
      await inSession(target, async (session) => {
        session.startTransaction();
        await collection.updateOne({ _id: 1 as never }, { $set: { n: 9 } }, { session });
        await collection.insertOne({ _id: 3 as never, n: 5, k: 'a' }, { session });
        await collection.deleteOne({ _id: 2 as never }, { session });
        const inside = await collection.find({ k: 'a' }, { session }).sort({ n: 1 }).toArray();
        expect(inside.map((doc) => doc['_id'])).toEqual([3, 1]);
        expect(await collection.countDocuments({ k: 'a' }, { session })).toBe(2);
        const outside = await collection.find({ k: 'a' }).sort({ n: 1 }).toArray();
        expect(outside.map((doc) => doc['_id'])).toEqual([1, 2]);
        await session.commitTransaction();
      });
      expect((await collection.find().sort({ n: 1 }).toArray()).map((doc) => doc['_id'])).toEqual([3, 1]);
    });

    test('reads_inside_are_of_one_moment', async () => {
      const collection = await filled(target, 'snapshot', [{ _id: 1 as never, n: 1 }]);
      await inSession(target, async (session) => {
        session.startTransaction({ readConcern: { level: 'snapshot' } });
        expect(await collection.findOne({ _id: 1 as never }, { session })).toEqual({ _id: 1, n: 1 });
        await collection.updateOne({ _id: 1 as never }, { $set: { n: 2 } });
        await collection.insertOne({ _id: 2 as never });
        expect(await collection.find({}, { session }).toArray()).toEqual([{ _id: 1, n: 1 }]);
        await session.commitTransaction();
      });
    });

    test('writing_what_another_transaction_is_writing_conflicts_at_once', async () => {
      const collection = await filled(target, 'conflict', [{ _id: 1 as never, n: 0 }]);
      await withTwo(target, async (first, second) => {
        await collection.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session: first });
        const error = await failure(
          collection.updateOne({ _id: 1 as never }, { $inc: { n: 10 } }, { session: second }),
        );
        expect(error['code']).toBe(112);
        expect(labels(error)).toContain('TransientTransactionError');
        await first.commitTransaction();
      });
      expect(await collection.findOne({})).toEqual({ _id: 1, n: 1 });
    });

    test('writing_what_changed_since_the_snapshot_conflicts', async () => {
      const collection = await filled(target, 'stale', [{ _id: 1 as never, n: 0 }]);
      await inSession(target, async (session) => {
        session.startTransaction();
        await collection.findOne({ _id: 1 as never }, { session });
        await collection.updateOne({ _id: 1 as never }, { $set: { n: 5 } });
        const error = await failure(collection.updateOne({ _id: 1 as never }, { $inc: { n: 1 } }, { session }));
        expect(error['code']).toBe(112);
        expect(labels(error)).toContain('TransientTransactionError');
        await session.abortTransaction();
      });
      expect(await collection.findOne({})).toEqual({ _id: 1, n: 5 });
    });

    test('a_unique_key_holds_inside_a_transaction', async () => {
      const collection = freshCollection(target, 'uniquetxn');
      await collection.createIndex({ k: 1 }, { unique: true });
      await collection.insertOne({ k: 'a' });
      await inSession(target, async (session) => {
        session.startTransaction();
        expect((await failure(collection.insertOne({ k: 'a' }, { session })))['code']).toBe(11000);
        await session.abortTransaction();
        session.startTransaction();
        await collection.insertOne({ k: 'b' }, { session });
        expect((await failure(collection.insertOne({ k: 'b' }, { session })))['code']).toBe(11000);
        await session.abortTransaction();
        session.startTransaction();
        await collection.deleteOne({ k: 'a' }, { session });
        await collection.insertOne({ k: 'a', second: true }, { session });
        await session.commitTransaction();
      });
      expect(await collection.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ k: 'a', second: true }]);
    });

    test('an_error_ends_the_transaction', async () => {
      const collection = await filled(target, 'ended', [{ _id: 1 as never }]);
      await inSession(target, async (session) => {
        session.startTransaction();
        await collection.insertOne({ _id: 2 as never }, { session });
        await failure(collection.insertOne({ _id: 1 as never }, { session }));
        const error = await failure(collection.insertOne({ _id: 3 as never }, { session }));
        expect(error['code']).toBe(251);
        expect(labels(error)).toContain('TransientTransactionError');
        await session.abortTransaction().catch(() => undefined);
      });
      expect(await collection.countDocuments()).toBe(1);
    });

    test('with_transaction_tries_again_until_both_are_done', async () => {
      const collection = await filled(target, 'retry', [{ _id: 1 as never, n: 0 }]);
      const addOne = () =>
        inSession(target, (session) =>
          session.withTransaction(async () => {
            const doc = await collection.findOne({ _id: 1 as never }, { session });
            await collection.updateOne({ _id: 1 as never }, { $set: { n: Number(doc?.['n']) + 1 } }, { session });
          }),
        );
      await Promise.all(Array.from({ length: 8 }, addOne));
      expect(await collection.findOne({})).toEqual({ _id: 1, n: 8 });
    });

    test('committing_twice_is_committing_once', async () => {
      const collection = freshCollection(target, 'twice');
      await target.db().createCollection(collection.collectionName);
      await inSession(target, async (session) => {
        session.startTransaction();
        await collection.insertOne({ _id: 1 as never }, { session });
        await session.commitTransaction();
        await session.commitTransaction();
      });
      expect(await collection.countDocuments()).toBe(1);
    });

    test('a_collection_may_be_made_by_a_transaction', async () => {
      const collection = freshCollection(target, 'implicit');
      await inSession(target, (session) => session.withTransaction(() => collection.insertOne({ a: 1 }, { session })));
      expect(await collection.countDocuments()).toBe(1);
    });

    test('two_collections_change_together', async () => {
      const [from, to] = [
        await filled(target, 'from', [{ _id: 1 as never, n: 10 }]),
        await filled(target, 'to', [{ _id: 1 as never, n: 0 }]),
      ];
      await inSession(target, (session) =>
        session.withTransaction(async () => {
          await from.updateOne({}, { $inc: { n: -3 } }, { session });
          await to.updateOne({}, { $inc: { n: 3 } }, { session });
          await to.insertOne({ _id: 'log' as never }, { session });
        }),
      );
      expect([await from.findOne({}), await to.findOne({})]).toEqual([
        { _id: 1, n: 7 },
        { _id: 1, n: 3 },
      ]);
    });

    test('bulk_writes_find_and_modify_and_aggregation_take_part', async () => {
      const collection = await filled(target, 'all', [
        { _id: 1 as never, n: 1 },
        { _id: 2 as never, n: 2 },
      ]);
      await inSession(target, (session) =>
        session.withTransaction(async () => {
          await collection.bulkWrite(
            [{ insertOne: { document: { _id: 3 as never, n: 3 } } }, { deleteOne: { filter: { _id: 1 as never } } }],
            { session },
          );
          expect(
            await collection.findOneAndUpdate(
              { _id: 2 as never },
              { $inc: { n: 10 } },
              { session, returnDocument: 'after' },
            ),
          ).toEqual({ _id: 2, n: 12 });
          const [sum] = await collection
            .aggregate([{ $group: { _id: null, n: { $sum: '$n' } } }], { session })
            .toArray();
          expect(sum?.['n']).toBe(15);
        }),
      );
      expect(await sumOf(collection)).toBe(15);
    });

    test('a_cursor_inside_a_transaction_goes_on', async () => {
      const collection = await filled(
        target,
        'cursor',
        Array.from({ length: 250 }, (_, n) => ({ n })),
      );
      await inSession(target, async (session) => {
        session.startTransaction();
        const cursor = collection.find({}, { session, batchSize: 20 }).sort({ n: 1 });
        await cursor.next();
        await collection.deleteMany({ n: { $gte: 100 } });
        expect(await cursor.toArray()).toHaveLength(249);
        await session.commitTransaction();
      });
    });
  });

  describe('cursors in transactions', () => {
    test('a_loop_may_change_the_documents_it_reads', async () => {
      const collection = await filled(
        target,
        'loop',
        Array.from({ length: 120 }, (_, n) => ({ _id: n as never, n })),
      );
      await inSession(target, (session) =>
        session.withTransaction(async () => {
          let seen = 0;
          for await (const doc of collection.find({}, { session, batchSize: 10 })) {
            seen += 1;
            await collection.updateOne(
              { _id: ((Number(doc['_id']) + 60) % 120) as never },
              { $inc: { n: 1000 } },
              { session },
            );
          }
          expect(seen).toBe(120);
        }),
      );
      expect(await collection.countDocuments({ n: { $gte: 1000 } })).toBe(120);
    });
  });

  describe('sessions', () => {
    test('a_retried_write_is_done_once_and_answers_the_same', async () => {
      const collection = await filled(target, 'retryable', [{ _id: 1 as never, n: 0 }]);
      // A client of its own: the driver does not know of the transaction numbers used here.
      const client = await new MongoClient(target.uri()).connect();
      await using _closing = { [Symbol.asyncDispose]: () => client.close() };
      const session = client.startSession();
      const send = (number: number) => {
        const updates = [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }];
        const command = { update: collection.collectionName, updates, txnNumber: Long.fromNumber(number) };
        return client.db(target.db().databaseName).command(command, { session });
      };
      const first = await send(100);
      expect(await send(100)).toMatchObject({ n: first['n'], nModified: first['nModified'] });
      expect(await collection.findOne({})).toEqual({ _id: 1, n: 1 });
      await send(101);
      expect(await collection.findOne({})).toEqual({ _id: 1, n: 2 });
      expect((await failure(send(100)))['code']).toBe(225);
      await session.endSession();
    });
  });
}

async function sumOf(collection: Collection): Promise<number> {
  return (await collection.find().toArray()).reduce((sum, doc) => sum + Number(doc['n']), 0);
}
