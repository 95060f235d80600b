import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongoEngine } from '../index.ts';

/** A server under test. */
export interface ServerUnderTest extends AsyncDisposable {
  readonly uri: string;
}

/** Which server the suite runs on: MONGODB_URI, a container with STACK=real, or the embedded engine. */
export function serverKind(): 'given' | 'container' | 'embedded' {
  if ((process.env['MONGODB_URI'] ?? '') !== '') return 'given';
  return process.env['STACK'] === 'real' ? 'container' : 'embedded';
}

async function container(): Promise<ServerUnderTest> {
  // With STACK=real a missing container runtime is an error: a real run never turns into an embedded one.
  const { MongoDBContainer } = await import('@testcontainers/mongodb');
  const started = await new MongoDBContainer('mongo:8').start();
  return {
    uri: `${started.getConnectionString()}/?directConnection=true`,
    [Symbol.asyncDispose]: async () => void (await started.stop()),
  };
}

async function embedded(): Promise<ServerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'mongo-conformance-'));
  const engine = await startMongoEngine({
    dataDir: join(folder, 'data'),
    listen: { socket: join(folder, 'mongo.sock') },
  });
  return {
    uri: engine.uri(),
    async [Symbol.asyncDispose]() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function startServer(): Promise<ServerUnderTest> {
  const kind = serverKind();
  if (kind === 'container') return container();
  if (kind === 'embedded') return embedded();
  return Promise.resolve({ uri: process.env['MONGODB_URI'] ?? '', [Symbol.asyncDispose]: () => Promise.resolve() });
}
