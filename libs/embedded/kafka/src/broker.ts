import { randomBytes, randomUUID } from 'node:crypto';
import { Connection } from './connection/connection.ts';
import { openListener } from './connection/listener.ts';
import type { Listener } from './connection/listener.ts';
import type { Credentials } from './connection/sign-in.ts';
import { GroupCoordinator } from './group/coordinator.ts';
import { OffsetStore } from './group/offset.store.ts';
import type { Broker } from './handler/context.ts';
import { BatchStore } from './log/batch.store.ts';
import { Sweeper } from './log/sweeper.ts';
import { TopicRegistry } from './log/topic-registry.ts';
import { TopicStore } from './log/topic.store.ts';
import type { KafkaEngineLogEntry, KafkaEngineOptions } from './options.ts';
import { openDatabase } from './store/database.ts';
import type { OpenDatabase } from './store/database.ts';
import { WriteTurn } from './store/write-turn.ts';

const NODE_ID = 1;
/** What Metadata says on a Unix socket, where the client's socketFactory decides whom it dials. */
const UNIX_HOST = 'localhost';
const UNIX_PORT = 9092;
const MAX_CONNECTIONS = 1024;
const SIGN_IN_TIMEOUT_MS = 10_000;
const SWEEP_EVERY_MS = 5000;

/** Sizes and counts of a running engine. */
export interface KafkaEngineStats {
  /** Bytes of the database file, free pages included. */
  readonly fileBytes: number;
  /** Bytes of it that are free for new batches. */
  readonly freeBytes: number;
  /** Bytes of record batches kept in all logs. */
  readonly logBytes: number;
  readonly topics: number;
  readonly partitions: number;
  readonly groups: number;
  readonly connections: number;
}

export interface RunningBroker {
  readonly brokers: readonly string[];
  readonly sasl: Credentials | undefined;
  stats(): KafkaEngineStats;
  close(): Promise<void>;
}

export interface BrokerOptions extends KafkaEngineOptions {
  readonly log: (entry: KafkaEngineLogEntry) => void;
}

/** Opens the data and listens, in this thread. */
export async function runBroker(options: BrokerOptions): Promise<RunningBroker> {
  const database = openDatabase(options.dataDir);
  try {
    return await serve(database, options);
  } catch (error) {
    database[Symbol.dispose]();
    throw error;
  }
}

async function serve(database: OpenDatabase, options: BrokerOptions): Promise<RunningBroker> {
  const parts = assemble(database);
  const credentials = 'socket' in options.listen ? undefined : newCredentials();
  const address = { nodeId: NODE_ID, host: UNIX_HOST, port: UNIX_PORT };
  const broker: Broker = {
    ...parts,
    address,
    clusterId: parts.topics.remembered('cluster_id', randomUUID),
    defaultPartitions: options.defaultPartitions ?? 1,
  };
  let connections = 0;
  const listener = await openListener({
    listen: options.listen,
    maxConnections: MAX_CONNECTIONS,
    onConnection(socket) {
      connections += 1;
      socket.once('close', () => (connections -= 1));
      const onRefusal = (reason: string): void =>
        options.log({ level: 'warn', message: `connection closed: ${reason}` });
      return new Connection(socket, { broker, credentials, signInTimeoutMs: SIGN_IN_TIMEOUT_MS, onRefusal });
    },
  });
  if (listener.port !== undefined) Object.assign(address, { host: '127.0.0.1', port: listener.port });
  const onFailure = (error: unknown): void =>
    options.log({ level: 'error', message: `sweeping failed: ${String(error)}` });
  const sweeper = new Sweeper({ ...parts, db: database.db }, SWEEP_EVERY_MS, onFailure);
  return {
    brokers: [listener.broker],
    sasl: credentials,
    stats: () => ({ ...statsOf(database, broker), connections }),
    close: () => close({ listener, sweeper, broker, database }),
  };
}

function assemble({ db }: OpenDatabase): Pick<Broker, 'turn' | 'topics' | 'batches' | 'registry' | 'coordinator'> {
  const turn = new WriteTurn(db);
  const topics = new TopicStore(db);
  const batches = new BatchStore(db);
  const registry = new TopicRegistry(topics, batches);
  turn.join(registry);
  return { turn, topics, batches, registry, coordinator: new GroupCoordinator(new OffsetStore(db), turn) };
}

function newCredentials(): Credentials {
  return { username: 'bulkhead', password: randomBytes(32).toString('base64url') };
}

interface Running {
  readonly listener: Listener;
  readonly sweeper: Sweeper;
  readonly broker: Broker;
  readonly database: OpenDatabase;
}

async function close({ listener, sweeper, broker, database }: Running): Promise<void> {
  sweeper.stop();
  await listener.close();
  broker.turn.finish();
  broker.coordinator.close();
  broker.turn.finish();
  database[Symbol.dispose]();
}

function statsOf({ db }: OpenDatabase, { registry, coordinator }: Broker): Omit<KafkaEngineStats, 'connections'> {
  const pragma = (name: string): number => Number(db.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
  const pageSize = pragma('page_size');
  const topics = registry.all();
  const partitions = topics.flatMap((topic) => topic.partitions);
  return {
    fileBytes: pragma('page_count') * pageSize,
    freeBytes: pragma('freelist_count') * pageSize,
    logBytes: partitions.reduce((sum, { bytes }) => sum + bytes, 0),
    topics: topics.length,
    partitions: partitions.length,
    groups: coordinator.all().length,
  };
}
