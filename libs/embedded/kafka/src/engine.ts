import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Fault } from '@bulkhead/core-base';
import type { KafkaEngineStats } from './broker.ts';
import type { FromWorker, ToWorker, WorkerOptions } from './engine-message.ts';
import type { KafkaEngineFault } from './fault.ts';
import { checkOptions } from './options.ts';
import type { KafkaEngineOptions } from './options.ts';

/** A running engine. It stops when it is closed or disposed of; its data stays. */
export interface KafkaEngine extends AsyncDisposable {
  /** One entry: `unix:/path.sock` or `127.0.0.1:port`. */
  readonly brokers: readonly string[];
  /** How to sign in over TCP (SASL/PLAIN); another secret at every start. Absent on a Unix socket. */
  readonly sasl?: { readonly username: string; readonly password: string };
  stats(): Promise<KafkaEngineStats>;
  close(): Promise<void>;
}

/**
 * Starts the embedded Kafka-protocol broker in a worker thread of its own and returns when it listens.
 *
 * @throws Fault ENGINE_REFUSED_IN_PRODUCTION, ENGINE_OPTIONS_INVALID, ENGINE_DATA_IN_USE, ENGINE_DATA_UNREADABLE,
 * ENGINE_LISTEN_FAILED
 */
export async function startKafkaEngine(options: KafkaEngineOptions): Promise<KafkaEngine> {
  checkOptions(options);
  const { log, ...workerData } = options;
  const worker = newWorker(workerData);
  worker.on('message', (message: FromWorker) => {
    if (message.say === 'log') log?.(message.entry);
  });
  const ready = await startOf(worker);
  log?.({
    level: 'info',
    message: `embedded Kafka engine listens on ${ready.brokers.join(', ')} (not for production)`,
  });
  return new WorkerEngine(worker, ready, log);
}

/** From sources in tests, from dist otherwise: the worker is the file beside this one. */
function newWorker(workerData: WorkerOptions): Worker {
  const extension = extname(import.meta.url);
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  if (extension === '.ts') execArgv.push('--conditions=bulkhead-source');
  return new Worker(new URL(`./engine.worker${extension}`, import.meta.url), { workerData, execArgv });
}

type Ready = Extract<FromWorker, { say: 'ready' }>;

function startOf(worker: Worker): Promise<Ready> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.say === 'ready') resolve(message);
      if (message.say === 'failed') {
        const { kind, code, message: text, advice } = message.fault;
        reject(new Fault(kind, code, text, advice === undefined ? {} : { advice }));
      }
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(stopped()));
  });
}

class WorkerEngine implements KafkaEngine {
  readonly brokers: readonly string[];
  readonly sasl?: { readonly username: string; readonly password: string };
  readonly #worker: Worker;
  readonly #exited: Promise<void>;
  readonly #asked = new Map<number, PromiseWithResolvers<KafkaEngineStats>>();
  #asking = 0;
  #closing = false;

  constructor(worker: Worker, ready: Ready, log: KafkaEngineOptions['log']) {
    this.brokers = ready.brokers;
    if (ready.sasl !== undefined) this.sasl = ready.sasl;
    this.#worker = worker;
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => {
        for (const waiting of this.#asked.values()) waiting.reject(stopped());
        if (!this.#closing) log?.({ level: 'error', message: 'the embedded Kafka engine stopped by itself' });
        resolve();
      });
    });
    worker.on('error', (error) =>
      log?.({ level: 'error', message: `the embedded Kafka engine failed: ${error.message}` }),
    );
    worker.on('message', (message: FromWorker) => {
      if (message.say !== 'stats') return;
      this.#asked.get(message.id)?.resolve(message.stats);
      this.#asked.delete(message.id);
    });
  }

  stats(): Promise<KafkaEngineStats> {
    if (this.#closing) return Promise.reject(stopped());
    const answer = Promise.withResolvers<KafkaEngineStats>();
    this.#asking += 1;
    this.#asked.set(this.#asking, answer);
    this.#say({ ask: 'stats', id: this.#asking });
    return answer.promise;
  }

  async close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = true;
      this.#say({ ask: 'close' });
    }
    await this.#exited;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #say(message: ToWorker): void {
    // A worker's port has no origin: the rule means windows.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.#worker.postMessage(message);
  }
}

function stopped(): Fault<KafkaEngineFault> {
  return new Fault('unavailable', 'ENGINE_STOPPED', 'the embedded Kafka engine has stopped');
}
