import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Fault } from '@bulkhead/core-base';
import type { MongoEngineFault } from './fault.ts';
import { LIMITS } from './limit.ts';
import type { ServerStats } from './server.ts';
import type { WorkerData, WorkerMessage, WorkerRequest } from './thread.ts';
import { checkSocketPath } from './wire/address.ts';
import type { Listen } from './wire/address.ts';
import type { Credentials } from './wire/scram.ts';

export interface MongoEngineOptions {
  /** A folder, made with mode 0700 when it is not there; `:memory:` keeps nothing after `close`. */
  readonly dataDir: string;
  /** A Unix socket in a folder that only its owner may enter, or a loopback port (0 chooses one) with a per-start password. */
  readonly listen: Listen;
  /** The profile of the process; `production` is refused. */
  readonly profile?: string;
  readonly log?: (line: string) => void;
  /** NORMAL (default): an acknowledged write survives the end of the process. FULL: also a power cut. */
  readonly synchronous?: 'NORMAL' | 'FULL';
  /** Milliseconds between two sweeps of TTL indexes (default 60000). */
  readonly ttlSweepMs?: number;
  /** Milliseconds after which an open transaction is aborted (default 60000). */
  readonly transactionLifetimeMs?: number;
}

/** A running engine. */
export interface MongoEngine extends AsyncDisposable {
  /** The connection string, with the password when there is one; `database` becomes its default database. */
  uri(database?: string): string;
  stats(): Promise<ServerStats>;
  /** Closes every connection and file; safe to call twice. */
  close(): Promise<void>;
}

function refuseProduction(profile: string | undefined): void {
  if (profile !== 'production') return;
  const code: MongoEngineFault = 'ENGINE_REFUSED_IN_PRODUCTION';
  throw new Fault('forbidden', code, 'the embedded MongoDB engine does not run in the production profile', {
    advice: 'Set MONGODB_URI to a MongoDB replica set.',
  });
}

function spawn(data: WorkerData): Worker {
  const extension = extname(import.meta.url);
  // From sources the thread needs the same condition its parent resolved workspaces with.
  const execArgv =
    extension === '.ts'
      ? ['--conditions=bulkhead-source', '--disable-warning=ExperimentalWarning']
      : ['--disable-warning=ExperimentalWarning'];
  return new Worker(new URL(`./engine.worker${extension}`, import.meta.url), {
    workerData: data,
    execArgv,
    name: 'mongo-engine',
    // Room for the largest blocking sort or group, whatever the heap of the process was set to; short-lived garbage
    // (rows, replies) is collected often, so that it does not become resident.
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16 },
  });
}

function stopped(reason: string): Fault<MongoEngineFault> {
  return new Fault('unavailable', 'ENGINE_STOPPED', `the embedded MongoDB engine stopped: ${reason}`);
}

/** The thread of an engine, and the questions that wait for its answers. */
class EngineThread implements MongoEngine {
  readonly #worker: Worker;
  readonly #listen: Listen;
  readonly #credentials: Credentials | null;
  readonly #log: (line: string) => void;
  readonly #waiting = new Map<number, PromiseWithResolvers<ServerStats>>();
  readonly #ready = Promise.withResolvers<string>();
  #closing: Promise<void> | null = null;
  #address = '';
  #asked = 0;

  constructor(options: MongoEngineOptions, data: WorkerData) {
    this.#listen = options.listen;
    this.#credentials = data.credentials;
    this.#log = options.log ?? (() => undefined);
    this.#worker = spawn(data);
    this.#worker.on('message', (message: WorkerMessage) => this.#receive(message));
    this.#worker.on('error', (error: unknown) => this.#fail(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', (code) => this.#fail(`its thread ended with ${code}`));
  }

  async start(): Promise<void> {
    try {
      this.#address = await this.#ready.promise;
    } catch (error) {
      await this.#worker.terminate();
      throw error;
    }
  }

  #receive(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        this.#ready.resolve(message.address);
        return;
      case 'failed': {
        const { kind, code, advice } = message.fault;
        this.#ready.reject(new Fault(kind, code, message.message, advice === null ? {} : { advice }));
        return;
      }
      case 'log':
        this.#log(message.line);
        return;
      case 'stats':
        this.#waiting.get(message.id)?.resolve(message.stats);
        this.#waiting.delete(message.id);
        return;
      case 'closed':
    }
  }

  #fail(reason: string): void {
    this.#ready.reject(stopped(reason));
    for (const waiting of this.#waiting.values()) waiting.reject(stopped(reason));
    this.#waiting.clear();
    if (this.#closing === null) this.#log(`the embedded MongoDB engine stopped: ${reason}`);
  }

  uri(database = ''): string {
    if ('socket' in this.#listen) {
      return `mongodb://${encodeURIComponent(this.#listen.socket)}/${database}?directConnection=true`;
    }
    const user = this.#credentials === null ? '' : `${this.#credentials.user}:${this.#credentials.password}@`;
    return `mongodb://${user}${this.#address}/${database}?directConnection=true&authSource=admin&authMechanism=SCRAM-SHA-256`;
  }

  stats(): Promise<ServerStats> {
    if (this.#closing !== null) return Promise.reject(stopped('it was closed'));
    this.#asked += 1;
    const waiting = Promise.withResolvers<ServerStats>();
    this.#waiting.set(this.#asked, waiting);
    this.#ask({ kind: 'stats', id: this.#asked });
    return waiting.promise;
  }

  #ask(request: WorkerRequest): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread has no origin
    this.#worker.postMessage(request);
  }

  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const ended = once(this.#worker, 'exit');
    this.#ask({ kind: 'close' });
    await ended;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/**
 * Starts an engine in a thread of its own and resolves when it listens. Throws Fault: ENGINE_REFUSED_IN_PRODUCTION,
 * ENGINE_SOCKET_PATH_TOO_LONG, ENGINE_SOCKET_FOLDER_OPEN, ENGINE_SOCKET_IN_USE, ENGINE_ADDRESS_IN_USE,
 * ENGINE_CANNOT_LISTEN, ENGINE_DATA_IN_USE, ENGINE_STOPPED.
 */
export async function startMongoEngine(options: MongoEngineOptions): Promise<MongoEngine> {
  refuseProduction(options.profile);
  if ('socket' in options.listen) checkSocketPath(options.listen.socket);
  const secret = () => randomBytes(24).toString('hex');
  const credentials = 'socket' in options.listen ? null : { user: 'bulkhead', password: secret() };
  const engine = new EngineThread(options, {
    dataDir: options.dataDir,
    listen: options.listen,
    credentials,
    synchronous: options.synchronous ?? 'NORMAL',
    ttlSweepMs: options.ttlSweepMs ?? LIMITS.ttlSweepMs,
    transactionLifetimeMs: options.transactionLifetimeMs ?? LIMITS.transactionLifetimeMs,
  });
  await engine.start();
  return engine;
}
