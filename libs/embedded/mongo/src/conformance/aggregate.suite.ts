import { describe, expect, test } from '@jest/globals';
import { ObjectId } from 'mongodb';
import type { Document } from 'mongodb';
import { byText, failure, filled, freshCollection } from './target.suite.ts';
import type { Target } from './target.suite.ts';

const SALES: Document[] = [
  { _id: 1, item: 'a', price: 10, quantity: 2, date: new Date('2026-01-01T08:00:00Z'), tags: ['x', 'y'] },
  { _id: 2, item: 'b', price: 20, quantity: 1, date: new Date('2026-01-01T09:00:00Z'), tags: ['y'] },
  { _id: 3, item: 'a', price: 5, quantity: 10, date: new Date('2026-02-15T09:00:00Z'), tags: [] },
  { _id: 4, item: 'c', price: 7.5, quantity: 4, date: new Date('2026-02-16T12:00:00Z') },
];

type Case = readonly [name: string, pipeline: readonly Document[], result: readonly Document[]];

const CASES: readonly Case[] = [
  [
    'group_sums_averages_and_orders',
    [
      {
        $group: {
          _id: '$item',
          total: { $sum: { $multiply: ['$price', '$quantity'] } },
          average: { $avg: '$price' },
          n: { $sum: 1 },
        },
      },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 'a', total: 70, average: 7.5, n: 2 },
      { _id: 'b', total: 20, average: 20, n: 1 },
      { _id: 'c', total: 30, average: 7.5, n: 1 },
    ],
  ],
  [
    'group_of_everything',
    [{ $group: { _id: null, least: { $min: '$price' }, most: { $max: '$price' }, n: { $count: {} } } }],
    [{ _id: null, least: 5, most: 20, n: 4 }],
  ],
  [
    'group_keeps_first_last_push_and_set',
    [
      { $sort: { _id: 1 } },
      {
        $group: {
          _id: '$item',
          first: { $first: '$price' },
          last: { $last: '$price' },
          all: { $push: '$quantity' },
          set: { $addToSet: '$item' },
        },
      },
      { $sort: { _id: 1 } },
      { $limit: 1 },
    ],
    [{ _id: 'a', first: 10, last: 5, all: [2, 10], set: ['a'] }],
  ],
  [
    'group_by_a_document',
    [
      { $group: { _id: { item: '$item', month: { $month: '$date' } }, n: { $sum: 1 } } },
      { $sort: { '_id.item': 1, '_id.month': 1 } },
      { $limit: 2 },
    ],
    [
      { _id: { item: 'a', month: 1 }, n: 1 },
      { _id: { item: 'a', month: 2 }, n: 1 },
    ],
  ],
  [
    'project_computes_and_renames',
    [
      { $match: { _id: 1 } },
      {
        $project: { _id: 0, name: '$item', cost: { $multiply: ['$price', '$quantity'] }, upper: { $toUpper: '$item' } },
      },
    ],
    [{ name: 'a', cost: 20, upper: 'A' }],
  ],
  [
    'add_fields_sees_the_document_before',
    [
      { $match: { _id: 1 } },
      { $addFields: { price: { $add: ['$price', 1] }, old: '$price' } },
      { $project: { price: 1, old: 1 } },
    ],
    [{ _id: 1, price: 11, old: 10 }],
  ],
  [
    'unset_and_replace_root',
    [
      { $match: { _id: 2 } },
      { $unset: ['tags', 'date'] },
      { $replaceRoot: { newRoot: { item: '$item', inner: '$$ROOT' } } },
    ],
    [{ item: 'b', inner: { _id: 2, item: 'b', price: 20, quantity: 1 } }],
  ],
  [
    'unwind_opens_arrays',
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 2, tags: 'y' },
    ],
  ],
  [
    'unwind_can_keep_empty_ones_and_number_them',
    [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'at' } },
      { $match: { _id: { $gte: 2 } } },
      { $project: { tags: 1, at: 1 } },
    ],
    [
      { _id: 2, tags: 'y', at: 0 },
      { _id: 3, at: null },
      { _id: 4, at: null },
    ],
  ],
  ['count_counts', [{ $match: { price: { $gt: 6 } } }, { $count: 'n' }], [{ n: 3 }]],
  [
    'sort_by_count_counts_and_orders',
    [{ $unwind: '$tags' }, { $sortByCount: '$tags' }],
    [
      { _id: 'y', count: 2 },
      { _id: 'x', count: 1 },
    ],
  ],
  [
    'skip_and_limit_after_a_sort',
    [{ $sort: { price: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 4 }],
  ],
  [
    'bucket_sorts_into_ranges',
    [{ $bucket: { groupBy: '$price', boundaries: [0, 8, 15], default: 'more', output: { n: { $sum: 1 } } } }],
    [
      { _id: 0, n: 2 },
      { _id: 8, n: 1 },
      { _id: 'more', n: 1 },
    ],
  ],
  [
    'dates_are_formatted',
    [{ $match: { _id: 1 } }, { $project: { _id: 0, day: { $dateToString: { date: '$date', format: '%Y-%m-%d' } } } }],
    [{ day: '2026-01-01' }],
  ],
  [
    'conditions_choose',
    [
      { $sort: { _id: 1 } },
      {
        $project: {
          _id: 0,
          kind: { $cond: [{ $gte: ['$price', 10] }, 'dear', 'cheap'] },
          tag: { $ifNull: [{ $arrayElemAt: ['$tags', 0] }, 'none'] },
        },
      },
    ],
    [
      { kind: 'dear', tag: 'x' },
      { kind: 'dear', tag: 'y' },
      { kind: 'cheap', tag: 'none' },
      { kind: 'cheap', tag: 'none' },
    ],
  ],
  [
    'arrays_are_mapped_filtered_and_reduced',
    [
      { $match: { _id: 1 } },
      {
        $project: {
          _id: 0,
          loud: { $map: { input: '$tags', as: 't', in: { $toUpper: '$$t' } } },
          some: { $filter: { input: [1, 2, 3], cond: { $gt: ['$$this', 1] } } },
          sum: { $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } },
        },
      },
    ],
    [{ loud: ['X', 'Y'], some: [2, 3], sum: 6 }],
  ],
  [
    'switch_and_let',
    [
      { $match: { _id: 4 } },
      {
        $project: {
          _id: 0,
          v: {
            $let: {
              vars: { p: '$price' },
              // oxlint-disable-next-line unicorn/no-thenable -- the field is MongoDB's
              in: { $switch: { branches: [{ case: { $lt: ['$$p', 8] }, then: 'low' }], default: 'high' } },
            },
          },
        },
      },
    ],
    [{ v: 'low' }],
  ],
  [
    'facet_runs_several',
    [
      {
        $facet: {
          dear: [{ $match: { price: { $gte: 10 } } }, { $count: 'n' }],
          items: [{ $group: { _id: '$item' } }, { $sort: { _id: 1 } }],
        },
      },
    ],
    [{ dear: [{ n: 2 }], items: [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }] }],
  ],
];

export function aggregateSuite(target: Target): void {
  describe('aggregation', () => {
    for (const [name, pipeline, result] of CASES) {
      test(`pipeline: ${name}`, async () => {
        const collection = await filled(target, 'sales', SALES);
        expect(await collection.aggregate([...pipeline]).toArray()).toEqual(result);
      });
    }

    test('lookup_joins_by_field', async () => {
      const customers = await filled(target, 'customers', [
        { _id: 1 as never, name: 'A' },
        { _id: 2 as never, name: 'B' },
      ]);
      const orders = await filled(target, 'orders', [
        { _id: 1 as never, by: 1 },
        { _id: 2 as never, by: [1, 2] },
        { _id: 3 as never, by: 9 },
        { _id: 4 as never },
      ]);
      const pipeline = [
        { $lookup: { from: customers.collectionName, localField: 'by', foreignField: '_id', as: 'who' } },
        { $project: { who: '$who.name' } },
      ];
      expect(await orders.aggregate(pipeline).toArray()).toEqual([
        { _id: 1, who: ['A'] },
        { _id: 2, who: ['A', 'B'] },
        { _id: 3, who: [] },
        { _id: 4, who: [] },
      ]);
    });

    test('lookup_runs_a_pipeline_with_variables', async () => {
      const stock = await filled(target, 'stock', [
        { item: 'a', left: 5 },
        { item: 'a', left: 50 },
        { item: 'b', left: 100 },
      ]);
      const orders = await filled(target, 'orders', [
        { _id: 1 as never, item: 'a', wanted: 10 },
        { _id: 2 as never, item: 'b', wanted: 200 },
      ]);
      const pipeline = [
        { $match: { $expr: { $and: [{ $eq: ['$item', '$$item'] }, { $gte: ['$left', '$$wanted'] }] } } },
        { $project: { _id: 0, left: 1 } },
      ];
      const found = await orders
        .aggregate([
          { $lookup: { from: stock.collectionName, let: { item: '$item', wanted: '$wanted' }, pipeline, as: 'stock' } },
        ])
        .toArray();
      expect(found.map((doc) => doc['stock'])).toEqual([[{ left: 50 }], []]);
    });

    test('union_with_appends_another_collection', async () => {
      const other = await filled(target, 'other', [{ v: 3 }, { v: 4 }]);
      const collection = await filled(target, 'union', [{ v: 1 }]);
      const found = await collection
        .aggregate([
          { $unionWith: { coll: other.collectionName, pipeline: [{ $match: { v: 4 } }] } },
          { $project: { _id: 0 } },
        ])
        .toArray();
      expect(found).toEqual([{ v: 1 }, { v: 4 }]);
    });

    test('graph_lookup_follows_links', async () => {
      const collection = await filled(target, 'graph', [
        { _id: 'a' as never, to: 'b' },
        { _id: 'b' as never, to: 'c' },
        { _id: 'c' as never },
      ]);
      const [found] = await collection
        .aggregate([
          { $match: { _id: 'a' as never } },
          {
            $graphLookup: {
              from: collection.collectionName,
              startWith: '$to',
              connectFromField: 'to',
              connectToField: '_id',
              as: 'path',
            },
          },
        ])
        .toArray();
      expect(found?.['path'].map((doc: Document) => doc['_id']).sort(byText)).toEqual(['b', 'c']);
    });

    test('window_fields_run_over_partitions', async () => {
      const collection = await filled(target, 'windows', [
        { k: 'a', n: 1 },
        { k: 'a', n: 2 },
        { k: 'b', n: 5 },
      ]);
      const found = await collection
        .aggregate([
          {
            $setWindowFields: {
              partitionBy: '$k',
              sortBy: { n: 1 },
              output: { running: { $sum: '$n', window: { documents: ['unbounded', 'current'] } } },
            },
          },
          { $sort: { k: 1, n: 1 } },
        ])
        .toArray();
      expect(found.map((doc) => doc['running'])).toEqual([1, 3, 5]);
    });

    test('merge_writes_into_another_collection', async () => {
      const source = await filled(target, 'mergefrom', [
        { _id: 1 as never, n: 5 },
        { _id: 2 as never, n: 6 },
      ]);
      const into = await filled(target, 'mergeinto', [{ _id: 1 as never, old: true }]);
      await source
        .aggregate([{ $merge: { into: into.collectionName, whenMatched: 'merge', whenNotMatched: 'insert' } }])
        .toArray();
      expect(await into.find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 1, old: true, n: 5 },
        { _id: 2, n: 6 },
      ]);
    });

    test('merge_on_a_unique_key_with_a_pipeline', async () => {
      const source = await filled(target, 'mergekey', [{ k: 'a', n: 5 }]);
      const into = await filled(target, 'mergetotal', [{ k: 'a', total: 10 }]);
      await into.createIndex({ k: 1 }, { unique: true });
      await source
        .aggregate([
          { $project: { _id: 0 } },
          {
            $merge: {
              into: into.collectionName,
              on: 'k',
              whenMatched: [{ $set: { total: { $add: ['$total', '$$new.n'] } } }],
            },
          },
        ])
        .toArray();
      expect(await into.findOne({}, { projection: { _id: 0 } })).toEqual({ k: 'a', total: 15 });
    });

    test('out_replaces_a_collection', async () => {
      const source = await filled(target, 'outfrom', [{ _id: 1 as never, n: 5 }]);
      const into = await filled(target, 'outinto', [{ _id: 9 as never }]);
      await source.aggregate([{ $out: into.collectionName }]).toArray();
      expect(await into.find().toArray()).toEqual([{ _id: 1, n: 5 }]);
    });

    test('group_keys_of_every_type_stay_apart', async () => {
      const id = new ObjectId();
      const collection = await filled(target, 'keys', [
        { k: 1 },
        { k: '1' },
        { k: id },
        { k: new ObjectId(id.toHexString()) },
        { k: null },
        {},
        { k: [1] },
        { k: true },
      ]);
      const found = await collection.aggregate([{ $group: { _id: '$k', n: { $sum: 1 } } }]).toArray();
      expect(found.map((doc) => doc['n']).sort(byText)).toEqual([1, 1, 1, 1, 2, 2]);
    });

    test('an_aggregation_comes_in_batches', async () => {
      const collection = await filled(
        target,
        'aggbatch',
        Array.from({ length: 1200 }, (_, n) => ({ n })),
      );
      const found = await collection
        .aggregate([{ $match: {} }, { $set: { m: { $mod: ['$n', 10] } } }], { batchSize: 50 })
        .toArray();
      expect(found).toHaveLength(1200);
      expect(found[1199]?.['m']).toBe(9);
    });

    test('wrong_pipelines_are_refused_with_mongodbs_codes', async () => {
      const collection = await filled(target, 'wrongpipe', [{ a: 1 }]);
      const code = async (pipeline: Document[]) => (await failure(collection.aggregate(pipeline).toArray()))['code'];
      expect(await code([{ $frob: {} }])).toBe(40_324);
      expect(await code([{ $match: {}, $sort: { a: 1 } }])).toBe(40_323);
      expect(await code([{ $project: { x: { $frob: 1 } } }])).toBe(31_325);
      expect(await code([{ $limit: 0 }])).toBe(15_958);
    });

    test('an_empty_collection_groups_to_nothing', async () => {
      expect(
        await freshCollection(target, 'empty')
          .aggregate([{ $group: { _id: null, n: { $sum: 1 } } }])
          .toArray(),
      ).toEqual([]);
    });
  });
}
