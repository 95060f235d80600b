import { parentPort, workerData } from 'node:worker_threads';
import { isFault, messageOf } from '@bulkhead/core-base';
import { MongoServer } from './server.ts';
import type { WorkerData, WorkerMessage, WorkerRequest } from './thread.ts';

function send(message: WorkerMessage): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
  parentPort?.postMessage(message);
}

async function answer(server: MongoServer, request: WorkerRequest): Promise<void> {
  switch (request.kind) {
    case 'stats':
      send({ kind: 'stats', id: request.id, stats: server.stats() });
      return;
    case 'close':
      await server.close();
      send({ kind: 'closed' });
      parentPort?.close();
  }
}

async function main(data: WorkerData): Promise<void> {
  try {
    const log = (line: string) => send({ kind: 'log', line });
    const server = await MongoServer.start({ ...data, log, now: () => Date.now() });
    parentPort?.on('message', (request: WorkerRequest) => void answer(server, request));
    send({ kind: 'ready', address: server.state.address });
  } catch (error) {
    const fault = isFault(error)
      ? { kind: error.kind, code: error.code, advice: error.advice ?? null }
      : { kind: 'unavailable' as const, code: 'ENGINE_STOPPED', advice: null };
    send({ kind: 'failed', message: messageOf(error), fault });
    parentPort?.close();
  }
}

await main(workerData as WorkerData);
