import { createHash } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { startKafkaEngine } from '@bulkhead/embedded-kafka';
import { startMongoEngine } from '@bulkhead/embedded-mongo';
import type { Environment } from '@bulkhead/platform-config';
import type { Logger } from '@bulkhead/platform-logging';
import type { DataDirectory } from './data-directory.ts';

/** Where the store and the log are, as settings of every service. */
export interface Engines extends AsyncDisposable {
  readonly settings: { readonly MONGODB_URI: string; readonly KAFKA_BROKERS: string };
  /** What runs embedded, for people. */
  readonly embedded: readonly string[];
}

/** A Unix socket's path has at most 107 bytes; a checkout may lie deep. */
const SOCKET_PATH_LIMIT = 100;

/** Starts an embedded engine for each of MONGODB_URI and KAFKA_BROKERS that the environment does not name. */
export async function startEngines(
  directory: DataDirectory,
  environment: Environment,
  logger: Logger,
): Promise<Engines> {
  await using started = new AsyncDisposableStack();
  const sockets = await socketFolder(directory.path);
  const profile = environment['BULKHEAD_PROFILE'] ?? 'development';
  const embedded: string[] = [];
  let mongo = environment['MONGODB_URI'] ?? '';
  if (mongo === '') {
    const log = (line: string): void => logger.debug('mongo engine', { line });
    const engine = started.use(
      await startMongoEngine({
        dataDir: directory.mongo,
        listen: { socket: join(sockets, 'mongo.sock') },
        profile,
        log,
      }),
    );
    mongo = engine.uri();
    embedded.push('MongoDB');
  }
  let kafka = environment['KAFKA_BROKERS'] ?? '';
  if (kafka === '') {
    const log = ({
      level,
      message,
      details,
    }: {
      level: 'info' | 'warn' | 'error';
      message: string;
      details?: object;
    }): void => logger[level === 'info' ? 'debug' : level](`kafka engine: ${message}`, details);
    const engine = started.use(
      await startKafkaEngine({
        dataDir: directory.kafka,
        listen: { socket: join(sockets, 'kafka.sock') },
        profile,
        log,
      }),
    );
    kafka = engine.brokers.join(',');
    embedded.push('Kafka');
  }
  const held = started.move();
  return {
    settings: { MONGODB_URI: mongo, KAFKA_BROKERS: kafka },
    embedded,
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

async function socketFolder(dataDir: string): Promise<string> {
  const inside = join(dataDir, 'run');
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder =
    inside.length <= SOCKET_PATH_LIMIT - '/mongo.sock'.length
      ? inside
      : join(tmpdir(), `bulkhead-${userInfo().uid}-${name}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  return folder;
}
