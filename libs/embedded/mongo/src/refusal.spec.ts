import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Code, Decimal128, Long } from 'mongodb';
import type { Document } from 'mongodb';
import { testEngine, testFolder } from './conformance/engine.suite.ts';
import type { TestEngine, TestFolder } from './conformance/engine.suite.ts';
import { failure } from './conformance/target.suite.ts';

describe('what the engine does not do', () => {
  let folder: TestFolder;
  let running: TestEngine;
  beforeAll(async () => {
    folder = await testFolder();
    running = await testEngine(folder, { dataDir: ':memory:' });
    await running.client
      .db()
      .collection('c')
      .insertOne({ _id: 1 as never, n: 9_007_199_254_740_991, list: [1], at: new Date(0) });
  });
  afterAll(async () => {
    await running[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const collection = () => running.client.db().collection('c');
  const code = async (promise: Promise<unknown>) => (await failure(promise))['code'];

  test('decimal128_is_refused_wherever_it_comes_in', async () => {
    const decimal = Decimal128.fromString('0.1');
    expect(await code(collection().insertOne({ v: decimal }))).toBe(2);
    expect(await code(collection().updateOne({}, { $set: { v: { deep: [decimal] } } }))).toBe(2);
    expect(await code(collection().findOne({ v: decimal }))).toBe(2);
    expect(
      await code(
        collection()
          .aggregate([{ $project: { v: { $toDecimal: '$n' } } }])
          .toArray(),
      ),
    ).toBe(31_325);
  });

  test('a_field_that_starts_with_a_dollar_is_refused_at_the_top', async () => {
    expect(await code(collection().insertOne({ $price: 1 }))).toBe(52);
    expect(await code(collection().insertOne({ _id: 'x' as never, $price: 1 }))).toBe(52);
  });

  test('int64_beyond_what_javascript_holds_is_refused', async () => {
    expect(await code(collection().insertOne({ v: Long.fromString('9007199254740993') }))).toBe(2);
    expect(await code(collection().insertMany([{ v: 1n }, { v: 2n ** 60n }]))).toBe(2);
    await collection().insertOne({ _id: 'long' as never, v: Long.fromString('9007199254740991') });
    expect(await collection().findOne({ v: Long.fromString('9007199254740991') })).toMatchObject({ _id: 'long' });
  });

  test('arithmetic_that_would_leave_the_exact_range_is_refused', async () => {
    expect(await code(collection().updateOne({ _id: 1 as never }, { $inc: { n: 1 } }))).toBe(2);
    expect(await code(collection().updateOne({ _id: 1 as never }, { $mul: { n: 3 } }))).toBe(2);
    expect(
      await code(
        collection()
          .aggregate([{ $group: { _id: null, s: { $sum: { $literal: 9_007_199_254_740_991 } } } }])
          .toArray(),
      ),
    ).toBe(2);
    expect(
      await code(
        collection()
          .aggregate([{ $match: { _id: 1 as never } }, { $project: { s: { $add: ['$n', '$n'] } } }])
          .toArray(),
      ),
    ).toBe(2);
  });

  test('collations_are_refused_and_the_simple_one_is_not', async () => {
    const collation = { locale: 'de' };
    expect(await code(collection().find({}, { collation }).toArray())).toBe(238);
    expect(await code(collection().updateOne({}, { $set: { a: 1 } }, { collation }))).toBe(238);
    expect(await code(collection().createIndex({ a: 1 }, { collation }))).toBe(67);
    expect(
      await collection()
        .find({ _id: 1 as never }, { collation: { locale: 'simple' } })
        .toArray(),
    ).toHaveLength(1);
  });

  test('index_kinds_it_does_not_have_are_refused', async () => {
    for (const kind of ['text', '2dsphere', '2d', 'hashed'] as const)
      expect(await code(collection().createIndex({ a: kind }))).toBe(67);
    expect(await code(collection().createIndex({ '$**': 1 }))).toBe(67);
    expect(await code(collection().createIndex({ a: 1 }, { hidden: true }))).toBe(67);
  });

  test('queries_it_does_not_do_are_refused_by_name', async () => {
    const filters: Document[] = [
      { $where: 'true' },
      { $text: { $search: 'a' } },
      { $jsonSchema: {} },
      { a: { $near: [0, 0] } },
      { a: { $geoWithin: {} } },
      { a: { $type: 'int' } },
      { a: { $regex: 'a', $options: 'x' } },
    ];
    for (const filter of filters) expect([2, 238]).toContain(await code(collection().findOne(filter)));
    expect(await code(collection().findOne({ v: new Code('1') }))).toBe(2);
    expect(
      await code(
        collection()
          .find({}, { projection: { s: { $meta: 'textScore' } } })
          .toArray(),
      ),
    ).toBe(2);
  });

  test('pipelines_it_does_not_do_are_refused_by_name', async () => {
    const js = { body: 'return 1', args: [], lang: 'js' };
    expect(
      await code(
        collection()
          .aggregate([{ $project: { v: { $function: js } } }])
          .toArray(),
      ),
    ).toBe(31_325);
    expect(
      await code(
        collection()
          .aggregate([{ $addFields: { v: { $function: js } } }])
          .toArray(),
      ),
    ).toBe(168);
    expect(
      await code(
        collection()
          .aggregate([{ $geoNear: {} }])
          .toArray(),
      ),
    ).toBe(40_324);
    expect(
      await code(
        collection()
          .aggregate([{ $collStats: {} }])
          .toArray(),
      ),
    ).toBe(40_324);
    expect(await code(collection().watch().next())).toBe(40_324);
  });

  test('collection_kinds_it_does_not_have_are_refused', async () => {
    const db = running.client.db();
    expect(await code(db.createCollection('capped', { capped: true, size: 1000 }))).toBe(72);
    expect(await code(db.createCollection('validated', { validator: { a: 1 } }))).toBe(72);
    expect(await code(db.createCollection('view', { viewOn: 'c', pipeline: [] }))).toBe(72);
    expect(await code(db.createCollection('series', { timeseries: { timeField: 'at' } }))).toBe(72);
  });

  test('options_it_does_not_know_are_refused_not_ignored', async () => {
    const db = running.client.db();
    expect(await code(db.command({ find: 'c', frobnicate: true }))).toBe(40_415);
    expect(
      await code(
        db
          .command({ update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, frob: 1 }] })
          .then((reply) => Promise.reject(Object.assign(new Error('write'), reply['writeErrors'][0]))),
      ),
    ).toBe(40_415);
    expect(await code(db.command({ bulkWrite: 1, ops: [], nsInfo: [] }))).toBe(59);
    expect(await code(db.command({ mapReduce: 'c' }))).toBe(59);
  });

  test('a_transaction_writes_to_one_database_and_runs_no_ddl', async () => {
    const session = running.client.startSession();
    session.startTransaction();
    await running.client.db('one').collection('a').insertOne({}, { session });
    await running.client.db('two').collection('a').insertOne({}, { session });
    expect(await failure(session.commitTransaction())).toMatchObject({ code: 263 });
    expect(await running.client.db('one').collection('a').countDocuments()).toBe(0);
    session.startTransaction();
    expect(await code(running.client.db().collection('c').createIndex({ z: 1 }, { session }))).toBe(263);
    await session.abortTransaction();
    await session.endSession();
  });

  test('a_document_above_16_mib_is_refused', async () => {
    const half = 'x'.repeat(9 * 1024 * 1024);
    await collection().insertOne({ _id: 'half' as never, half });
    expect(await code(collection().updateOne({ _id: 'half' as never }, { $set: { other: half } }))).toBe(10_334);
    expect(await collection().countDocuments({ other: { $exists: true } })).toBe(0);
  });

  test('a_document_nested_too_deep_is_refused', async () => {
    let deep: Document = {};
    for (let depth = 0; depth < 150; depth += 1) deep = { deep };
    expect(await failure(collection().insertOne(deep))).toBeInstanceOf(Error);
    expect(await collection().countDocuments({ _id: 1 as never })).toBe(1);
  });

  test('a_sort_or_a_group_that_would_hold_too_much_is_refused', async () => {
    const big = running.client.db().collection('big');
    const text = 'x'.repeat(1024 * 1024);
    for (let at = 0; at < 11; at += 1)
      await big.insertMany(Array.from({ length: 10 }, (_, n) => ({ at, n, text: `${at}${n}${text}` })));
    expect(await code(big.find().sort({ n: 1 }).toArray())).toBe(292);
    expect(await code(big.aggregate([{ $group: { _id: null, all: { $push: '$text' } } }]).toArray())).toBe(292);
    expect((await big.find().sort({ n: -1, at: 1 }).limit(2).toArray()).map((doc) => doc['at'])).toEqual([0, 1]);
    await big.drop();
  }, 60_000);
});
