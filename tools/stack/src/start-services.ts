import { once } from 'node:events';
import { resolve } from 'node:path';
import { isFault, messageOf } from '@bulkhead/core-base';
import { processEnvironment } from '@bulkhead/platform-config';
import { DEFAULT_DATA_DIR, holdDataDirectory } from './data-directory.ts';
import type { Group } from './process/group.ts';
import { startGroup } from './process/group.ts';
import { planProcesses } from './process/plan.ts';

/** As the processes themselves end: as asked, broken, or with wrong settings. */
const EXIT = { done: 0, broken: 1, configuration: 2 } as const;

const USAGE = 'usage: MONGODB_URI=... KAFKA_BROKERS=... npm run start:services';

/** Runs every service and the gateway as processes of their own until a signal, or until one of them ends by itself. */
export async function main(words: readonly string[]): Promise<void> {
  if (words.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = EXIT.configuration;
    return;
  }
  // Listened to from the beginning: a signal during the start stops what was started.
  const signalled = Promise.race(['SIGINT', 'SIGTERM'].map(async (name) => (await once(process, name), name)));
  try {
    process.exitCode = await run(signalled);
  } catch (error) {
    process.stderr.write(`bulkhead: ${isFault(error) ? `${error.message} (${error.code})` : messageOf(error)}\n`);
    if (isFault(error) && error.advice !== undefined) process.stderr.write(`  ${error.advice}\n`);
    process.exitCode = isFault(error) && error.kind === 'invalid' ? EXIT.configuration : EXIT.broken;
  }
}

async function run(signalled: Promise<string>): Promise<number> {
  const begun = performance.now();
  const environment = processEnvironment();
  const dataDir = resolve(environment['BULKHEAD_DATA_DIR'] ?? DEFAULT_DATA_DIR);
  const plan = await planProcesses(environment, dataDir);
  await using _directory = await holdDataDirectory(dataDir);
  const group = startGroup(plan, say);
  try {
    const ready = group.ready().then(() => welcome(group, (performance.now() - begun) / 1000));
    const first = await Promise.race([ready, signalled]);
    if (typeof first !== 'string') for (const line of first) say(line);
    return await untilStopped(group, signalled);
  } finally {
    await group.stop();
    say('stopped');
  }
}

async function untilStopped({ broken }: Group, signalled: Promise<string>): Promise<number> {
  const why = await Promise.race([signalled, broken]);
  if (typeof why !== 'string') {
    process.stderr.write(`bulkhead: ${why.child.name} ended with ${why.ending.text}; stopping the others\n`);
    return EXIT.broken;
  }
  // Who is asked twice goes at once; the processes, losing their parent, drain by themselves.
  for (const again of ['SIGINT', 'SIGTERM']) process.once(again, () => process.exit(EXIT.broken));
  say(`${why}: finishing what is in flight`);
  return EXIT.done;
}

function welcome({ children }: Group, seconds: number): readonly string[] {
  const width = Math.max(...children.map(({ name }) => name.length));
  return [
    `Bulkhead is ready after ${seconds.toFixed(1)} s, ${children.length} processes.`,
    ...children.map(({ name, url }) => `  ${name.padEnd(width)}  ${url}${name === 'gateway' ? '/graphql' : ''}`),
    'Ctrl-C stops them.',
  ];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
