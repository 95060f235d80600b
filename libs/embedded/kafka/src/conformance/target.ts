import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaConfig } from 'kafkajs';
import { startKafkaEngine } from '../index.ts';

/** Whom the conformance suite talks to, and how. */
export interface Target extends AsyncDisposable {
  readonly name: string;
  /** True for the embedded engine: what only a single node can promise is asked of it alone. */
  readonly isEmbedded: boolean;
  client(clientId: string): Kafka;
}

/** The brokers that were given (`KAFKA_BROKERS`), the embedded engine when there are none. */
export async function openTarget(given: string | undefined): Promise<Target> {
  return given === undefined || given === '' ? embedded() : remote(given.split(','));
}

/** kafkajs settings for an address such as `unix:/path` or `127.0.0.1:9092`. */
export function clientConfig(brokers: readonly string[]): Pick<KafkaConfig, 'brokers' | 'socketFactory'> {
  const [first = ''] = brokers;
  if (!first.startsWith('unix:')) return { brokers: [...brokers] };
  const path = first.slice('unix:'.length);
  // Whatever host and port Metadata says: there is one broker and it is behind this path.
  return { brokers: ['localhost:9092'], socketFactory: ({ onConnect }) => connect(path, onConnect) };
}

export function newClient(brokers: readonly string[], config: Partial<KafkaConfig>): Kafka {
  return new Kafka({ ...clientConfig(brokers), logLevel: logLevel.NOTHING, ...config });
}

function remote(brokers: readonly string[]): Target {
  return {
    name: `Kafka at ${brokers.join(',')}`,
    isEmbedded: false,
    client: (clientId) => newClient(brokers, { clientId }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

async function embedded(): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'bh-kafka-'));
  const engine = await startKafkaEngine({ dataDir: join(folder, 'data'), listen: { socket: join(folder, 'k.sock') } });
  return {
    name: 'the embedded engine',
    isEmbedded: true,
    client: (clientId) => newClient(engine.brokers, { clientId }),
    async [Symbol.asyncDispose]() {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
