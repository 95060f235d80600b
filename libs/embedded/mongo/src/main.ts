import { parseArgs } from 'node:util';
import { Fault, isFault, messageOf } from '@bulkhead/core-base';
import { startMongoEngine } from './engine.ts';
import type { MongoEngine, MongoEngineOptions } from './engine.ts';
import type { MongoEngineFault } from './fault.ts';

const USAGE = 'usage: --data <folder|:memory:> (--socket <path> | --port <number>) [--profile <name>] [--full]';

function wrong(message: string): Fault<MongoEngineFault> {
  return new Fault('invalid', 'ENGINE_ARGUMENT_INVALID', `${message}; ${USAGE}`);
}

function readOptions(): MongoEngineOptions {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      socket: { type: 'string' },
      port: { type: 'string' },
      profile: { type: 'string' },
      full: { type: 'boolean' },
    },
  });
  const { data, socket, port, profile, full } = values;
  if (data === undefined || (socket === undefined) === (port === undefined))
    throw wrong('--data and one address are needed');
  const number = Number(port ?? 0);
  if (!Number.isInteger(number) || number < 0 || number > 65_535) throw wrong(`--port ${String(port)} is no port`);
  return {
    dataDir: data,
    listen: socket === undefined ? { host: '127.0.0.1', port: number } : { socket },
    ...(profile === undefined ? {} : { profile }),
    ...(full === true ? { synchronous: 'FULL' } : {}),
    log: (line) => process.stderr.write(`${line}\n`),
  };
}

/** Runs one engine as a process of its own: prints its URI as one line on stdout and stops on SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const engine: MongoEngine = await startMongoEngine(readOptions());
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void engine.close());
  }
  process.stdout.write(`${engine.uri()}\n`);
}

main().catch((error: unknown) => {
  const code = isFault(error) ? error.code : 'ENGINE_STOPPED';
  process.stderr.write(`${code}: ${messageOf(error)}\n`);
  process.exitCode = 1;
});
