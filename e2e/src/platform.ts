import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startStack } from '@bulkhead/stack';
import type { Stack } from '@bulkhead/stack';
import { testFolder } from '@bulkhead/testing';
import { clientOf } from './client.ts';
import type { Client } from './client.ts';

/** The whole platform in this process, with its own data directory, and the administrator's way into it. */
export interface Platform extends AsyncDisposable {
  readonly stack: Stack;
  readonly dataDir: string;
  readonly admin: Client;
  /** The environment that makes the command line find it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts the platform on a free port of loopback and an empty folder. */
export async function startPlatform(settings: Readonly<Record<string, string>> = {}): Promise<Platform> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await testFolder());
  const dataDir = join(folder.path, 'data');
  const environment = {
    BULKHEAD_DATA_DIR: dataDir,
    BULKHEAD_PORT: '0',
    BULKHEAD_LOG_LEVEL: process.env['BULKHEAD_LOG_LEVEL'] ?? 'silent',
    BULKHEAD_LOG_PRETTY: 'false',
    BULKHEAD_GATEWAY_RATE_PER_MINUTE: '0',
    ...settings,
  };
  const stack = opened.use(await startStack({ environment }));
  const token = (await readFile(join(dataDir, 'admin.token'), 'utf8')).trim();
  const held = opened.move();
  return {
    stack,
    dataDir,
    admin: clientOf(stack.url, token),
    environment: { BULKHEAD_DATA_DIR: dataDir, BULKHEAD_URL: stack.url },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}
