import { describe, expect, test } from '@jest/globals';
import { Binary, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'mongodb';
import { byText, failure, filled, freshCollection } from './target.suite.ts';
import type { Target } from './target.suite.ts';

export function crudSuite(target: Target): void {
  describe('insert, find, delete', () => {
    test('a_document_comes_back_as_it_was_inserted', async () => {
      const collection = freshCollection(target, 'roundtrip');
      const document = {
        _id: new ObjectId(),
        text: 'žluťoučký 🐎',
        empty: '',
        int: 42,
        negative: -7,
        double: 1.5,
        big: 5_000_000_000,
        yes: true,
        nothing: null,
        at: new Date('2026-02-03T04:05:06.789Z'),
        list: [1, 'two', [3], { four: 4 }],
        nested: { a: { b: { c: [] } }, empty: {} },
        bytes: new Binary(Buffer.from([0, 1, 2, 255]), 0),
        pattern: /^a.c$/i,
        stamp: new Timestamp({ t: 5, i: 7 }),
        least: new MinKey(),
        most: new MaxKey(),
      };
      await collection.insertOne({ ...document });
      const found = await collection.findOne({ _id: document._id }, { promoteBuffers: false });
      expect(found).toEqual(document);
      expect(Object.keys(found ?? {})).toEqual(Object.keys(document));
    });

    test('an_id_is_made_when_there_is_none', async () => {
      const collection = freshCollection(target, 'ids');
      const { insertedId } = await collection.insertOne({ a: 1 });
      expect(insertedId).toBeInstanceOf(ObjectId);
      expect(await collection.findOne({ _id: insertedId })).toEqual({ _id: insertedId, a: 1 });
    });

    test('any_type_but_array_and_regex_may_be_an_id', async () => {
      const collection = freshCollection(target, 'idtypes');
      const ids = [1, 'one', true, new Date(1), { a: 1, b: [2] }, new Binary(Buffer.from('x'))];
      for (const _id of ids) await collection.insertOne({ _id: _id as never });
      for (const _id of ids) expect(await collection.countDocuments({ _id: { $eq: _id as never } })).toBe(1);
      expect((await failure(collection.insertOne({ _id: [1] as never })))['code']).toBe(53);
    });

    test('numbers_of_different_bson_width_are_one_id', async () => {
      const collection = freshCollection(target, 'idnumbers');
      await collection.insertOne({ _id: 7 as never });
      expect((await failure(collection.insertOne({ _id: Long.fromNumber(7) as never })))['code']).toBe(11000);
    });

    test('a_second_document_with_the_same_id_is_refused_with_e11000', async () => {
      const collection = await filled(target, 'dupid', [{ _id: 'x' as never }]);
      const error = await failure(collection.insertOne({ _id: 'x' as never }));
      expect(error).toMatchObject({ code: 11000, keyPattern: { _id: 1 }, keyValue: { _id: 'x' } });
      expect(error['message']).toContain(
        `E11000 duplicate key error collection: ${collection.namespace} index: _id_ dup key: { _id: "x" }`,
      );
    });

    test('an_ordered_insert_stops_at_the_first_error', async () => {
      const collection = await filled(target, 'ordered', [{ _id: 2 as never }]);
      const error = await failure(collection.insertMany([1, 2, 3].map((_id) => ({ _id: _id as never }))));
      expect(error['code']).toBe(11000);
      expect(error['insertedCount']).toBe(1);
      expect(await collection.countDocuments()).toBe(2);
    });

    test('an_unordered_insert_goes_on_past_errors', async () => {
      const collection = await filled(target, 'unordered', [{ _id: 2 as never }]);
      const documents = [1, 2, 3, 2].map((_id) => ({ _id: _id as never }));
      const error = await failure(collection.insertMany(documents, { ordered: false }));
      expect(error['writeErrors']).toHaveLength(2);
      expect(error['writeErrors'].map((entry: { index: number }) => entry.index)).toEqual([1, 3]);
      expect(await collection.countDocuments()).toBe(3);
    });

    test('find_without_an_order_gives_insertion_order', async () => {
      const collection = await filled(target, 'natural', [{ n: 3 }, { n: 1 }, { n: 2 }]);
      expect((await collection.find().toArray()).map((doc) => doc['n'])).toEqual([3, 1, 2]);
      expect((await collection.find().sort({ $natural: -1 }).toArray()).map((doc) => doc['n'])).toEqual([2, 1, 3]);
    });

    test('sort_skip_and_limit_work_together', async () => {
      const documents = Array.from({ length: 20 }, (_, n) => ({ n, even: n % 2 === 0 }));
      const collection = await filled(target, 'window', documents);
      const found = await collection.find({ even: true }).sort({ n: -1 }).skip(2).limit(3).toArray();
      expect(found.map((doc) => doc['n'])).toEqual([14, 12, 10]);
    });

    test('a_sort_orders_types_as_mongodb_does', async () => {
      const values = [
        new MaxKey(),
        /a/,
        new Date(0),
        true,
        new ObjectId('0'.repeat(24)),
        new Binary(Buffer.from('b')),
        [0.5],
        { a: 1 },
        'text',
        5,
        null,
        new MinKey(),
      ];
      const collection = await filled(
        target,
        'types',
        values.map((v, at) => ({ _id: at as never, v })),
      );
      const order = (await collection.find().sort({ v: 1 }).toArray()).map((doc) => doc['_id']);
      // An array sorts by its least element, here a number.
      expect(order).toEqual([11, 10, 6, 9, 8, 7, 5, 4, 3, 2, 1, 0]);
    });

    test('a_sort_takes_the_least_element_of_an_array_up_and_the_greatest_down', async () => {
      const collection = await filled(target, 'arraysort', [
        { _id: 1 as never, v: [3, 9] },
        { _id: 2 as never, v: 4 },
        { _id: 3 as never, v: [] },
        { _id: 4 as never },
      ]);
      const ids = async (direction: 1 | -1) =>
        (await collection.find().sort({ v: direction }).toArray()).map((doc) => doc['_id']);
      expect(await ids(1)).toEqual([3, 4, 1, 2]);
      expect(await ids(-1)).toEqual([1, 2, 4, 3]);
    });

    test('a_projection_takes_or_leaves_fields_also_nested_and_in_arrays', async () => {
      const collection = await filled(target, 'projection', [
        { _id: 1 as never, a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, { x: 3 }], z: 9 },
      ]);
      const one = (projection: object) => collection.findOne({}, { projection });
      expect(await one({ 'a.b': 1 })).toEqual({ _id: 1, a: { b: 1 } });
      expect(await one({ 'list.x': 1, _id: 0 })).toEqual({ list: [{ x: 1 }, { x: 3 }] });
      expect(await one({ list: 0, 'a.c': 0 })).toEqual({ _id: 1, a: { b: 1 }, z: 9 });
      expect(await one({ _id: 0 })).toEqual({ a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, { x: 3 }], z: 9 });
      expect(await one({ missing: 1 })).toEqual({ _id: 1 });
    });

    test('a_projection_slices_and_picks_from_arrays', async () => {
      const collection = await filled(target, 'slices', [
        { _id: 1 as never, list: [1, 2, 3, 4, 5], docs: [{ k: 1 }, { k: 2, v: 'b' }, { k: 2, v: 'c' }] },
      ]);
      const one = (filter: object, projection: object) => collection.findOne(filter, { projection });
      expect((await one({}, { list: { $slice: 2 } }))?.['list']).toEqual([1, 2]);
      expect((await one({}, { list: { $slice: -2 } }))?.['list']).toEqual([4, 5]);
      expect((await one({}, { list: { $slice: [1, 2] } }))?.['list']).toEqual([2, 3]);
      expect(await one({}, { docs: { $elemMatch: { k: 2 } } })).toEqual({ _id: 1, docs: [{ k: 2, v: 'b' }] });
      expect(await one({ 'docs.k': 2 }, { 'docs.$': 1 })).toEqual({ _id: 1, docs: [{ k: 2, v: 'b' }] });
    });

    test('a_projection_computes_with_expressions', async () => {
      const collection = await filled(target, 'computed', [{ _id: 1 as never, a: 2, b: 3 }]);
      const found = await collection.findOne({}, { projection: { sum: { $add: ['$a', '$b'] }, b: 1 } });
      expect(found).toEqual({ _id: 1, b: 3, sum: 5 });
    });

    test('a_mixed_projection_is_refused', async () => {
      const collection = await filled(target, 'mixed', [{ a: 1, b: 1 }]);
      expect((await failure(collection.findOne({}, { projection: { a: 1, b: 0 } })))['code']).toBe(31254);
    });

    test('delete_one_takes_one_and_delete_many_takes_all_that_match', async () => {
      const collection = await filled(target, 'delete', [{ k: 1 }, { k: 1 }, { k: 1 }, { k: 2 }]);
      expect((await collection.deleteOne({ k: 1 })).deletedCount).toBe(1);
      expect((await collection.deleteMany({ k: 1 })).deletedCount).toBe(2);
      expect(await collection.countDocuments()).toBe(1);
      expect((await collection.deleteMany({ k: 9 })).deletedCount).toBe(0);
    });

    test('distinct_lists_values_once_and_opens_arrays', async () => {
      const collection = await filled(target, 'distinct', [
        { v: 1, t: ['a', 'b'] },
        { v: 2, t: ['b'] },
        { v: 1 },
        { t: 'c' },
      ]);
      expect(await collection.distinct('v')).toEqual(expect.arrayContaining([1, 2]));
      expect((await collection.distinct('t')).sort(byText)).toEqual(['a', 'b', 'c']);
      expect(await collection.distinct('t', { v: 2 })).toEqual(['b']);
    });

    test('counts_agree_with_what_is_there', async () => {
      const collection = await filled(
        target,
        'count',
        Array.from({ length: 30 }, (_, n) => ({ n })),
      );
      expect(await collection.estimatedDocumentCount()).toBe(30);
      expect(await collection.countDocuments({ n: { $lt: 10 } })).toBe(10);
      expect(await collection.countDocuments({}, { skip: 5, limit: 7 })).toBe(7);
      expect(await collection.countDocuments({ n: 99 })).toBe(0);
    });

    test('a_collection_that_is_not_there_is_empty', async () => {
      const collection = freshCollection(target, 'absent');
      expect(await collection.find({ a: 1 }).toArray()).toEqual([]);
      expect(await collection.countDocuments()).toBe(0);
      expect((await collection.deleteMany({})).deletedCount).toBe(0);
    });
  });

  describe('cursors', () => {
    test('all_of_many_documents_come_in_batches', async () => {
      const collection = await filled(
        target,
        'batches',
        Array.from({ length: 2500 }, (_, n) => ({ n })),
      );
      const seen = await collection.find({}, { batchSize: 100 }).toArray();
      expect(seen.map((doc) => doc['n'])).toEqual(Array.from({ length: 2500 }, (_, n) => n));
    });

    test('a_batch_of_large_documents_stays_within_a_message', async () => {
      const blob = 'x'.repeat(3 * 1024 * 1024);
      const collection = await filled(
        target,
        'large',
        Array.from({ length: 12 }, (_, n) => ({ n, blob })),
      );
      expect((await collection.find().toArray()).map((doc) => doc['n'])).toEqual(
        Array.from({ length: 12 }, (_, n) => n),
      );
    });

    test('a_closed_cursor_is_gone_on_the_server', async () => {
      const collection = await filled(
        target,
        'killed',
        Array.from({ length: 500 }, (_, n) => ({ n })),
      );
      const cursor = collection.find({}, { batchSize: 10 });
      await cursor.next();
      const id = cursor.id;
      await cursor.close();
      const error = await failure(target.db().command({ getMore: id, collection: collection.collectionName }));
      expect(error['code']).toBe(43);
    });

    test('a_cursor_goes_on_while_others_write', async () => {
      const collection = await filled(
        target,
        'live',
        Array.from({ length: 300 }, (_, n) => ({ n })),
      );
      const seen: number[] = [];
      for await (const doc of collection.find({}, { batchSize: 50 }).sort({ _id: 1 })) {
        seen.push(doc['n']);
        if (seen.length === 60) await collection.deleteMany({ n: { $gte: 250 } });
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThanOrEqual(250);
    });
  });

  describe('collections and databases', () => {
    test('collections_are_listed_renamed_and_dropped', async () => {
      const collection = await filled(target, 'listed', [{ a: 1 }]);
      const names = async () =>
        (await target.db().listCollections({}, { nameOnly: true }).toArray()).map((entry) => entry.name);
      expect(await names()).toContain(collection.collectionName);
      const renamed = await collection.rename(`${collection.collectionName}_new`);
      expect(await names()).not.toContain(collection.collectionName);
      expect(await renamed.countDocuments()).toBe(1);
      await renamed.drop();
      expect(await names()).not.toContain(renamed.collectionName);
    });

    test('making_a_collection_twice_is_refused', async () => {
      const name = freshCollection(target, 'twice').collectionName;
      await target.db().createCollection(name);
      expect((await failure(target.db().createCollection(name)))['code']).toBe(48);
    });

    test('a_dropped_database_is_empty_and_can_be_used_again', async () => {
      const db = target.client().db(`${target.db().databaseName}_drop`);
      await db.collection('a').insertOne({ x: 1 });
      const { databases } = await target.client().db('admin').admin().listDatabases();
      expect(databases.map((entry) => entry.name)).toContain(db.databaseName);
      await db.dropDatabase();
      expect(await db.collection('a').countDocuments()).toBe(0);
      await db.collection('a').insertOne({ x: 1 });
      expect(await db.collection('a').countDocuments()).toBe(1);
      await db.dropDatabase();
    });

    test('an_unknown_command_is_refused_by_name', async () => {
      expect(await failure(target.db().command({ frobnicate: 1 }))).toMatchObject({
        code: 59,
        codeName: 'CommandNotFound',
      });
    });

    test('stats_count_documents', async () => {
      const collection = await filled(target, 'stats', [{ a: 1 }, { a: 2 }]);
      expect(await target.db().command({ collStats: collection.collectionName })).toMatchObject({
        count: 2,
        nindexes: 1,
      });
      expect(await target.db().command({ dbStats: 1 })).toMatchObject({ ok: 1 });
      expect(await target.db().command({ ping: 1 })).toMatchObject({ ok: 1 });
    });
  });
}
