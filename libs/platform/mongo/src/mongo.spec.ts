import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Fault } from '@bulkhead/core-base';
import { silentLogger } from '@bulkhead/platform-logging';
import type { TestMongo } from '@bulkhead/testing';
import { startTestMongo } from '@bulkhead/testing';
import fc from 'fast-check';
import type { Model } from 'mongoose';
import { Schema } from 'mongoose';
import type { MongoConnection, SortKey } from './index.ts';
import {
  afterCommit,
  connect,
  currentSession,
  declareIdempotency,
  duplicateKey,
  ensureIndexes,
  idempotent,
  page,
  transact,
} from './index.ts';

interface Account {
  readonly _id: string;
  readonly owner: string;
  readonly balance: number;
  readonly at: Date;
}

let mongo: TestMongo;
let connection: MongoConnection;
let accounts: Model<Account>;

beforeAll(async () => {
  mongo = await startTestMongo();
  const database = `bulkhead_test_${randomUUID().slice(0, 8)}`;
  connection = await connect({ uri: mongo.uri(database), database, logger: silentLogger() });
  accounts = connection.mongoose.model<Account>(
    'Account',
    new Schema<Account>({ _id: String, owner: String, balance: Number, at: Date }, { collection: 'accounts' })
      .index({ owner: 1 }, { unique: true })
      .index({ at: -1, _id: -1 }),
  );
  declareIdempotency(connection);
  await ensureIndexes(connection);
});

afterAll(async () => {
  await connection.mongoose.dropDatabase();
  await connection.close();
  await mongo[Symbol.asyncDispose]();
});

beforeEach(async () => {
  await accounts.deleteMany({});
});

function account(id: string, balance = 0, at = new Date(0)): Account {
  return { _id: id, owner: `owner of ${id}`, balance, at };
}

describe('a connection', () => {
  test('answers_a_ping_and_says_so_when_it_is_closed', async () => {
    const database = 'bulkhead_test_ping';
    const other = await connect({ uri: mongo.uri(database), database, logger: silentLogger() });
    await other.ping();

    await other.close();

    await expect(other.ping()).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test('fails_with_advice_when_nobody_listens', async () => {
    const uri = 'mongodb://127.0.0.1:1/?directConnection=true';
    const attempt = connect({ uri, database: 'x', logger: silentLogger(), serverSelectionTimeoutMs: 300 });

    await expect(attempt).rejects.toMatchObject({ code: 'MONGO_UNREACHABLE', advice: expect.any(String) });
  });

  test('builds_indexes_only_when_told_and_reports_each', async () => {
    const progress = await ensureIndexes(connection);

    expect(progress.map(({ collection }) => collection)).toContain('accounts');
    expect(progress.at(-1)).toMatchObject({ done: progress.length, total: progress.length });
    await accounts.create(account('a'));
    await expect(accounts.create({ ...account('b'), owner: 'owner of a' })).rejects.toMatchObject({ code: 11_000 });
  });
});

describe('a transaction', () => {
  test('writes_all_or_nothing', async () => {
    const failing = transact(connection, async (session) => {
      await accounts.create([account('a', 10)], { session });
      throw new Fault('invariant', 'BROKEN', 'in the middle');
    });

    await expect(failing).rejects.toMatchObject({ code: 'BROKEN' });
    expect(await accounts.countDocuments()).toBe(0);
  });

  test('runs_again_when_another_was_faster_and_loses_no_update', async () => {
    await accounts.create(account('a', 0));

    const deposits = Array.from({ length: 20 }, () =>
      transact(
        connection,
        async (session) => {
          const found = await accounts.findById('a').session(session).lean();
          await sleep(1);
          await accounts.updateOne({ _id: 'a' }, { $set: { balance: (found?.balance ?? 0) + 1 } }).session(session);
        },
        { attempts: 60 },
      ),
    );
    await Promise.all(deposits);

    expect((await accounts.findById('a').lean())?.balance).toBe(20);
  });

  test('gives_up_as_a_conflict_when_others_are_always_faster', async () => {
    await accounts.create(account('a', 0));

    const losing = transact(
      connection,
      async (session) => {
        await accounts.findById('a').session(session).lean();
        await accounts.updateOne({ _id: 'a' }, { $inc: { balance: 1 } });
        await accounts.updateOne({ _id: 'a' }, { $inc: { balance: 100 } }).session(session);
      },
      { attempts: 3 },
    );

    await expect(losing).rejects.toMatchObject({ kind: 'conflict', code: 'TRANSACTION_CONTENDED' });
    expect((await accounts.findById('a').lean())?.balance).toBe(3);
  });

  test('turns_a_duplicate_key_into_the_callers_fault', async () => {
    await accounts.create(account('a'));

    const taken = transact(
      connection,
      (session) => accounts.create([{ ...account('b'), owner: 'owner of a' }], { session }),
      { onDuplicate: (fields) => new Fault('conflict', 'OWNER_TAKEN', 'taken', { details: { fields } }) },
    );

    await expect(taken).rejects.toMatchObject({ code: 'OWNER_TAKEN', details: { fields: ['owner'] } });
  });

  test('joins_the_one_it_is_called_in', async () => {
    const outer = transact(connection, async (session) => {
      await transact(connection, async (inner) => {
        expect(inner).toBe(session);
        await accounts.create([account('a')], { session: inner });
      });
      throw new Error('after the inner one');
    });

    await expect(outer).rejects.toThrow('after the inner one');
    expect(await accounts.countDocuments()).toBe(0);
    expect(currentSession(connection)).toBeUndefined();
  });

  test('tells_after_the_commit_and_never_after_a_failure', async () => {
    const told: string[] = [];
    await transact(connection, async (session) => {
      afterCommit(session, () => told.push('committed'));
      expect(told).toEqual([]);
      await accounts.create([account('a')], { session });
    });
    await transact(connection, async (session) => {
      afterCommit(session, () => told.push('failed'));
      throw new Error('no');
    }).catch(() => undefined);

    expect(told).toEqual(['committed']);
  });

  test('knows_a_duplicate_behind_a_cause', () => {
    const error = new Error('outer', {
      cause: Object.assign(new Error('E11000'), { code: 11_000, keyPattern: { a: 1 } }),
    });

    expect(duplicateKey(error)).toEqual(['a']);
    expect(duplicateKey(new Error('other'))).toBeUndefined();
  });
});

describe('a page', () => {
  const sort: readonly SortKey[] = [{ field: 'at', direction: 'descending' }];

  async function walk(first: number, order: readonly SortKey[] = sort): Promise<string[]> {
    const ids: string[] = [];
    let after: string | null | undefined;
    for (;;) {
      const found = await page(accounts.find().lean<Account[]>(), { first, after, sort: order });
      ids.push(...found.nodes.map((node) => node._id));
      if (!found.pageInfo.hasNextPage) return ids;
      after = found.pageInfo.endCursor;
    }
  }

  test('follows_the_other_until_everything_was_seen_once_in_order', async () => {
    // Several share a time, so that the order needs the id.
    const all = Array.from({ length: 25 }, (_, index) =>
      account(`a${String(index).padStart(2, '0')}`, index % 4, new Date(Math.floor(index / 3))),
    );
    await accounts.insertMany(all);
    const descending = all.toReversed().map((each) => each._id);

    expect(await walk(4)).toEqual(descending);
    expect(await walk(25)).toEqual(descending);
    const byBalance = await walk(7, [
      { field: 'balance', direction: 'ascending' },
      { field: 'at', direction: 'descending' },
    ]);
    const expected = all.toSorted(
      (a, b) => a.balance - b.balance || b.at.getTime() - a.at.getTime() || (a._id < b._id ? 1 : -1),
    );
    expect(byBalance).toEqual(expected.map((each) => each._id));
  });

  test('is_not_shifted_by_what_comes_in_front', async () => {
    await accounts.insertMany([1, 2, 3, 4].map((time) => account(`a${time}`, 0, new Date(time))));
    const first = await page(accounts.find().lean<Account[]>(), { first: 2, sort });
    await accounts.create(account('new', 0, new Date(9)));

    const second = await page(accounts.find().lean<Account[]>(), { first: 2, after: first.pageInfo.endCursor, sort });

    expect(first.nodes.map((node) => node._id)).toEqual(['a4', 'a3']);
    expect(second.nodes.map((node) => node._id)).toEqual(['a2', 'a1']);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });

  test('keeps_the_filter_of_its_query', async () => {
    await accounts.insertMany([1, 2, 3].map((time) => account(`a${time}`, time % 2, new Date(time))));

    const found = await page(accounts.find({ balance: 1 }).lean<Account[]>(), { first: 1, sort });
    const rest = await page(accounts.find({ balance: 1 }).lean<Account[]>(), { after: found.pageInfo.endCursor, sort });

    expect([...found.nodes, ...rest.nodes].map((node) => node._id)).toEqual(['a3', 'a1']);
  });

  test('refuses_sizes_out_of_bounds', async () => {
    for (const first of [0, -1, 201, 1.5, Number.NaN]) {
      await expect(page(accounts.find().lean<Account[]>(), { first })).rejects.toMatchObject({
        code: 'PAGE_SIZE_INVALID',
      });
    }
  });

  test('refuses_any_cursor_it_did_not_write', async () => {
    const forged = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const cursors = [
      '',
      'x',
      forged({}),
      forged(['-at,-_id']),
      forged(['-at,-_id', { $ne: 1 }, 'a']),
      forged(['-at,-_id', { d: 'x' }, 'a']),
      forged(['-at,-_id', { d: 1 }, { $gt: '' }]),
      forged(['+at,+_id', { d: 1 }, 'a']),
      forged(['-at,-_id', [1], 'a']),
      'a'.repeat(3_000),
    ];
    for (const after of cursors) {
      await expect(page(accounts.find().lean<Account[]>(), { after, sort })).rejects.toMatchObject({
        code: 'CURSOR_INVALID',
      });
    }
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const attempt = page(accounts.find().lean<Account[]>(), { after: forged(value), sort });
        await expect(attempt).rejects.toMatchObject({ code: 'CURSOR_INVALID' });
      }),
      { numRuns: 50 },
    );
  });
});

describe('an idempotent call', () => {
  const call = (key: string, body: unknown = { amount: 1 }) => ({ key, subject: 'alice', body });

  async function deposit(): Promise<{ id: string; at: Date }> {
    const id = randomUUID();
    await transact(connection, (session) => accounts.create([account(id)], { session }));
    return { id, at: new Date(5) };
  }

  test('happens_once_and_answers_the_same_again', async () => {
    const key = randomUUID();

    const first = await idempotent(connection, call(key), deposit);
    const second = await idempotent(connection, call(key), deposit);

    expect(second).toEqual(first);
    expect(second.at).toBeInstanceOf(Date);
    expect(await accounts.countDocuments()).toBe(1);
  });

  test('happens_once_when_asked_many_times_at_once', async () => {
    const key = randomUUID();

    const answers = await Promise.all(Array.from({ length: 8 }, () => idempotent(connection, call(key), deposit)));

    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await accounts.countDocuments()).toBe(1);
  });

  test('refuses_the_key_for_another_body_and_not_for_another_caller', async () => {
    const key = randomUUID();
    await idempotent(connection, call(key), deposit);

    await expect(idempotent(connection, call(key, { amount: 2 }), deposit)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    await idempotent(connection, { ...call(key), subject: 'bob' }, deposit);
    expect(await accounts.countDocuments()).toBe(2);
  });

  test('leaves_no_trace_when_it_fails', async () => {
    const key = randomUUID();
    const failing = idempotent(connection, call(key), async () => {
      await deposit();
      throw new Fault('conflict', 'TOO_LATE', 'too late');
    });
    await expect(failing).rejects.toMatchObject({ code: 'TOO_LATE' });
    expect(await accounts.countDocuments()).toBe(0);

    await idempotent(connection, call(key), deposit);

    expect(await accounts.countDocuments()).toBe(1);
  });

  test('needs_a_key_of_sensible_length', async () => {
    for (const key of ['', 'k'.repeat(201)]) {
      await expect(idempotent(connection, call(key), deposit)).rejects.toMatchObject({
        code: 'IDEMPOTENCY_KEY_INVALID',
      });
    }
  });
});
