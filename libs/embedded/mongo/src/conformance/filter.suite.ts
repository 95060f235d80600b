import { describe, expect, test } from '@jest/globals';
import { ObjectId } from 'mongodb';
import type { Document } from 'mongodb';
import { failure, filled, freshCollection } from './target.suite.ts';
import type { Target } from './target.suite.ts';

type Case = readonly [name: string, documents: readonly Document[], filter: Document, ids: readonly unknown[]];

const DAY = new Date('2026-01-02T00:00:00Z');

const CASES: readonly Case[] = [
  ['equality_matches_a_value_and_an_array_that_holds_it', [{ v: 1 }, { v: [1, 2] }, { v: 2 }], { v: 1 }, [0, 1]],
  [
    'equality_with_an_array_wants_the_whole_array',
    [{ v: [1, 2] }, { v: [2, 1] }, { v: [[1, 2]] }],
    { v: [1, 2] },
    [0, 2],
  ],
  [
    'equality_with_a_document_wants_the_same_field_order',
    [{ v: { a: 1, b: 2 } }, { v: { b: 2, a: 1 } }],
    { v: { a: 1, b: 2 } },
    [0],
  ],
  ['null_matches_null_and_missing', [{ v: null }, {}, { v: 0 }, { v: [null] }], { v: null }, [0, 1, 3]],
  [
    'a_nested_null_does_not_match_scalars_in_an_array',
    [{ a: [{ b: null }] }, { a: [1] }, { a: 4 }, { a: [] }, {}],
    { 'a.b': null },
    [0, 2, 4],
  ],
  ['not_equal_is_the_opposite_of_equal', [{ v: 1 }, { v: [1, 2] }, { v: 2 }, {}], { v: { $ne: 1 } }, [2, 3]],
  ['ranges_compare_within_one_type', [{ v: 1 }, { v: 5 }, { v: '5' }, { v: null }, {}], { v: { $gt: 1 } }, [1]],
  ['greater_or_equal_null_matches_null_and_missing', [{ v: null }, {}, { v: 1 }], { v: { $gte: null } }, [0, 1]],
  ['dates_compare_by_time', [{ v: DAY }, { v: new Date(+DAY + 1) }, { v: +DAY }], { v: { $lte: DAY } }, [0]],
  [
    'strings_compare_by_code_point',
    [{ v: 'a' }, { v: 'B' }, { v: 'é' }, { v: '🐎' }, { v: '\uFF5E' }],
    { v: { $gt: '\uFF00' } },
    [3, 4],
  ],
  [
    'in_takes_values_null_and_patterns',
    [{ v: 1 }, { v: 'abc' }, {}, { v: 'xyz' }],
    { v: { $in: [1, null, /^a/] } },
    [0, 1, 2],
  ],
  ['not_in_leaves_them_out', [{ v: 1 }, { v: [1, 3] }, { v: 3 }, {}], { v: { $nin: [1, 2] } }, [2, 3]],
  ['or_and_nor_combine', [{ a: 1 }, { b: 1 }, { a: 1, b: 1 }, {}], { $or: [{ a: 1 }, { b: 1 }] }, [0, 1, 2]],
  ['nor_wants_none_of_them', [{ a: 1 }, { b: 1 }, {}], { $nor: [{ a: 1 }, { b: 1 }] }, [2]],
  ['and_wants_all_of_them', [{ v: [1, 5] }, { v: [1] }], { $and: [{ v: 1 }, { v: 5 }] }, [0]],
  ['not_negates_operators', [{ v: 1 }, { v: 9 }, {}], { v: { $not: { $gt: 5 } } }, [0, 2]],
  ['exists_asks_for_the_field_not_its_value', [{ v: null }, {}, { v: 0 }], { v: { $exists: true } }, [0, 2]],
  ['exists_false_wants_it_missing', [{ v: null }, {}, { v: 0 }], { v: { $exists: false } }, [1]],
  [
    'type_asks_by_name',
    [{ v: 1 }, { v: 'a' }, { v: [1] }, { v: DAY }, { v: null }],
    { v: { $type: ['string', 'date'] } },
    [1, 3],
  ],
  ['type_number_takes_every_width', [{ v: 1 }, { v: 1.5 }, { v: 'a' }], { v: { $type: 'number' } }, [0, 1]],
  ['mod_takes_remainders', [{ v: 4 }, { v: 5 }, { v: 6.5 }, { v: 'x' }], { v: { $mod: [2, 0] } }, [0, 2]],
  [
    'regex_matches_text_and_array_elements',
    [{ v: 'Alpha' }, { v: ['beta', 'alps'] }, { v: 'x' }],
    { v: /^al/i },
    [0, 1],
  ],
  ['regex_takes_options', [{ v: 'a\nB' }, { v: 'ab' }], { v: { $regex: '^b', $options: 'im' } }, [0]],
  ['size_counts_elements', [{ v: [1, 2] }, { v: [1] }, { v: 2 }, { v: [] }], { v: { $size: 2 } }, [0]],
  ['all_wants_every_value', [{ v: [1, 2, 3] }, { v: [1, 3] }, { v: 1 }], { v: { $all: [1, 2] } }, [0]],
  [
    'all_takes_elem_match',
    [{ v: [{ a: 1 }, { a: 5 }] }, { v: [{ a: 1 }] }],
    { v: { $all: [{ $elemMatch: { a: 1 } }, { $elemMatch: { a: 5 } }] } },
    [0],
  ],
  [
    'elem_match_wants_one_element_for_all_conditions',
    [
      {
        v: [
          { a: 1, b: 2 },
          { a: 2, b: 1 },
        ],
      },
      { v: [{ a: 1, b: 1 }] },
    ],
    { v: { $elemMatch: { a: 1, b: 1 } } },
    [1],
  ],
  ['elem_match_on_values', [{ v: [1, 10] }, { v: [5] }], { v: { $elemMatch: { $gt: 2, $lt: 8 } } }, [1]],
  [
    'a_range_without_elem_match_may_use_two_elements',
    [{ v: [1, 10] }, { v: [5] }, { v: [1] }],
    { v: { $gt: 2, $lt: 8 } },
    [0, 1],
  ],
  [
    'a_path_enters_arrays_of_documents',
    [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: 2 } }, { a: [{ b: 3 }] }],
    { 'a.b': 2 },
    [0, 1],
  ],
  ['a_path_may_name_a_position', [{ a: [5, 6] }, { a: [6, 5] }, { a: { 0: 5 } }], { 'a.0': 5 }, [0, 2]],
  ['expr_compares_two_fields', [{ a: 2, b: 1 }, { a: 1, b: 2 }, { a: 1 }], { $expr: { $gt: ['$a', '$b'] } }, [0, 2]],
  ['bits_all_set', [{ v: 7 }, { v: 5 }, { v: 2 }], { v: { $bitsAllSet: 5 } }, [0, 1]],
  ['nan_is_equal_to_itself_and_in_no_range', [{ v: Number.NaN }, { v: 1 }], { v: Number.NaN }, [0]],
  ['ranges_leave_nan_out', [{ v: Number.NaN }, { v: 1 }], { v: { $lt: 5 } }, [1]],
];

export function filterSuite(target: Target): void {
  describe('filters', () => {
    for (const [name, documents, filter, ids] of CASES) {
      test(`${name} (without an index)`, async () => {
        const collection = await filled(
          target,
          'filter',
          documents.map((document, at) => ({ _id: at as never, ...document })),
        );
        const found = await collection.find(filter).sort({ _id: 1 }).toArray();
        expect(found.map((doc) => doc['_id'])).toEqual(ids);
      });
    }

    for (const [name, documents, filter, ids] of CASES) {
      test(`${name} (with an index)`, async () => {
        const collection = freshCollection(target, 'filterindex');
        const path = Object.keys(filter).find((key) => !key.startsWith('$')) ?? 'a';
        await collection.createIndex({ [path]: 1 });
        await collection.insertMany(documents.map((document, at) => ({ _id: at as never, ...document })));
        const found = await collection.find(filter).sort({ _id: 1 }).toArray();
        expect(found.map((doc) => doc['_id'])).toEqual(ids);
        expect(await collection.countDocuments(filter)).toBe(ids.length);
      });
    }

    test('object_ids_match_by_value', async () => {
      const id = new ObjectId();
      const collection = await filled(target, 'oid', [{ ref: id }, { ref: new ObjectId() }, { ref: id.toHexString() }]);
      expect(await collection.countDocuments({ ref: new ObjectId(id.toHexString()) })).toBe(1);
      expect(await collection.countDocuments({ ref: { $in: [id] } })).toBe(1);
    });

    test('an_unknown_operator_is_refused', async () => {
      const collection = await filled(target, 'unknown', [{ a: 1 }]);
      expect((await failure(collection.findOne({ a: { $near2: 1 } })))['code']).toBe(2);
      expect((await failure(collection.findOne({ $frob: 1 })))['code']).toBe(2);
    });

    test('a_wrong_operand_is_refused', async () => {
      const collection = await filled(target, 'operand', [{ a: 1 }]);
      for (const filter of [
        { a: { $in: 1 } },
        { $or: [] },
        { a: { $mod: [0, 1] } },
        { a: { $size: -1 } },
        { a: { $elemMatch: 1 } },
      ]) {
        // BadValue or FailedToParse, by operator and version.
        expect([2, 9]).toContain((await failure(collection.findOne(filter as never)))['code']);
      }
    });
  });
}
