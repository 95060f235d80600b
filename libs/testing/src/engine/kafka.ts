import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKafkaEngine } from '@bulkhead/embedded-kafka';

/** A broker for a test: the one KAFKA_BROKERS names, else the embedded engine, in memory, on a Unix socket. */
export interface TestKafka extends AsyncDisposable {
  readonly brokers: readonly string[];
  /** False when KAFKA_BROKERS named a real one. */
  readonly embedded: boolean;
}

/** Starts or finds the broker. */
export async function startTestKafka(): Promise<TestKafka> {
  const given = process.env['KAFKA_BROKERS'];
  if (given !== undefined && given !== '') {
    return { brokers: given.split(','), embedded: false, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'bh-kafka-'));
  const engine = await startKafkaEngine({ dataDir: ':memory:', listen: { socket: join(folder, 'kafka.sock') } });
  return {
    brokers: engine.brokers,
    embedded: true,
    async [Symbol.asyncDispose]() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
