import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { Long, MongoClient, UUID } from 'mongodb';
import { testFolder } from './conformance/engine.suite.ts';
import type { TestFolder } from './conformance/engine.suite.ts';
import { failure } from './conformance/target.suite.ts';
import { sendCommand } from './conformance/wire.suite.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

interface EngineProcess extends AsyncDisposable {
  readonly uri: string;
  readonly child: ChildProcess;
}

/** The engine as a process of its own, started as `start:services` does. */
async function engineProcess(folder: TestFolder, address: readonly string[]): Promise<EngineProcess> {
  const flags = ['--conditions=bulkhead-source', '--disable-warning=ExperimentalWarning'];
  const child = spawn(process.execPath, [...flags, MAIN, '--data', folder.data, ...address], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [uri] = (await once(lines, 'line')) as [string];
  return {
    uri,
    child,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
    },
  };
}

async function connected(uri: string): Promise<MongoClient> {
  return new MongoClient(uri, { serverSelectionTimeoutMS: 1000, retryWrites: false }).connect();
}

interface Acknowledged {
  readonly singles: string[];
  readonly batches: string[];
  readonly transfers: number[];
}

/** Writes until the engine is gone, and notes what was acknowledged. */
async function writeUntilKilled(client: MongoClient, round: number, noted: Acknowledged): Promise<void> {
  const db = client.db('crash');
  const until = async (step: (n: number) => Promise<void>) => {
    for (let n = 0; ; n += 1) await step(n);
  };
  const singles = until(async (n) => {
    const key = `s${round}-${n}`;
    await db.collection('docs').insertOne({ key, tags: [key, `${key}b`], n });
    noted.singles.push(key);
  });
  const batches = until(async (n) => {
    const keys = Array.from({ length: 20 }, (_, at) => `b${round}-${n}-${at}`);
    await db.collection('docs').insertMany(keys.map((key) => ({ key, tags: [key], n })));
    noted.batches.push(...keys);
  });
  const transfers = until(async (n) => {
    const session = client.startSession();
    await session.withTransaction(async () => {
      await db.collection('accounts').updateOne({ _id: 'from' as never }, { $inc: { n: -1 } }, { session });
      await db.collection('accounts').updateOne({ _id: 'to' as never }, { $inc: { n: 1 } }, { session });
    });
    await session.endSession();
    noted.transfers.push(n);
  });
  await Promise.allSettled([singles, batches, transfers]);
}

describe('after SIGKILL', () => {
  test('every_acknowledged_write_is_there_and_the_indexes_are_whole', async () => {
    await using folder = await testFolder();
    const noted: Acknowledged = { singles: [], batches: [], transfers: [] };
    for (let round = 0; round < 3; round += 1) {
      await using engine = await engineProcess(folder, ['--socket', folder.socket]);
      const client = await connected(engine.uri);
      if (round === 0) {
        await client
          .db('crash')
          .collection('docs')
          .createIndexes([{ key: { key: 1 }, unique: true }, { key: { tags: 1 }, unique: true }, { key: { n: 1 } }]);
        await client
          .db('crash')
          .collection('accounts')
          .insertMany([
            { _id: 'from' as never, n: 0 },
            { _id: 'to' as never, n: 0 },
          ]);
      }
      const writing = writeUntilKilled(client, round, noted);
      await sleep(500 + round * 137);
      engine.child.kill('SIGKILL');
      await once(engine.child, 'exit');
      await writing;
      await client.close();
    }
    await using engine = await engineProcess(folder, ['--socket', folder.socket]);
    const client = await connected(engine.uri);
    const docs = client.db('crash').collection('docs');
    const all = await docs.find().toArray();
    const keys = new Set(all.map((doc) => String(doc['key'])));
    expect(noted.singles.length + noted.batches.length).toBeGreaterThan(100);
    expect([...noted.singles, ...noted.batches].filter((key) => !keys.has(key))).toEqual([]);
    expect(keys.size).toBe(all.length);
    const throughIndex = await Promise.all(['key', 'tags', 'n'].map((name) => docs.find().hint(`${name}_1`).toArray()));
    expect(throughIndex.map((found) => found.length)).toEqual([all.length, all.length, all.length]);
    expect(await failure(docs.insertOne({ key: noted.singles[0] }))).toMatchObject({ code: 11000 });
    const accounts = await client.db('crash').collection('accounts').find().sort({ _id: 1 }).toArray();
    const [from, to] = accounts.map((doc) => Number(doc['n']));
    expect((from ?? 0) + (to ?? 0)).toBe(0);
    expect(to).toBeGreaterThanOrEqual(noted.transfers.length);
    await client.close();
  }, 120_000);

  test('a_retried_write_that_was_done_before_the_crash_is_not_done_again', async () => {
    await using folder = await testFolder();
    // Sent without a driver: a driver has no way to repeat a write of a process that is gone.
    const command = {
      findAndModify: 'c',
      query: { _id: 1 },
      update: { $inc: { n: 1 } },
      upsert: true,
      new: true,
      lsid: { id: new UUID() },
      txnNumber: Long.fromNumber(1),
      $db: 'crash',
    };
    const answers: unknown[] = [];
    for (let start = 0; start < 2; start += 1) {
      await using engine = await engineProcess(folder, ['--socket', folder.socket]);
      answers.push((await sendCommand(folder.socket, command))['value']);
      engine.child.kill('SIGKILL');
      await once(engine.child, 'exit');
    }
    expect(answers).toEqual([
      { _id: 1, n: 1 },
      { _id: 1, n: 1 },
    ]);
  }, 60_000);
});

describe('the engine as a process', () => {
  test('it_listens_on_a_port_with_a_password_and_ends_on_sigterm', async () => {
    await using folder = await testFolder();
    const engine = await engineProcess(folder, ['--port', '0']);
    expect(engine.uri).toMatch(/^mongodb:\/\/bulkhead:[0-9a-f]{48}@127\.0\.0\.1:\d+\//);
    const client = await connected(engine.uri);
    await client.db('a').collection('b').insertOne({});
    await client.close();
    engine.child.kill('SIGTERM');
    const [code] = (await once(engine.child, 'exit')) as [number | null];
    expect(code).toBe(0);
  });

  test('wrong_arguments_end_it_with_one_line', async () => {
    const child = spawn(
      process.execPath,
      ['--conditions=bulkhead-source', '--disable-warning=ExperimentalWarning', MAIN, '--data', 'x'],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const chunks: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(1);
    expect(Buffer.concat(chunks).toString()).toMatch(/^ENGINE_ARGUMENT_INVALID: .*usage: /);
  });
});
