import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongoEngine } from '@bulkhead/embedded-mongo';

/** A MongoDB server for a test: the one MONGODB_URI names, else the embedded engine, in memory, on a Unix socket. */
export interface TestMongo extends AsyncDisposable {
  /** A connection string for a database. */
  uri(database: string): string;
  /** False when MONGODB_URI named a real one. */
  readonly embedded: boolean;
}

export interface TestMongoOptions {
  /**
   * How long the embedded engine keeps the transaction of a client that died (60 s when absent, as MongoDB does); a
   * real server goes by its own setting.
   */
  readonly transactionLifetimeMs?: number;
}

/** Starts or finds the server. */
export async function startTestMongo(options: TestMongoOptions = {}): Promise<TestMongo> {
  const given = process.env['MONGODB_URI'];
  if (given !== undefined && given !== '') {
    return { uri: () => given, embedded: false, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'bh-mongo-'));
  const engine = await startMongoEngine({
    dataDir: ':memory:',
    listen: { socket: join(folder, 'mongo.sock') },
    ...options,
  });
  return {
    uri: (database) => engine.uri(database),
    embedded: true,
    async [Symbol.asyncDispose]() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
