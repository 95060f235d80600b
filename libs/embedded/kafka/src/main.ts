import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isFault, messageOf } from '@bulkhead/core-base';
import { runBroker } from './broker.ts';
import { checkOptions } from './options.ts';
import type { KafkaEngineLogEntry, KafkaEngineOptions } from './options.ts';

const USAGE = `usage: main --data <folder> (--socket <path> | --port <number>) [--profile <name>] [--partitions <number>]

Runs the embedded Kafka engine as a process of its own until SIGTERM or SIGINT. When it listens it writes one line of
JSON to standard output: {"ready":true,"brokers":["unix:/path" or "127.0.0.1:port"]}. With --port clients sign in with
SASL/PLAIN; user name and password, new at every start, are in kafka.sasl.json (mode 0600) in the data folder.
`;

function readOptions(): KafkaEngineOptions {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      socket: { type: 'string' },
      port: { type: 'string' },
      profile: { type: 'string' },
      partitions: { type: 'string' },
    },
  });
  const { data, socket, port, profile, partitions } = values;
  if (data === undefined || (socket === undefined) === (port === undefined)) throw new TypeError(USAGE);
  return {
    dataDir: data,
    listen: socket === undefined ? { host: '127.0.0.1', port: Number(port) } : { socket },
    ...(profile === undefined ? {} : { profile }),
    ...(partitions === undefined ? {} : { defaultPartitions: Number(partitions) }),
  };
}

function log({ level, message }: KafkaEngineLogEntry): void {
  process.stderr.write(`${level}: ${message}\n`);
}

async function main(): Promise<void> {
  const options = readOptions();
  checkOptions(options);
  const running = await runBroker({ ...options, log });
  const stop = (): void => void running.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (running.sasl !== undefined && options.dataDir !== ':memory:') {
    writeFileSync(join(options.dataDir, 'kafka.sasl.json'), JSON.stringify(running.sasl), { mode: 0o600 });
  }
  process.stdout.write(`${JSON.stringify({ ready: true, brokers: running.brokers })}\n`);
}

try {
  await main();
} catch (error) {
  const advice = isFault(error) && error.advice !== undefined ? ` ${error.advice}` : '';
  process.stderr.write(`${messageOf(error)}${advice}\n`);
  process.exitCode = 2;
}
