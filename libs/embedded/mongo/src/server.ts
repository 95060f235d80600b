import { compileExpression } from './aggregate/expression.ts';
import { Cursors } from './command/cursor.ts';
import type { EngineState } from './command/context.ts';
import { LIMITS } from './limit.ts';
import { DataDirectory, IN_MEMORY } from './store/data-directory.ts';
import { Databases } from './store/databases.ts';
import { sweepExpired } from './store/expiry.ts';
import { Sessions } from './transaction/sessions.ts';
import { Listener } from './wire/listener.ts';
import type { Listen } from './wire/address.ts';
import { Verifier } from './wire/scram.ts';
import type { Credentials } from './wire/scram.ts';

export interface ServerOptions {
  /** A folder, made when it is not there, or `:memory:`. */
  readonly dataDir: string;
  readonly listen: Listen;
  /** Asked of every connection when it is given. */
  readonly credentials: Credentials | null;
  readonly synchronous: 'NORMAL' | 'FULL';
  readonly ttlSweepMs: number;
  readonly transactionLifetimeMs: number;
  readonly log: (line: string) => void;
  readonly now: () => number;
}

/** What an engine is doing. Counts since its start, sizes in bytes. */
export interface ServerStats {
  readonly address: string;
  readonly uptimeMs: number;
  readonly connections: number;
  readonly commands: number;
  readonly errors: number;
  readonly openCursors: number;
  readonly openSessions: number;
  readonly openTransactions: number;
  readonly databases: readonly { readonly name: string; readonly bytes: number }[];
}

const HOUSEKEEPING_MS = 5_000;

/** The engine inside its thread: files, sessions, cursors, and the socket in front of them. */
export class MongoServer {
  readonly #options: ServerOptions;
  readonly #directory: DataDirectory;
  readonly #databases: Databases;
  readonly #timers: NodeJS.Timeout[];
  #state: EngineState;
  #listener: Listener | null = null;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.#directory = new DataDirectory(options.dataDir);
    const synchronous = options.dataDir === IN_MEMORY ? 'OFF' : options.synchronous;
    this.#databases = new Databases(this.#directory.path, { synchronous, expression: compileExpression });
    this.#state = {
      databases: this.#databases,
      sessions: new Sessions(options.transactionLifetimeMs),
      cursors: new Cursors(),
      now: options.now,
      startedAt: options.now(),
      address: '',
      counters: { commands: 0, connections: 0, errors: 0 },
    };
    this.#timers = [
      setInterval(() => this.#housekeep(), Math.min(HOUSEKEEPING_MS, options.transactionLifetimeMs)),
      setInterval(() => this.sweep(), options.ttlSweepMs),
    ];
  }

  static async start(options: ServerOptions): Promise<MongoServer> {
    const server = new MongoServer(options);
    try {
      const verifier = options.credentials === null ? null : new Verifier(options.credentials);
      server.#databases.all();
      server.#listener = await Listener.start(options.listen, (address) => {
        server.#state = { ...server.#state, address };
        return { state: server.#state, verifier, log: options.log };
      });
      return server;
    } catch (error) {
      await server.close();
      throw error;
    }
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Timers must not end the thread: what goes wrong in one is a line in the log. */
  #guarded(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.log(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #housekeep(): void {
    const now = this.#options.now();
    this.#guarded('ending sessions', () => this.#state.sessions.sweep(now));
    this.#guarded('closing cursors', () => this.#state.cursors.sweep(now));
  }

  /** Removes documents whose time is over, and replies of retryable writes nobody can ask for again. */
  sweep(): void {
    const now = this.#options.now();
    for (const database of this.#databases.opened()) {
      this.#guarded(`sweeping ${database.name}`, () => {
        sweepExpired(database, now);
        database.sqlite.run('DELETE FROM session WHERE used < ?', now - LIMITS.sessionIdleMs);
      });
    }
  }

  stats(): ServerStats {
    const { address, counters, cursors, sessions, startedAt, now } = this.#state;
    return {
      address,
      uptimeMs: now() - startedAt,
      ...counters,
      openCursors: cursors.size,
      openSessions: sessions.size,
      openTransactions: sessions.openTransactions,
      databases: [...this.#databases.opened()].map((database) => ({ name: database.name, bytes: database.size() })),
    };
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#listener?.close();
    this.#state.sessions.endAll();
    this.#databases.close();
    this.#directory[Symbol.dispose]();
  }
}
