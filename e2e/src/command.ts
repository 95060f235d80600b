import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, '../..');

const NO_SETTINGS = /^(BULKHEAD_|MONGODB_URI$|KAFKA_BROKERS$|NODE_OPTIONS$|JEST_)/;

/** What a command that has ended said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `bulkhead <words>` as a person would, in its own process. */
export function bulkhead(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return ended(launch('clients/cli/bin/bulkhead.js', words, environment));
}

/** Starts `npm start -- <words>` without the build, in its own process. */
export function launchPlatform(words: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  return launch('tools/stack/bin/start.js', ['--no-build', ...words], environment);
}

/** Waits for a process to end. */
export async function ended(child: ChildProcess): Promise<Ended> {
  const [stdout, stderr, [code, signal]] = await Promise.all([
    child.stdout === null ? '' : text(child.stdout),
    child.stderr === null ? '' : text(child.stderr),
    once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  return { code, signal, stdout, stderr };
}

function launch(file: string, words: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !NO_SETTINGS.test(name));
  const env = { ...Object.fromEntries(inherited), ...environment };
  return spawn(process.execPath, [resolve(ROOT, file), ...words], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
