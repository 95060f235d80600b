import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, stat, utimes } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { MongoClient } from 'mongodb';
import mongoose from 'mongoose';
import { testEngine, testFolder } from './conformance/engine.suite.ts';
import { failure } from './conformance/target.suite.ts';
import { MONGO_ENGINE_SUPPORTED, startMongoEngine } from './index.ts';
import { DataDirectory } from './store/data-directory.ts';

describe('starting an engine', () => {
  test('the_production_profile_is_refused', async () => {
    await using folder = await testFolder();
    const start = startMongoEngine({ dataDir: folder.data, listen: { socket: folder.socket }, profile: 'production' });
    expect(await failure(start)).toMatchObject({ code: 'ENGINE_REFUSED_IN_PRODUCTION', kind: 'forbidden' });
  });

  test('a_socket_path_that_the_kernel_would_cut_is_refused', async () => {
    await using folder = await testFolder();
    const socket = join(folder.path, 'x'.repeat(100), 'mongo.sock');
    expect(await failure(startMongoEngine({ dataDir: folder.data, listen: { socket } }))).toMatchObject({
      code: 'ENGINE_SOCKET_PATH_TOO_LONG',
    });
  });

  test('a_socket_in_a_folder_that_others_may_enter_is_refused', async () => {
    await using folder = await testFolder();
    const open = join(folder.path, 'open');
    await mkdir(open);
    await chmod(open, 0o755);
    expect(
      await failure(startMongoEngine({ dataDir: folder.data, listen: { socket: join(open, 'm.sock') } })),
    ).toMatchObject({
      code: 'ENGINE_SOCKET_FOLDER_OPEN',
    });
  });

  test('the_folder_of_the_socket_is_made_private', async () => {
    await using folder = await testFolder();
    const socket = join(folder.path, 'run', 'm.sock');
    await using _engine = await startMongoEngine({ dataDir: folder.data, listen: { socket } });
    expect((await stat(join(folder.path, 'run'))).mode & 0o777).toBe(0o700);
    expect((await stat(folder.data)).mode & 0o777).toBe(0o700);
    expect((await stat(socket)).mode & 0o077).toBe(0);
  });

  test('a_second_engine_on_the_same_data_or_socket_is_refused', async () => {
    await using folder = await testFolder();
    await using _first = await testEngine(folder);
    const sameData = startMongoEngine({ dataDir: folder.data, listen: { socket: join(folder.path, 'other.sock') } });
    expect(await failure(sameData)).toMatchObject({ code: 'ENGINE_DATA_IN_USE', kind: 'conflict' });
    const sameSocket = startMongoEngine({ dataDir: join(folder.path, 'other'), listen: { socket: folder.socket } });
    expect(await failure(sameSocket)).toMatchObject({ code: 'ENGINE_SOCKET_IN_USE' });
  });

  test('a_busy_port_is_one_clear_fault', async () => {
    await using folder = await testFolder();
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const fault = await failure(startMongoEngine({ dataDir: folder.data, listen: { host: '127.0.0.1', port } }));
    expect(fault).toMatchObject({ code: 'ENGINE_ADDRESS_IN_USE' });
    server.close();
  });

  test('the_data_is_there_after_a_restart_with_its_indexes', async () => {
    await using folder = await testFolder();
    {
      await using first = await testEngine(folder);
      await first.client.db().collection('kept').createIndex({ tags: 1, n: -1 }, { unique: true });
      await first.client
        .db()
        .collection('kept')
        .insertOne({ tags: ['a', 'b'], n: 1 });
    }
    await using second = await testEngine(folder);
    const kept = second.client.db().collection('kept');
    expect(await kept.countDocuments({ tags: 'b' })).toBe(1);
    expect((await failure(kept.insertOne({ tags: 'b', n: 1 })))['code']).toBe(11000);
  });

  test('data_of_a_later_layout_is_refused', async () => {
    await using folder = await testFolder();
    {
      await using first = await testEngine(folder);
      await first.client.db('later').collection('c').insertOne({});
    }
    const file = new DatabaseSync(join(folder.data, 'later.sqlite'));
    file.exec('PRAGMA user_version = 99');
    file.close();
    const start = startMongoEngine({ dataDir: folder.data, listen: { socket: folder.socket } });
    expect(await failure(start)).toMatchObject({ code: 'ENGINE_DATA_NEWER' });
  });

  test('an_engine_in_memory_keeps_nothing', async () => {
    await using folder = await testFolder();
    {
      await using memory = await testEngine(folder, { dataDir: ':memory:' });
      const session = memory.client.startSession();
      await session.withTransaction(() => memory.client.db().collection('c').insertOne({ a: 1 }, { session }));
      await session.endSession();
      expect(await memory.client.db().collection('c').countDocuments()).toBe(1);
    }
    await using again = await testEngine(folder, { dataDir: ':memory:' });
    expect(await again.client.db().collection('c').countDocuments()).toBe(0);
  });

  test('a_folder_in_memory_is_removed_when_it_is_closed', () => {
    const directory = new DataDirectory(':memory:');
    expect(existsSync(directory.path)).toBe(true);
    directory[Symbol.dispose]();
    expect(existsSync(directory.path)).toBe(false);
  });

  test('an_engine_in_memory_clears_away_what_a_killed_one_left', async () => {
    await using folder = await testFolder();
    const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const abandoned = await mkdtemp(join(base, 'bulkhead-mongo-'));
    const hourAgo = new Date(Date.now() - 3_600_000);
    await utimes(abandoned, hourAgo, hourAgo);
    await using _memory = await testEngine(folder, { dataDir: ':memory:' });
    expect(existsSync(abandoned)).toBe(false);
  });

  test('stats_tell_what_it_does_and_closing_twice_is_fine', async () => {
    await using folder = await testFolder();
    await using running = await testEngine(folder);
    await running.client.db('one').collection('c').insertOne({});
    const stats = await running.engine.stats();
    expect(stats).toMatchObject({ address: folder.socket, openTransactions: 0, databases: [{ name: 'one' }] });
    expect(stats.commands).toBeGreaterThan(0);
    await running.client.close();
    await Promise.all([running.engine.close(), running.engine.close()]);
    expect(await failure(running.engine.stats())).toMatchObject({ code: 'ENGINE_STOPPED' });
  });

  test('the_supported_subset_is_published', () => {
    expect(MONGO_ENGINE_SUPPORTED.commands).toEqual(expect.arrayContaining(['find', 'insert', 'aggregate', 'hello']));
    expect(MONGO_ENGINE_SUPPORTED.indexKinds).toContain('ttl');
    expect(MONGO_ENGINE_SUPPORTED.pipelineStages).toContain('$lookup');
    expect(MONGO_ENGINE_SUPPORTED.expressionOperators).not.toContain('$function');
  });
});

describe('listening on loopback', () => {
  test('a_client_with_the_password_of_this_start_gets_in_and_others_do_not', async () => {
    await using folder = await testFolder();
    await using engine = await startMongoEngine({ dataDir: folder.data, listen: { host: '127.0.0.1', port: 0 } });
    const uri = engine.uri('test');
    const connection = await mongoose.createConnection(uri).asPromise();
    await connection.collection('c').insertOne({ a: 1 });
    expect(await connection.collection('c').countDocuments()).toBe(1);
    await connection.close();
    const open = async (address: string) => {
      const client = new MongoClient(address, { serverSelectionTimeoutMS: 2000 });
      try {
        return await client.db('test').collection('c').countDocuments();
      } finally {
        await client.close();
      }
    };
    const wrong = uri.replace(/:\w+@/, ':wrong@');
    expect(await failure(open(wrong))).toMatchObject({ code: 18 });
    expect(await failure(open(uri.replace(/\/\/.*@/, '//').replace(/&auth\w+=[^&]*/g, '')))).toMatchObject({
      code: 13,
    });
    expect(await failure(open(uri.replace('//bulkhead:', '//other:')))).toMatchObject({ code: 18 });
  });

  test('every_start_has_another_password', async () => {
    await using folder = await testFolder();
    const uris: string[] = [];
    for (let start = 0; start < 2; start += 1) {
      await using engine = await startMongoEngine({ dataDir: folder.data, listen: { host: '127.0.0.1', port: 0 } });
      uris.push(engine.uri().replace(/:\d+\/.*/, ''));
    }
    expect(new Set(uris).size).toBe(2);
  });
});

describe('housekeeping', () => {
  test('documents_whose_time_is_over_are_removed', async () => {
    await using folder = await testFolder();
    await using running = await testEngine(folder, { ttlSweepMs: 50 });
    const db = running.client.db();
    await db.collection('up').createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await db.collection('down').createIndex({ at: -1 }, { expireAfterSeconds: 3600 });
    const now = Date.now();
    const times = [now - 1000, now + 3_600_000].map((ms) => ({ at: new Date(ms) }));
    await db
      .collection('up')
      .insertMany([...times, { at: 'text' }, { other: 1 }, { at: [new Date(now - 5), new Date(now + 1e9)] }]);
    await db.collection('down').insertMany([{ at: new Date(now - 7_200_000) }, { at: new Date(now) }, { at: 5 }]);
    await sleep(300);
    expect(await db.collection('up').countDocuments()).toBe(3);
    expect(await db.collection('down').countDocuments()).toBe(2);
  });

  test('a_transaction_that_stays_open_is_aborted', async () => {
    await using folder = await testFolder();
    await using running = await testEngine(folder, { transactionLifetimeMs: 100 });
    const collection = running.client.db().collection('c');
    await collection.insertOne({ _id: 1 as never });
    const session = running.client.startSession();
    session.startTransaction();
    await collection.updateOne({}, { $set: { a: 1 } }, { session });
    await sleep(400);
    expect((await running.engine.stats()).openTransactions).toBe(0);
    expect(await failure(session.commitTransaction())).toMatchObject({ code: 251 });
    expect(await collection.findOne({})).toEqual({ _id: 1 });
    await session.endSession();
  });

  test('a_query_past_its_time_limit_is_stopped', async () => {
    await using folder = await testFolder();
    await using running = await testEngine(folder);
    const collection = running.client.db().collection('c');
    await collection.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n, text: 'x'.repeat(50) })));
    const slow = collection
      .find({ text: /(x+)+y/.source === '' ? '' : { $regex: 'x{20}.*x{20}.*y' } }, { maxTimeMS: 1 })
      .toArray();
    expect(await failure(slow)).toMatchObject({ code: 50 });
  });
});
