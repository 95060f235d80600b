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

/** Starts or finds the server. */
export async function startTestMongo(): Promise<TestMongo> {
  const given = process.env['MONGODB_URI'];
  if (given !== undefined && given !== '') {
    return { uri: () => given, embedded: false, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'bh-mongo-'));
  const engine = await startMongoEngine({ dataDir: ':memory:', listen: { socket: join(folder, 'mongo.sock') } });
  return {
    uri: (database) => engine.uri(database),
    embedded: true,
    async [Symbol.asyncDispose]() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
