import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { clientOf } from './client.ts';
import type { Client } from './client.ts';
import { launchPlatform } from './command.ts';

/** The platform in a process of its own, which can be killed. */
export interface OwnProcess extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly admin: Client;
  /** What it has said so far. */
  readonly said: () => string;
  /** Sends a signal and waits for the end; gives the exit code or the signal. */
  stop(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
}

const READY = /Bulkhead is ready/;

/** Starts `npm start` and waits until it says that it is ready. */
export async function startOwnProcess(dataDir: string, port: number): Promise<OwnProcess> {
  const environment = {
    BULKHEAD_DATA_DIR: dataDir,
    BULKHEAD_PORT: String(port),
    BULKHEAD_GATEWAY_RATE_PER_MINUTE: '0',
    BULKHEAD_LOG_PRETTY: 'false',
  };
  const child = launchPlatform([], environment);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const gone = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const stop = async (signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> => {
    child.kill(signal);
    const [code, by] = await gone;
    return code ?? by;
  };
  await Promise.race([
    isReady(child, () => said),
    gone.then(() => {
      throw new Error(`it ended before it was ready: ${said}`);
    }),
  ]);
  const token = (await readFile(join(dataDir, 'admin.token'), 'utf8')).trim();
  return {
    child,
    admin: clientOf(`http://127.0.0.1:${port}`, token),
    said: () => said,
    stop,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await stop('SIGKILL');
    },
  };
}

/** A port of loopback that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function isReady(child: ChildProcess, said: () => string): Promise<void> {
  while (!READY.test(said())) await once(child.stdout ?? child, 'data');
}
