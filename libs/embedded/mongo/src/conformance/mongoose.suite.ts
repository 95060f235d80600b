import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { byText, failure } from './target.suite.ts';
import type { Target } from './target.suite.ts';

const scanSchema = new mongoose.Schema(
  {
    digest: { type: String, required: true },
    state: { type: String, enum: ['QUEUED', 'DONE'], default: 'QUEUED' },
    count: { type: Number, default: 0 },
    labels: { type: Map, of: String },
    parts: [{ _id: false, name: String, size: Number }],
    owner: { type: mongoose.Schema.Types.ObjectId, ref: 'Owner' },
    raw: Buffer,
    at: Date,
    big: BigInt,
    expiresAt: Date,
  },
  { timestamps: true, optimisticConcurrency: true },
);
scanSchema.index({ digest: 1, state: 1 }, { unique: true });
scanSchema.index({ at: -1 });
scanSchema.index({ 'parts.name': 1 });
scanSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 3600 });
const ownerSchema = new mongoose.Schema({ name: { type: String, unique: true } });

export function mongooseSuite(target: Target): void {
  describe('mongoose', () => {
    let connection: mongoose.Connection;
    beforeAll(async () => {
      connection = await mongoose
        .createConnection(target.uri(), { dbName: `${target.db().databaseName}_odm` })
        .asPromise();
      await Promise.all([connection.model('Scan', scanSchema).init(), connection.model('Owner', ownerSchema).init()]);
    });
    afterAll(async () => {
      await connection.dropDatabase();
      await connection.close();
    });
    const scans = () => connection.model('Scan', scanSchema);
    const owners = () => connection.model('Owner', ownerSchema);

    test('schemas_make_their_indexes', async () => {
      const names = (await scans().collection.listIndexes().toArray()).map((index) => index.name);
      expect(names.sort(byText)).toEqual(['_id_', 'at_-1', 'digest_1_state_1', 'expiresAt_1', 'parts.name_1']);
      expect(await scans().syncIndexes()).toEqual([]);
    });

    test('a_document_is_created_changed_and_saved', async () => {
      const made = await scans().create({
        digest: 'sha256:1',
        labels: { a: 'b' },
        parts: [{ name: 'x', size: 1 }],
        raw: Buffer.from('bytes'),
        at: new Date(5),
      });
      made.parts.push({ name: 'y', size: 2 });
      made.count = 3;
      await made.save();
      const found = await scans().findOne({ digest: 'sha256:1' });
      expect(found?.labels?.get('a')).toBe('b');
      expect(found?.parts.map((part) => part.name)).toEqual(['x', 'y']);
      expect(found?.raw?.toString()).toBe('bytes');
      expect(found?.updatedAt).toBeInstanceOf(Date);
    });

    test('a_stale_document_cannot_be_saved', async () => {
      await scans().create({ digest: 'sha256:stale' });
      const [one, two] = [
        await scans().findOne({ digest: 'sha256:stale' }),
        await scans().findOne({ digest: 'sha256:stale' }),
      ];
      if (one === null || two === null) throw new Error('not found');
      one.count = 1;
      await one.save();
      two.count = 2;
      expect((await failure(two.save()))['name']).toBe('VersionError');
    });

    test('a_duplicate_tells_its_key', async () => {
      await scans().create({ digest: 'sha256:dup' });
      expect(await failure(scans().create({ digest: 'sha256:dup' }))).toMatchObject({
        code: 11000,
        keyValue: { digest: 'sha256:dup', state: 'QUEUED' },
      });
    });

    test('lean_select_sort_and_limit', async () => {
      await scans().insertMany([1, 2, 3].map((n) => ({ digest: `sha256:lean${n}`, count: n })));
      const found = await scans()
        .find({ digest: /^sha256:lean/ })
        .select('digest count -_id')
        .sort('-count')
        .limit(2)
        .lean();
      expect(found).toEqual([
        { digest: 'sha256:lean3', count: 3 },
        { digest: 'sha256:lean2', count: 2 },
      ]);
    });

    test('find_one_and_update_upserts_with_defaults', async () => {
      const made = await scans().findOneAndUpdate(
        { digest: 'sha256:up' },
        { $inc: { count: 1 }, $push: { parts: { $each: [{ name: 'p', size: 1 }], $slice: -5 } } },
        { upsert: true, returnDocument: 'after' },
      );
      expect(made).toMatchObject({ digest: 'sha256:up', state: 'QUEUED', count: 1 });
    });

    test('populate_brings_the_other_document', async () => {
      const owner = await owners().create({ name: 'team' });
      await scans().create({ digest: 'sha256:owned', owner: owner._id });
      const found = await scans().findOne({ digest: 'sha256:owned' }).populate<{ owner: { name: string } }>('owner');
      expect(found?.owner.name).toBe('team');
    });

    test('a_bigint_within_the_safe_range_comes_back', async () => {
      await scans().create({ digest: 'sha256:big', big: 9_007_199_254_740_991n });
      expect((await scans().findOne({ digest: 'sha256:big' }))?.big).toBe(9_007_199_254_740_991n);
      expect(await scans().countDocuments({ big: 9_007_199_254_740_991n })).toBe(1);
    });

    test('a_cursor_streams_and_a_bulk_write_counts', async () => {
      await scans().insertMany(Array.from({ length: 150 }, (_, n) => ({ digest: `sha256:stream${n}`, count: n })));
      let seen = 0;
      for await (const _doc of scans()
        .find({ digest: /^sha256:stream/ })
        .cursor({ batchSize: 20 }))
        seen += 1;
      expect(seen).toBe(150);
      const result = await scans().bulkWrite([
        { updateMany: { filter: { digest: /^sha256:stream/ }, update: { $set: { state: 'DONE' } } } },
      ]);
      expect(result.modifiedCount).toBe(150);
    });

    test('a_transaction_of_the_connection_rolls_back_documents', async () => {
      const before = await scans().countDocuments();
      await failure(
        connection.transaction(async (session) => {
          await scans().create([{ digest: 'sha256:txn' }], { session });
          throw new Error('no');
        }),
      );
      expect(await scans().countDocuments()).toBe(before);
      await connection.transaction((session) => scans().create([{ digest: 'sha256:txn' }], { session }));
      expect(await scans().countDocuments()).toBe(before + 1);
    });

    test('collection_bulk_write_past_the_schema', async () => {
      const result = await scans().collection.bulkWrite([
        { updateOne: { filter: { digest: 'raw' }, update: { $set: { any: { thing: 1 } } }, upsert: true } },
      ]);
      expect(result.upsertedCount).toBe(1);
      expect(await scans().exists({ digest: 'raw' })).not.toBeNull();
    });
  });
}
