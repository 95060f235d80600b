import { readFileSync } from 'node:fs';
import { isFault, messageOf } from '@bulkhead/core-base';
import type { Command } from './command/command.ts';
import { EXIT } from './exit.ts';
import { processTerminal } from './terminal/terminal.ts';

/** Every command, loaded when it is asked for: a question for the version does not wait for the scanner. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  scan: async () => (await import('./command/scan.ts')).SCAN,
  check: async () => (await import('./command/check.ts')).CHECK,
  host: async () => (await import('./command/host.ts')).HOST,
  advisories: async () => (await import('./command/advisories.ts')).ADVISORIES,
  events: async () => (await import('./command/events.ts')).EVENTS,
  query: async () => (await import('./command/query.ts')).QUERY,
  status: async () => (await import('./command/status.ts')).STATUS,
  token: async () => (await import('./command/token.ts')).TOKEN,
};

/** Runs the command the words name and gives the exit code; everything that goes wrong is said on standard error. */
export async function main(words: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  const [name = 'help', ...rest] = words;
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const controller = new AbortController();
  const interrupt = (): void => controller.abort();
  process.once('SIGINT', interrupt);
  try {
    if (load === undefined) return await help(name, terminal.out, terminal.err);
    const command = await load();
    if (rest.includes('--help') || rest.includes('-h')) {
      terminal.out(command.help);
      return EXIT.fine;
    }
    return await command.run(rest, { terminal, version: version(), signal: controller.signal, now: () => new Date() });
  } catch (error) {
    for (const line of problemLines(error, controller.signal.aborted)) terminal.err(`${line}\n`);
    return EXIT.error;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

function version(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}

async function help(name: string, out: (text: string) => void, err: (text: string) => void): Promise<number> {
  const isAsked = name === 'help' || name === '--help' || name === '-h';
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map((command) => `  ${command.name.padEnd(11)} ${command.summary}`);
  const text = `usage: bulkhead <command> [options]; bulkhead <command> --help\n\n${lines.join('\n')}\n\nExit codes: 0 fine, 1 a policy or threshold says no, 2 error, 3 nothing could be judged.\n`;
  if (isAsked) out(text);
  else err(`bulkhead: there is no command "${name}"\n${text}`);
  return isAsked ? EXIT.fine : EXIT.error;
}

function problemLines(error: unknown, isInterrupted: boolean): readonly string[] {
  if (isInterrupted) return ['interrupted'];
  if (isTimeout(error)) return ['bulkhead: the time given with --timeout is up (TIMEOUT)'];
  if (!isFault(error))
    return [`bulkhead: ${error instanceof Error ? (error.stack ?? error.message) : messageOf(error)}`];
  return [`bulkhead: ${error.message} (${error.code})`, ...(error.advice === undefined ? [] : [`  ${error.advice}`])];
}

/** The time was up, whoever noticed it first and whatever they made of it. */
function isTimeout(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth < 5 && typeof cause === 'object' && cause !== null; depth += 1) {
    if ('name' in cause && cause.name === 'TimeoutError') return true;
    cause = 'cause' in cause ? cause.cause : undefined;
  }
  return false;
}
