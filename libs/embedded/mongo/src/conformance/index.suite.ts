import { describe, expect, test } from '@jest/globals';
import type { Collection, Document, Sort } from 'mongodb';
import { failure, filled, freshCollection } from './target.suite.ts';
import type { Target } from './target.suite.ts';

function stages(plan: Document): string[] {
  const inner = plan['inputStage'] ?? plan['inputStages']?.[0] ?? plan['queryPlan'];
  return [
    ...(plan['stage'] === undefined ? [] : [String(plan['stage'])]),
    ...(inner === undefined ? [] : stages(inner)),
  ];
}

async function explained(collection: Collection, filter: Document, sort?: Sort): Promise<string[]> {
  const cursor = sort === undefined ? collection.find(filter) : collection.find(filter).sort(sort);
  return stages((await cursor.explain('executionStats'))['queryPlanner'].winningPlan);
}

export function indexSuite(target: Target): void {
  describe('indexes', () => {
    test('indexes_are_listed_with_their_options', async () => {
      const collection = freshCollection(target, 'listing');
      await collection.createIndex({ a: 1 }, { unique: true });
      await collection.createIndex({ b: -1, c: 1 }, { name: 'mine', sparse: true });
      await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
      await collection.createIndex({ d: 1 }, { partialFilterExpression: { d: { $gt: 5 } } });
      expect(await collection.listIndexes().toArray()).toEqual([
        { v: 2, key: { _id: 1 }, name: '_id_' },
        { v: 2, key: { a: 1 }, name: 'a_1', unique: true },
        { v: 2, key: { b: -1, c: 1 }, name: 'mine', sparse: true },
        { v: 2, key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 },
        { v: 2, key: { d: 1 }, name: 'd_1', partialFilterExpression: { d: { $gt: 5 } } },
      ]);
    });

    test('making_the_same_index_again_changes_nothing', async () => {
      const collection = freshCollection(target, 'again');
      await collection.createIndex({ a: 1 });
      await collection.createIndex({ a: 1 });
      expect(await collection.listIndexes().toArray()).toHaveLength(2);
      expect((await failure(collection.createIndex({ a: 1 }, { unique: true })))['code']).toBe(86);
      expect((await failure(collection.createIndex({ a: 1 }, { name: 'other' })))['code']).toBe(85);
    });

    test('a_dropped_index_is_gone_and_the_id_index_stays', async () => {
      const collection = freshCollection(target, 'drop');
      await collection.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }, { key: { c: 1 } }]);
      await collection.dropIndex('a_1');
      expect((await failure(collection.dropIndex('a_1')))['code']).toBe(27);
      expect((await failure(collection.dropIndex('_id_')))['code']).toBe(72);
      await collection.dropIndexes();
      expect(await collection.listIndexes().toArray()).toHaveLength(1);
    });

    test('listing_indexes_of_nothing_is_an_error', async () => {
      expect((await failure(freshCollection(target, 'none').listIndexes().toArray()))['code']).toBe(26);
    });

    test('a_unique_compound_index_refuses_the_second_with_its_key', async () => {
      const collection = freshCollection(target, 'unique');
      await collection.createIndex({ a: 1, b: -1 }, { unique: true });
      await collection.insertOne({ a: 1, b: 'x' });
      await collection.insertOne({ a: 1, b: 'y' });
      const error = await failure(collection.insertOne({ a: 1, b: 'x' }));
      expect(error).toMatchObject({ code: 11000, keyPattern: { a: 1, b: -1 }, keyValue: { a: 1, b: 'x' } });
      expect(error['message']).toContain('index: a_1_b_-1 dup key: { a: 1, b: "x" }');
      expect(await collection.countDocuments()).toBe(2);
    });

    test('an_update_into_a_taken_key_is_refused_and_changes_nothing', async () => {
      const collection = freshCollection(target, 'uniqueupdate');
      await collection.createIndexes([{ key: { a: 1 }, unique: true }, { key: { b: 1 } }]);
      await collection.insertMany([
        { a: 1, b: 1 },
        { a: 2, b: 2 },
      ]);
      expect((await failure(collection.updateOne({ a: 2 }, { $set: { a: 1, b: 9 } })))['code']).toBe(11000);
      expect(await collection.countDocuments({ b: 9 })).toBe(0);
      expect(await collection.countDocuments({ b: 2 })).toBe(1);
      expect((await failure(collection.findOneAndUpdate({ a: 2 }, { $set: { a: 1 } })))['code']).toBe(11000);
    });

    test('a_unique_index_takes_one_missing_value_and_a_sparse_one_any_number', async () => {
      const unique = freshCollection(target, 'uniquenull');
      await unique.createIndex({ a: 1 }, { unique: true });
      await unique.insertOne({ b: 1 });
      expect((await failure(unique.insertOne({ b: 2 })))['keyValue']).toEqual({ a: null });
      const sparse = freshCollection(target, 'uniquesparse');
      await sparse.createIndex({ a: 1 }, { unique: true, sparse: true });
      await sparse.insertMany([{ b: 1 }, { b: 2 }, { a: 1 }]);
      expect((await failure(sparse.insertOne({ a: 1 })))['code']).toBe(11000);
    });

    test('a_partial_unique_index_binds_only_what_it_holds', async () => {
      const collection = freshCollection(target, 'uniquepartial');
      await collection.createIndex({ owner: 1 }, { unique: true, partialFilterExpression: { state: 'open' } });
      await collection.insertMany([
        { owner: 'a', state: 'open' },
        { owner: 'a', state: 'closed' },
        { owner: 'a', state: 'closed' },
      ]);
      expect((await failure(collection.insertOne({ owner: 'a', state: 'open' })))['code']).toBe(11000);
      expect((await failure(collection.updateMany({ state: 'closed' }, { $set: { state: 'open' } })))['code']).toBe(
        11000,
      );
      expect(await collection.countDocuments({ owner: 'a' })).toBe(3);
      expect(await collection.countDocuments({ owner: 'a', state: 'open' })).toBe(1);
    });

    test('a_unique_multikey_index_refuses_a_shared_element', async () => {
      const collection = freshCollection(target, 'uniquemulti');
      await collection.createIndex({ tags: 1 }, { unique: true });
      await collection.insertOne({ tags: ['a', 'b', 'a'] });
      const error = await failure(collection.insertOne({ tags: ['c', 'b'] }));
      expect(error).toMatchObject({ code: 11000, keyValue: { tags: 'b' } });
      await collection.insertOne({ tags: ['c'] });
    });

    test('an_index_cannot_be_unique_over_duplicates', async () => {
      const collection = await filled(target, 'lateunique', [{ a: 1 }, { a: 1 }]);
      expect((await failure(collection.createIndex({ a: 1 }, { unique: true })))['code']).toBe(11000);
      expect(await collection.listIndexes().toArray()).toHaveLength(1);
    });

    test('parallel_arrays_cannot_be_indexed', async () => {
      const collection = freshCollection(target, 'parallel');
      await collection.createIndex({ a: 1, b: 1 });
      expect((await failure(collection.insertOne({ a: [1], b: [2] })))['code']).toBe(171);
    });

    test('wrong_index_kinds_are_refused', async () => {
      const collection = freshCollection(target, 'wrongkind');
      expect((await failure(collection.createIndex({ a: 'frob' as never })))['code']).toBe(67);
      expect(
        (
          await failure(
            target
              .db()
              .command({ createIndexes: collection.collectionName, indexes: [{ key: { a: 1 }, name: 'a', frob: 1 }] }),
          )
        )['code'],
      ).toBe(197);
    });

    test('queries_use_the_index_that_fits', async () => {
      const collection = freshCollection(target, 'plans');
      await collection.createIndexes([{ key: { a: 1, b: 1 } }, { key: { c: -1 } }, { key: { tags: 1 } }]);
      await collection.insertMany(Array.from({ length: 200 }, (_, n) => ({ a: n % 10, b: n, c: n, tags: [n, n + 1] })));
      expect(await explained(collection, { a: 5 })).toContain('IXSCAN');
      expect(await explained(collection, { a: 5, b: { $gt: 10, $lt: 100 } })).toContain('IXSCAN');
      expect(await explained(collection, { a: { $in: [1, 2] } })).toContain('IXSCAN');
      expect(await explained(collection, { tags: 7 })).toContain('IXSCAN');
      expect(await explained(collection, { b: 5 })).toContain('COLLSCAN');
      expect(await explained(collection, { a: 5 }, { b: 1 })).not.toContain('SORT');
      expect(await explained(collection, { a: 5 }, { b: -1 })).not.toContain('SORT');
      expect(await explained(collection, {}, { c: 1 })).not.toContain('SORT');
      expect(await explained(collection, { a: 5 }, { c: 1, b: 1 })).toContain('SORT');
    });

    test('an_indexed_query_looks_at_no_more_than_it_must', async () => {
      const collection = freshCollection(target, 'examined');
      await collection.createIndex({ k: 1 });
      await collection.insertMany(Array.from({ length: 300 }, (_, n) => ({ k: n % 30 })));
      const { executionStats } = await collection.find({ k: 3 }).explain('executionStats');
      expect(executionStats).toMatchObject({ nReturned: 10, totalDocsExamined: 10 });
    });

    test('a_hint_forces_an_index_and_a_wrong_one_is_refused', async () => {
      const collection = await filled(target, 'hint', [{ a: 1, b: 1 }]);
      await collection.createIndex({ b: 1 });
      expect(await collection.find({ a: 1 }).hint('b_1').toArray()).toHaveLength(1);
      expect(await collection.find({ a: 1 }).hint({ b: 1 }).toArray()).toHaveLength(1);
      expect((await failure(collection.find({ a: 1 }).hint('nope').toArray()))['code']).toBe(2);
    });

    test('order_from_an_index_is_the_order_of_a_sort', async () => {
      const values = [5, -1, 'b', 'a', null, true, [3, 9], new Date(5), { x: 1 }, 2.5, '', 'ab', -0.5, 1e12];
      const plain = await filled(
        target,
        'plainorder',
        values.map((v, at) => ({ _id: at as never, v, w: at })),
      );
      const indexed = freshCollection(target, 'indexorder');
      await indexed.createIndex({ v: -1, w: 1 });
      await indexed.insertMany(await plain.find().toArray());
      const ids = async (collection: Collection, sort: Sort) =>
        (await collection.find().sort(sort).toArray()).map((doc) => doc['_id']);
      expect(await ids(indexed, { v: -1, w: 1 })).toEqual(await ids(plain, { v: -1, w: 1 }));
      expect(await ids(indexed, { v: 1, w: -1 })).toEqual(await ids(plain, { v: 1, w: -1 }));
    });

    test('an_index_follows_updates_and_deletes', async () => {
      const collection = freshCollection(target, 'follow');
      await collection.createIndex({ tags: 1 });
      await collection.insertMany([
        { _id: 1 as never, tags: ['a', 'b'] },
        { _id: 2 as never, tags: ['b'] },
      ]);
      await collection.updateOne({ _id: 1 as never }, { $pull: { tags: 'b' as never }, $set: { x: 1 } });
      expect(await collection.countDocuments({ tags: 'b' })).toBe(1);
      await collection.updateOne({ _id: 1 as never }, { $push: { tags: 'c' as never } });
      expect(await collection.countDocuments({ tags: 'c' })).toBe(1);
      await collection.deleteOne({ tags: 'b' });
      expect(await collection.find({ tags: { $in: ['a', 'b', 'c'] } }).toArray()).toHaveLength(1);
    });

    test('an_or_is_answered_by_two_indexes_without_doubles', async () => {
      const collection = freshCollection(target, 'orindex');
      await collection.createIndexes([{ key: { a: 1 } }, { key: { b: 1 } }]);
      await collection.insertMany(Array.from({ length: 50 }, (_, n) => ({ a: n % 5, b: n % 7 })));
      const found = await collection.find({ $or: [{ a: 1 }, { b: 1 }] }).toArray();
      expect(found).toHaveLength(
        Array.from({ length: 50 }, (_, n) => n).filter((n) => n % 5 === 1 || n % 7 === 1).length,
      );
      expect(await explained(collection, { $or: [{ a: 1 }, { b: 1 }] })).not.toContain('COLLSCAN');
    });
  });
}
