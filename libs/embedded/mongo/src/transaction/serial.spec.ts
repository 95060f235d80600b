import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileExpression } from '../aggregate/expression.ts';
import { ServerError } from '../error.ts';
import { select } from '../plan/select.ts';
import { compileFilter } from '../query/filter.ts';
import type { Row } from '../store/collection.ts';
import { DataDirectory } from '../store/data-directory.ts';
import type { Database } from '../store/database.ts';
import { Databases } from '../store/databases.ts';
import { parseIndexSpec } from '../store/index-spec.ts';
import { LiveView } from '../store/view.ts';
import type { View } from '../store/view.ts';
import { decodeDocument } from '../value/decode.ts';
import type { Doc } from '../value/document.ts';
import { encodeDocument } from '../value/encode.ts';
import { Locks } from './locks.ts';
import { Transaction } from './transaction.ts';

type Step =
  | { readonly kind: 'add'; readonly who: number; readonly id: number; readonly by: number }
  | { readonly kind: 'claim'; readonly who: number; readonly id: number; readonly key: number }
  | { readonly kind: 'remove'; readonly who: number; readonly id: number }
  | { readonly kind: 'commit'; readonly who: number }
  | { readonly kind: 'abort'; readonly who: number };

const CLIENTS = 3;
const DOCS = 3;
const who = fc.nat(CLIENTS - 1);
const id = fc.nat(DOCS - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('add' as const), who, id, by: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('claim' as const), who, id, key: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), who, id }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('commit' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('abort' as const), who }) },
);

function rows(view: View, filter: Doc): Row[] {
  const compiled = compileFilter(filter, compileExpression);
  return [...select(view, { filter: compiled, sort: [], skip: 0, limit: 0, deadline: null })];
}

function change(view: View, filter: Doc, update: (doc: Doc) => Doc): void {
  for (const row of rows(view, filter)) view.replace(row, encodeDocument(update(decodeDocument(row.body))));
}

/** One step on a view; the effect is the same whether the view is live or in a transaction. */
function apply(view: View, given: Step): void {
  if (given.kind === 'add') change(view, { _id: given.id }, (doc) => ({ ...doc, n: Number(doc['n']) + given.by }));
  if (given.kind === 'claim') change(view, { _id: given.id }, (doc) => ({ ...doc, key: given.key }));
  if (given.kind === 'remove') for (const row of rows(view, { _id: given.id })) view.remove(row);
}

function applyAll(view: View, steps: readonly Step[]): void {
  for (const given of steps) apply(view, given);
}

function state(view: View): Doc[] {
  const found = rows(view, {}).map((row) => decodeDocument(row.body));
  return found.sort((left, right) => Number(left['_id']) - Number(right['_id']));
}

function setUp(database: Database, name: string): LiveView {
  const view = new LiveView(database, name);
  database.write(() => {
    database.catalog.create(name);
    const made = database.catalog.get(name);
    if (made !== null)
      database.catalog.addIndex(
        made,
        parseIndexSpec({ key: { key: 1 }, unique: true, sparse: true }, compileExpression),
      );
    for (let at = 0; at < DOCS; at += 1) view.insert(encodeDocument({ _id: at, n: 0 }));
  });
  return view;
}

interface Client {
  transaction: Transaction | null;
  steps: Step[];
}

class World {
  readonly committed: Step[][] = [];
  readonly failures = new Set<string>();
  readonly database: Database;
  readonly name: string;
  readonly #locks = new Locks();
  readonly #clients: Client[] = Array.from({ length: CLIENTS }, () => ({ transaction: null, steps: [] }));
  #number = 0;

  constructor(database: Database, name: string) {
    this.database = database;
    this.name = name;
  }

  take(given: Step): void {
    const client = this.#clients[given.who];
    if (client === undefined) return;
    const transaction = client.transaction ?? this.#begin(client);
    try {
      this.#run(client, transaction, given);
    } catch (error) {
      this.failures.add(error instanceof ServerError ? error.codeName : String(error));
      transaction.end();
      client.transaction = null;
    }
  }

  #begin(client: Client): Transaction {
    this.#number += 1;
    const transaction = new Transaction({
      number: this.#number,
      locks: this.#locks,
      databases: [this.database],
      now: 0,
    });
    client.transaction = transaction;
    client.steps = [];
    transaction.view(this.database, this.name);
    return transaction;
  }

  #run(client: Client, transaction: Transaction, given: Step): void {
    const view = transaction.view(this.database, this.name);
    if (given.kind === 'commit') {
      client.transaction = null;
      transaction.commit(() => undefined);
      this.committed.push(client.steps);
    } else if (given.kind === 'abort') {
      transaction.end();
      client.transaction = null;
    } else {
      apply(view, given);
      client.steps.push(given);
    }
  }

  end(): void {
    for (const client of this.#clients) client.transaction?.end();
  }
}

describe('transactions that interleave', () => {
  test('leave_what_the_committed_ones_leave_one_after_the_other', () => {
    using directory = new DataDirectory(':memory:');
    const databases = new Databases(directory.path, { synchronous: 'OFF', expression: compileExpression });
    const [database, serial] = [databases.get('interleaved'), databases.get('serial')];
    let round = 0;
    let commits = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        round += 1;
        const live = setUp(database, `c${round}`);
        const world = new World(database, `c${round}`);
        for (const given of steps) world.take(given);
        world.end();
        const expected = setUp(serial, `c${round}`);
        serial.write(() => applyAll(expected, world.committed.flat()));
        commits += world.committed.length;
        expect([...world.failures].filter((name) => !['WriteConflict', 'DuplicateKey'].includes(name))).toEqual([]);
        expect(state(live)).toEqual(state(expected));
        expect(rows(live, { key: { $gte: 0 } })).toHaveLength(
          state(live).filter((doc) => doc['key'] !== undefined).length,
        );
      }),
      { numRuns: 200 },
    );
    databases.close();
    expect(commits).toBeGreaterThan(200);
  }, 60_000);
});
