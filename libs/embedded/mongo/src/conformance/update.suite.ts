import { describe, expect, test } from '@jest/globals';
import { Double, Long } from 'mongodb';
import type { Document } from 'mongodb';
import { failure, filled, freshCollection } from './target.suite.ts';
import type { Target } from './target.suite.ts';

type Case = readonly [name: string, before: Document, update: Document | Document[], after: Document];

const CASES: readonly Case[] = [
  ['set_replaces_and_adds_also_nested', { a: 1 }, { $set: { a: 2, 'b.c': 3 } }, { a: 2, b: { c: 3 } }],
  ['set_adds_fields_in_the_order_of_their_names', {}, { $set: { z: 1, b: 2, a: 3 } }, { a: 3, b: 2, z: 1 }],
  ['set_writes_into_an_array_by_position', { a: [1, 2] }, { $set: { 'a.1': 9, 'a.3': 4 } }, { a: [1, 9, null, 4] }],
  [
    'unset_removes_and_leaves_null_in_arrays',
    { a: 1, b: { c: 1, d: 2 }, e: [1, 2] },
    { $unset: { a: '', 'b.c': '', 'e.0': '' } },
    { b: { d: 2 }, e: [null, 2] },
  ],
  ['inc_adds_and_creates', { a: 1 }, { $inc: { a: 4, b: -2, 'c.d': 1.5 } }, { a: 5, b: -2, c: { d: 1.5 } }],
  ['mul_multiplies_and_creates_zero', { a: 3 }, { $mul: { a: 4, b: 9 } }, { a: 12, b: 0 }],
  ['min_and_max_compare', { a: 5, b: 5 }, { $min: { a: 3, b: 7 }, $max: { c: 1 } }, { a: 3, b: 5, c: 1 }],
  ['rename_moves_a_field', { a: 1, b: { c: 2 } }, { $rename: { a: 'x', 'b.c': 'y' } }, { b: {}, x: 1, y: 2 }],
  ['push_appends', { a: [1] }, { $push: { a: 2, b: 'new' } }, { a: [1, 2], b: ['new'] }],
  [
    'push_takes_many_sorts_and_slices',
    { a: [{ n: 5 }, { n: 1 }] },
    { $push: { a: { $each: [{ n: 3 }, { n: 4 }], $sort: { n: -1 }, $slice: 3 } } },
    { a: [{ n: 5 }, { n: 4 }, { n: 3 }] },
  ],
  [
    'push_takes_a_position_and_a_negative_slice',
    { a: [1, 2, 3] },
    { $push: { a: { $each: [9], $position: 1, $slice: -3 } } },
    { a: [9, 2, 3] },
  ],
  [
    'add_to_set_adds_once',
    { a: [1, { x: 1 }] },
    { $addToSet: { a: { $each: [1, 2, { x: 1 }, 2] } } },
    { a: [1, { x: 1 }, 2] },
  ],
  [
    'pop_takes_the_last_or_the_first',
    { a: [1, 2, 3], b: [1, 2, 3] },
    { $pop: { a: 1, b: -1 } },
    { a: [1, 2], b: [2, 3] },
  ],
  [
    'pull_removes_by_value_and_condition',
    { a: [1, 2, 3, 2], b: [1, 5, 9] },
    { $pull: { a: 2, b: { $gt: 4 } } },
    { a: [1, 3], b: [1] },
  ],
  [
    'pull_removes_documents_that_match',
    {
      a: [
        { k: 1, v: 1 },
        { k: 2, v: 1 },
      ],
    },
    { $pull: { a: { k: 1 } } },
    { a: [{ k: 2, v: 1 }] },
  ],
  ['pull_takes_in', { a: ['x', 'y', 'z'] }, { $pull: { a: { $in: ['x', 'z'] } } }, { a: ['y'] }],
  ['pull_all_removes_listed_values', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['bit_works_on_bits', { a: 13, b: 5 }, { $bit: { a: { and: 10 }, b: { or: 2, xor: 1 } } }, { a: 8, b: 6 }],
  [
    'all_positional_updates_every_element',
    { a: [{ n: 1 }, { n: 2 }] },
    { $inc: { 'a.$[].n': 10 } },
    { a: [{ n: 11 }, { n: 12 }] },
  ],
  [
    'a_pipeline_computes_from_the_document',
    { a: 2, b: 3 },
    [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }],
    { b: 3, sum: 5 },
  ],
  [
    'a_pipeline_replaces_the_root',
    { a: { x: 1 } },
    [{ $replaceWith: { $mergeObjects: [{ _id: '$_id' }, '$a'] } }],
    { x: 1 },
  ],
];

export function updateSuite(target: Target): void {
  describe('updates', () => {
    for (const [name, before, update, after] of CASES) {
      test(`update: ${name}`, async () => {
        const collection = await filled(target, 'update', [{ _id: 1 as never, ...before }]);
        const result = await collection.updateOne({ _id: 1 as never }, update);
        expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
        const found = await collection.findOne({});
        expect(found).toEqual({ _id: 1, ...after });
        expect(Object.keys(found ?? {})).toEqual(['_id', ...Object.keys(after)]);
      });
    }

    test('an_update_that_changes_nothing_matches_and_does_not_modify', async () => {
      const collection = await filled(target, 'noop', [{ a: 1, b: [1] }]);
      const result = await collection.updateOne({ a: 1 }, { $set: { a: 1 }, $addToSet: { b: 1 } });
      expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 0 });
    });

    test('update_many_counts_what_it_changed', async () => {
      const collection = await filled(target, 'many', [{ k: 1, v: 1 }, { k: 1, v: 2 }, { k: 2 }]);
      expect(await collection.updateMany({ k: 1 }, { $set: { v: 2 } })).toMatchObject({
        matchedCount: 2,
        modifiedCount: 1,
      });
    });

    test('a_filter_position_updates_the_element_that_matched', async () => {
      const collection = await filled(target, 'position', [
        {
          _id: 1 as never,
          a: [
            { k: 'x', n: 1 },
            { k: 'y', n: 2 },
          ],
          b: [1, 5, 9],
        },
      ]);
      await collection.updateOne({ 'a.k': 'y' }, { $set: { 'a.$.n': 20 } });
      await collection.updateOne({ a: { $elemMatch: { k: 'x', n: 1 } } }, { $inc: { 'a.$.n': 9 } });
      await collection.updateOne({ b: { $gt: 4 } }, { $set: { 'b.$': 0 } });
      expect(await collection.findOne({})).toEqual({
        _id: 1,
        a: [
          { k: 'x', n: 10 },
          { k: 'y', n: 20 },
        ],
        b: [1, 0, 9],
      });
    });

    test('array_filters_choose_elements', async () => {
      const collection = await filled(target, 'arrayfilters', [
        {
          _id: 1 as never,
          a: [
            { n: 1, l: [1, 5] },
            { n: 6, l: [7] },
          ],
        },
      ]);
      await collection.updateOne(
        {},
        { $set: { 'a.$[big].big': true, 'a.$[].l.$[odd]': 0 } },
        { arrayFilters: [{ 'big.n': { $gt: 3 } }, { odd: { $gte: 5 } }] },
      );
      expect(await collection.findOne({})).toEqual({
        _id: 1,
        a: [
          { n: 1, l: [1, 0] },
          { n: 6, l: [0], big: true },
        ],
      });
    });

    test('array_filters_and_paths_must_fit', async () => {
      const collection = await filled(target, 'arrayfilterwrong', [{ a: [1] }]);
      const code = async (update: Document, arrayFilters: Document[]) =>
        (await failure(collection.updateOne({}, update, { arrayFilters })))['code'];
      expect(await code({ $set: { b: 1 } }, [{ x: 1 }])).toBe(9);
      expect(await code({ $set: { 'a.$[x]': 1 } }, [])).toBe(2);
    });

    test('fields_an_update_does_not_touch_keep_their_place_and_their_type', async () => {
      const collection = freshCollection(target, 'untouched');
      await collection.insertOne({
        _id: 1 as never,
        long: Long.fromNumber(5),
        double: new Double(5),
        z: 1,
        7: 'seven',
      });
      await collection.updateOne({}, { $set: { z: 2, a: new Double(1) }, $unset: { gone: '' } });
      const found = await collection.findOne({}, { promoteValues: false });
      expect(found?.['long']).toBeInstanceOf(Long);
      expect(found?.['double']).toBeInstanceOf(Double);
      expect(await collection.countDocuments({ 7: 'seven', z: 2, a: 1 })).toBe(1);
    });

    test('replace_one_keeps_the_id_and_drops_the_rest', async () => {
      const collection = await filled(target, 'replace', [{ _id: 1 as never, a: 1, b: 2 }]);
      await collection.replaceOne({ a: 1 }, { c: 3 });
      expect(await collection.findOne({})).toEqual({ _id: 1, c: 3 });
    });

    test('current_date_is_now', async () => {
      const collection = await filled(target, 'now', [{ _id: 1 as never }]);
      await collection.updateOne({}, { $currentDate: { at: true } });
      const found = await collection.findOne({});
      expect(Math.abs(Date.now() - Number(found?.['at']))).toBeLessThan(60_000);
    });

    test('an_upsert_makes_the_document_from_filter_and_update', async () => {
      const collection = freshCollection(target, 'upsert');
      const update = { $set: { a: 1 }, $inc: { n: 2 }, $setOnInsert: { made: true } };
      const first = await collection.updateOne({ k: 'x', 'sub.id': 5, z: { $gt: 1 } }, update, { upsert: true });
      expect(first).toMatchObject({ matchedCount: 0, upsertedCount: 1 });
      expect(await collection.findOne({ _id: first.upsertedId as never })).toEqual({
        _id: first.upsertedId,
        k: 'x',
        sub: { id: 5 },
        a: 1,
        n: 2,
        made: true,
      });
      const second = await collection.updateOne(
        { k: 'x', 'sub.id': 5 },
        { $inc: { n: 2 }, $setOnInsert: { made: false } },
        { upsert: true },
      );
      expect(second).toMatchObject({ matchedCount: 1, modifiedCount: 1, upsertedCount: 0 });
      expect(await collection.findOne({})).toMatchObject({ n: 4, made: true });
    });

    test('an_upsert_takes_the_id_of_the_filter', async () => {
      const collection = freshCollection(target, 'upsertid');
      await collection.updateOne({ _id: 'me' as never }, { $set: { a: 1 } }, { upsert: true });
      await collection.replaceOne({ _id: 'you' as never }, { b: 1 }, { upsert: true });
      expect(await collection.find().toArray()).toEqual([
        { _id: 'me', a: 1 },
        { _id: 'you', b: 1 },
      ]);
    });

    test('the_id_cannot_be_changed', async () => {
      const collection = await filled(target, 'immutable', [{ _id: 1 as never }]);
      expect((await failure(collection.updateOne({}, { $set: { _id: 2 } })))['code']).toBe(66);
    });

    test('two_operators_on_one_path_are_refused', async () => {
      const collection = await filled(target, 'conflict', [{ a: 1 }]);
      expect((await failure(collection.updateOne({}, { $set: { a: 1 }, $inc: { a: 1 } })))['code']).toBe(40);
      expect((await failure(collection.updateOne({}, { $set: { a: {} }, $inc: { 'a.b': 1 } })))['code']).toBe(40);
    });

    test('wrong_updates_are_refused_with_mongodbs_codes', async () => {
      const collection = await filled(target, 'wrong', [{ a: 'text', b: 1 }]);
      const code = async (update: Document) => (await failure(collection.updateOne({}, update)))['code'];
      expect(await code({ $inc: { a: 1 } })).toBe(14);
      expect(await code({ $push: { b: 1 } })).toBe(2);
      expect(await code({ $set: { 'b.c': 1 } })).toBe(28);
      expect(await code({ $frob: { a: 1 } })).toBe(9);
      expect(await code({ $set: { 'a..b': 1 } })).toBe(56);
    });

    test('two_hundred_increments_at_once_all_count', async () => {
      const collection = await filled(target, 'increments', [{ _id: 1 as never, n: 0 }]);
      await Promise.all(Array.from({ length: 200 }, () => collection.updateOne({}, { $inc: { n: 1 } })));
      expect(await collection.findOne({})).toEqual({ _id: 1, n: 200 });
    });

    test('fifty_upserts_at_once_make_one_document', async () => {
      const collection = freshCollection(target, 'upserts');
      await collection.createIndex({ k: 1 }, { unique: true });
      await Promise.all(
        Array.from({ length: 50 }, () => collection.updateOne({ k: 'one' }, { $inc: { n: 1 } }, { upsert: true })),
      );
      expect(await collection.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ k: 'one', n: 50 }]);
    });
  });

  describe('findAndModify', () => {
    test('find_one_and_update_gives_the_document_before_or_after', async () => {
      const collection = await filled(target, 'fam', [{ _id: 1 as never, n: 1 }]);
      expect(await collection.findOneAndUpdate({}, { $inc: { n: 1 } })).toEqual({ _id: 1, n: 1 });
      expect(await collection.findOneAndUpdate({}, { $inc: { n: 1 } }, { returnDocument: 'after' })).toEqual({
        _id: 1,
        n: 3,
      });
      expect(await collection.findOneAndUpdate({ n: 99 }, { $inc: { n: 1 } })).toBeNull();
    });

    test('find_one_and_update_sorts_and_projects', async () => {
      const collection = await filled(target, 'famsort', [{ n: 1 }, { n: 3 }, { n: 2 }]);
      const found = await collection.findOneAndUpdate(
        {},
        { $set: { taken: true } },
        { sort: { n: -1 }, projection: { _id: 0, n: 1 } },
      );
      expect(found).toEqual({ n: 3 });
    });

    test('find_one_and_update_upserts', async () => {
      const collection = freshCollection(target, 'famupsert');
      expect(
        await collection.findOneAndUpdate({ k: 1 }, { $set: { a: 1 } }, { upsert: true, projection: { _id: 0 } }),
      ).toBeNull();
      const found = await collection.findOneAndUpdate(
        { k: 2 },
        { $set: { a: 1 } },
        { upsert: true, returnDocument: 'after', projection: { _id: 0 } },
      );
      expect(found).toEqual({ k: 2, a: 1 });
    });

    test('find_one_and_delete_and_replace_work', async () => {
      const collection = await filled(target, 'famdelete', [{ _id: 1 as never, n: 1 }]);
      expect(await collection.findOneAndReplace({ n: 1 }, { m: 2 }, { returnDocument: 'after' })).toEqual({
        _id: 1,
        m: 2,
      });
      expect(await collection.findOneAndDelete({ m: 2 })).toEqual({ _id: 1, m: 2 });
      expect(await collection.countDocuments()).toBe(0);
    });

    test('a_queue_taken_by_many_gives_each_job_once', async () => {
      const collection = await filled(
        target,
        'queue',
        Array.from({ length: 40 }, (_, n) => ({ _id: n as never, state: 'open' })),
      );
      const take = () =>
        collection.findOneAndUpdate({ state: 'open' }, { $set: { state: 'taken' } }, { sort: { _id: 1 } });
      const taken = await Promise.all(Array.from({ length: 60 }, take));
      const ids = taken.filter((doc) => doc !== null).map((doc) => doc['_id']);
      expect(new Set(ids).size).toBe(40);
      expect(ids).toHaveLength(40);
    });
  });

  describe('bulkWrite', () => {
    test('one_call_does_several_kinds', async () => {
      const collection = await filled(target, 'bulk', [
        { _id: 1 as never, n: 1 },
        { _id: 2 as never, n: 2 },
      ]);
      const result = await collection.bulkWrite([
        { insertOne: { document: { _id: 3 as never, n: 3 } } },
        { updateOne: { filter: { _id: 1 as never }, update: { $inc: { n: 10 } } } },
        { updateMany: { filter: {}, update: { $set: { seen: true } } } },
        { replaceOne: { filter: { _id: 2 as never }, replacement: { r: 1 } } },
        { updateOne: { filter: { _id: 9 as never }, update: { $set: { n: 9 } }, upsert: true } },
        { deleteOne: { filter: { _id: 3 as never } } },
      ]);
      expect(result).toMatchObject({
        insertedCount: 1,
        matchedCount: 5,
        modifiedCount: 5,
        upsertedCount: 1,
        deletedCount: 1,
      });
      expect(await collection.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 1, n: 11, seen: true },
        { _id: 2, r: 1 },
        { _id: 9, n: 9 },
      ]);
    });

    test('ordered_stops_and_unordered_goes_on', async () => {
      const operations = [1, 1, 2].map((_id) => ({ insertOne: { document: { _id: _id as never } } }));
      const first = freshCollection(target, 'bulkordered');
      expect((await failure(first.bulkWrite(operations)))['code']).toBe(11000);
      expect(await first.countDocuments()).toBe(1);
      const second = freshCollection(target, 'bulkunordered');
      expect((await failure(second.bulkWrite(operations, { ordered: false })))['code']).toBe(11000);
      expect(await second.countDocuments()).toBe(2);
    });

    test('a_thousand_upserts_keep_their_order', async () => {
      const collection = freshCollection(target, 'bulkupsert');
      const result = await collection.bulkWrite(
        Array.from({ length: 1000 }, (_, n) => ({
          updateOne: { filter: { k: n % 500 }, update: { $inc: { n: 1 } }, upsert: true },
        })),
      );
      expect(result).toMatchObject({ upsertedCount: 500, matchedCount: 500 });
      expect(await collection.countDocuments({ n: 2 })).toBe(500);
    });
  });
}
