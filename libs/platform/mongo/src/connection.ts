import { Fault } from '@bulkhead/core-base';
import type { Logger } from '@bulkhead/platform-logging';
import type { Connection } from 'mongoose';
import { createConnection } from 'mongoose';

export type ConnectionFault = 'MONGO_UNREACHABLE' | 'MONGO_CLOSED';

export interface MongoOptions {
  /** A MongoDB connection string; a Unix socket path is percent-encoded in the host, as the driver wants it. */
  readonly uri: string;
  /** The service's own database: `bulkhead_<service>`. It wins over a database named in the URI. */
  readonly database: string;
  readonly logger: Logger;
  /** How long to look for a primary before MONGO_UNREACHABLE, in milliseconds (default 10 000). */
  readonly serverSelectionTimeoutMs?: number;
  /** Sockets in the pool (default 20). */
  readonly poolSize?: number;
}

/** One service's connection to its one database. Everything in this package takes it. */
export interface MongoConnection {
  readonly mongoose: Connection;
  readonly logger: Logger;
  /** Resolves when the primary answers; throws MONGO_UNREACHABLE (unavailable) when it does not. */
  ping(): Promise<void>;
  /** Closes the pool; operations still running are given up. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Connects one service to its database through a mongoose connection of its own, never the global one. Nothing is
 * built behind the scenes (`ensureIndexes` does that, at start), and nothing is buffered: an operation without a
 * connection fails at once. Throws MONGO_UNREACHABLE (unavailable).
 */
export async function connect(options: MongoOptions): Promise<MongoConnection> {
  const { database, logger } = options;
  const connection = createConnection(options.uri, {
    dbName: database,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    serverSelectionTimeoutMS: options.serverSelectionTimeoutMs ?? 10_000,
    maxPoolSize: options.poolSize ?? 20,
    ignoreUndefined: true,
  });
  connection.on('error', (error: unknown) => logger.warn('mongo connection error', { database, error }));
  connection.on('disconnected', () => logger.info('mongo disconnected', { database }));
  try {
    await connection.asPromise();
  } catch (cause) {
    await connection.destroy().catch(() => undefined);
    throw unreachable(database, cause);
  }
  logger.debug('mongo connected', { database });
  return {
    mongoose: connection,
    logger,
    ping: () => ping(connection, database),
    close: async () => connection.close(),
  };
}

async function ping(connection: Connection, database: string): Promise<void> {
  if (connection.db === undefined) throw new Fault('unavailable', 'MONGO_CLOSED', 'the connection is closed');
  try {
    await connection.db.command({ ping: 1 }, { timeoutMS: 2_000 });
  } catch (cause) {
    throw unreachable(database, cause);
  }
}

function unreachable(database: string, cause: unknown): Fault<ConnectionFault> {
  return new Fault('unavailable', 'MONGO_UNREACHABLE', 'the MongoDB server does not answer', {
    cause,
    details: { database },
    advice: 'check MONGODB_URI and that the server is a replica set or the embedded engine',
  });
}
