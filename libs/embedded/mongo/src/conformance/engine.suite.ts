import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startMongoEngine } from '../index.ts';
import type { MongoEngine, MongoEngineOptions } from '../index.ts';

/** A folder of its own for one test. */
export interface TestFolder extends AsyncDisposable {
  readonly path: string;
  readonly data: string;
  readonly socket: string;
}

export async function testFolder(): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'mongo-engine-'));
  return {
    path,
    data: join(path, 'data'),
    socket: join(path, 'mongo.sock'),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

export interface TestEngine extends AsyncDisposable {
  readonly engine: MongoEngine;
  readonly client: MongoClient;
}

/** An engine on a Unix socket in the folder, and a connected client. */
export async function testEngine(folder: TestFolder, options: Partial<MongoEngineOptions> = {}): Promise<TestEngine> {
  const engine = await startMongoEngine({ dataDir: folder.data, listen: { socket: folder.socket }, ...options });
  const client = await new MongoClient(engine.uri('test')).connect();
  return {
    engine,
    client,
    async [Symbol.asyncDispose]() {
      await client.close();
      await engine.close();
    },
  };
}
