import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { find } from 'mingo';
import { compileExpression } from '../aggregate/expression.ts';
import { compileFilter } from '../query/filter.ts';
import { compareSortKeys, parseSort, sortKey } from '../query/sort.ts';
import { DataDirectory } from '../store/data-directory.ts';
import { Databases } from '../store/databases.ts';
import type { Database } from '../store/database.ts';
import { parseIndexSpec } from '../store/index-spec.ts';
import { LiveView } from '../store/view.ts';
import { decodeDocument } from '../value/decode.ts';
import type { Doc } from '../value/document.ts';
import { encodeDocument } from '../value/encode.ts';
import type { Plan } from './plan.ts';
import { planSelection, select } from './select.ts';

const OPTIONAL: { requiredKeys: never[]; noNullPrototype: true } = { requiredKeys: [], noNullPrototype: true };
const small = fc.integer({ min: 0, max: 4 });
const scalar = fc.oneof(small, fc.constantFrom('a', 'b', 'ab', null, true, 2.5));
const item = fc.oneof(scalar, fc.record({ x: scalar, y: scalar }, OPTIONAL));
const anyValue = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 2, arbitrary: fc.array(item, { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.record({ x: scalar, y: fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })) }, OPTIONAL),
  },
);
/** Only one field may hold arrays, so that compound indexes are never over parallel ones. */
const document = fc.record({ a: anyValue, b: scalar, c: scalar }, OPTIONAL);

const path = fc.constantFrom('a', 'b', 'c', 'a.x', 'a.y');
const comparison = fc.oneof(
  scalar.map((operand) => ({ $eq: operand })),
  fc
    .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), fc.oneof(small, fc.constantFrom('a', 'b', 2.5)))
    .map(([name, operand]) => ({ [name]: operand })),
  fc.tuple(small, small).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.array(scalar, { maxLength: 3 }).map((list) => ({ $in: list })),
  fc.array(scalar, { maxLength: 2 }).map((list) => ({ $nin: list })),
  scalar.map((operand) => ({ $ne: operand })),
  fc.boolean().map((exists) => ({ $exists: exists })),
  small.map((operand) => ({ $not: { $gt: operand } })),
  fc.constantFrom({ $regex: '^a' }, { $type: 'string' }, { $size: 2 }),
  fc.tuple(small, small).map(([x, y]) => ({ $elemMatch: { x, y } })),
  fc.tuple(small, small).map(([low, high]) => ({ $elemMatch: { $gte: low, $lte: high } })),
);
const condition: fc.Arbitrary<Doc> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .array(fc.tuple(path, comparison), { minLength: 1, maxLength: 3 })
      .map((entries) => Object.fromEntries(entries)),
  },
  { weight: 1, arbitrary: fc.tuple(path, scalar).map(([name, operand]) => ({ [name]: operand })) },
);
const filter: fc.Arbitrary<Doc> = fc.oneof(
  { weight: 4, arbitrary: condition },
  { weight: 1, arbitrary: fc.array(condition, { minLength: 1, maxLength: 3 }).map((list) => ({ $or: list })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(condition, fc.array(condition, { minLength: 1, maxLength: 2 }))
      .map(([first, list]) => ({ ...first, $or: list })),
  },
  { weight: 1, arbitrary: fc.array(condition, { minLength: 1, maxLength: 3 }).map((list) => ({ $and: list })) },
);
const index: fc.Arbitrary<Doc> = fc
  .tuple(
    fc.uniqueArray(path, { minLength: 1, maxLength: 3 }),
    fc.array(fc.constantFrom(1, -1), { minLength: 3, maxLength: 3 }),
    fc.constantFrom<Doc>(
      {},
      {},
      {},
      { sparse: true },
      { partialFilterExpression: { b: { $gt: 1 } } },
      { partialFilterExpression: { c: { $exists: true } } },
      { partialFilterExpression: { b: 'a' } },
    ),
  )
  .map(([paths, directions, options]) => ({
    key: Object.fromEntries(paths.map((name, at) => [name, directions[at]])),
    ...options,
  }));
const sort: fc.Arbitrary<Doc> = fc
  .tuple(fc.uniqueArray(path, { maxLength: 2 }), fc.array(fc.constantFrom(1, -1), { minLength: 2, maxLength: 2 }))
  .map(([paths, directions]) => Object.fromEntries(paths.map((name, at) => [name, directions[at]])));

function buildIndexes(database: Database, name: string, specs: readonly Doc[]): void {
  for (const [at, spec] of specs.entries()) {
    const info = database.catalog.get(name);
    if (info !== null) database.catalog.addIndex(info, parseIndexSpec({ ...spec, name: `i${at}` }, compileExpression));
  }
}

function fill(database: Database, name: string, given: { documents: readonly Doc[]; specs: readonly Doc[] }): LiveView {
  const view = new LiveView(database, name);
  database.write(() => {
    database.catalog.create(name);
    buildIndexes(database, name, given.specs);
    for (const [at, doc] of given.documents.entries()) view.insert(encodeDocument({ _id: at, ...doc }));
  });
  return view;
}

function ask(view: LiveView, query: { filter: Doc; sort: Doc; hint?: unknown }): Doc[] {
  const selection = {
    filter: compileFilter(query.filter, compileExpression),
    sort: parseSort(query.sort),
    skip: 0,
    limit: 0,
    hint: query.hint,
    deadline: null,
  };
  return [...select(view, selection)].map((row) => decodeDocument(row.body));
}

function planOf(view: LiveView, query: Doc): Plan {
  const selection = { filter: compileFilter(query, compileExpression), sort: [], skip: 0, limit: 0, deadline: null };
  return planSelection(view, selection);
}

function ids(documents: readonly Doc[]): unknown[] {
  return documents.map((doc) => doc['_id']).sort((left, right) => Number(left) - Number(right));
}

/**
 * Where mingo reads MongoDB's rules differently, it is no witness: equality with null inside arrays, ranges that
 * compare a scalar with an array element of a document, and $size, $type or $elemMatch on elements of arrays.
 */
function mingoIsNoWitness(query: Doc): boolean {
  const text = JSON.stringify(query);
  return /null|"a\.|\$elemMatch|\$gte":[^,}]*,"\$lt|\$size|\$type/.test(text);
}

interface Tally {
  indexed: number;
  counted: number;
  witnessed: number;
}

interface Question {
  readonly filter: Doc;
  readonly sort: Doc;
}

function inOrder(documents: readonly Doc[], order: Doc): boolean {
  const fields = parseSort(order);
  const keys = documents.map((doc) => sortKey(doc, fields));
  return keys.every((key, at) => at === 0 || compareSortKeys(keys[at - 1] ?? [], key, fields) <= 0);
}

/** Every way to answer that must agree with the plain scan, by name. */
function answers(view: LiveView, all: Doc[], run: { question: Question; tally: Tally }): Record<string, unknown> {
  const { question, tally } = run;
  const planned = ask(view, question);
  const plan = planOf(view, question.filter);
  const found: Record<string, unknown> = { planned: ids(planned), ordered: inOrder(planned, question.sort) };
  if (plan.kind !== 'table') tally.indexed += 1;
  const count = view.fastCount(plan);
  if (count !== null) {
    tally.counted += 1;
    found['count'] = count;
  }
  if (!mingoIsNoWitness(question.filter)) {
    tally.witnessed += 1;
    found['mingo'] = ids(find(all, question.filter).all());
  }
  return found;
}

function expected(view: LiveView, question: Question, names: readonly string[]): Record<string, unknown> {
  const scanned = ids(ask(view, { ...question, hint: { $natural: 1 } }));
  const all: Record<string, unknown> = { planned: scanned, ordered: true, count: scanned.length, mingo: scanned };
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

describe('the planner', () => {
  test('an_index_never_changes_the_answer', () => {
    using directory = new DataDirectory(':memory:');
    const databases = new Databases(directory.path, { synchronous: 'OFF', expression: compileExpression });
    const database = databases.get('plans');
    const tally: Tally = { indexed: 0, counted: 0, witnessed: 0 };
    let round = 0;
    const world = fc.record({
      documents: fc.array(document, { maxLength: 25 }),
      specs: fc.array(index, { minLength: 1, maxLength: 4 }),
      filters: fc.array(filter, { minLength: 1, maxLength: 6 }),
      order: sort,
    });
    fc.assert(
      fc.property(world, ({ documents, specs, filters, order }) => {
        round += 1;
        const view = fill(database, `c${round}`, { documents, specs });
        const all = documents.map((doc, at) => ({ _id: at, ...doc }));
        for (const query of filters) {
          const question = { filter: query, sort: order };
          const found = answers(view, all, { question, tally });
          expect({ query, ...found }).toEqual({ query, ...expected(view, question, Object.keys(found)) });
        }
        const { info } = view;
        database.write(() => info !== null && database.catalog.drop(info));
      }),
      { numRuns: 150 },
    );
    databases.close();
    expect(tally.indexed).toBeGreaterThan(50);
    expect(tally.counted).toBeGreaterThan(0);
    expect(tally.witnessed).toBeGreaterThan(50);
  }, 120_000);
});
