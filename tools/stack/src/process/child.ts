import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { PlannedProcess } from './plan.ts';

/** A process of ours that was started. */
export interface Child {
  readonly name: string;
  readonly url: string;
  /** How it ended: `code 0`, `signal SIGKILL`. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Set once it has ended. */
  ending(): Ending | undefined;
  /** Whether GET /health/<which> answers 200. */
  answers(which: 'live' | 'ready'): Promise<boolean>;
  /** Asks it to drain; when it does not end in time it is killed. */
  stop(milliseconds: number): Promise<Ending>;
}

export interface Ending {
  readonly code: number | null;
  readonly text: string;
}

const ASK_MILLISECONDS = 5_000;
const LEASH = new URL(`./leash${extname(import.meta.url)}`, import.meta.url).href;

/** Starts a planned process in a process group of its own: a Ctrl-C reaches the parent alone, which drains in order. */
export function startChild(planned: PlannedProcess, say: (line: string) => void): Child {
  const child = spawn(process.execPath, ['--import', LEASH, planned.main], {
    env: { ...planned.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) prefixed(stream, (line) => say(`[${planned.name}] ${line}`));
  let ending: Ending | undefined;
  // Not at its exit: its last words may still be in the pipe.
  const ended = once(child, 'close').then(
    ([code, signal]: unknown[]) => (ending = endingOf(code as number | null, signal as string | null)),
    (error: Error) => (ending = { code: null, text: error.message }),
  );
  return {
    name: planned.name,
    url: planned.url,
    ended,
    ending: () => ending,
    answers: (which) => isOk(`${planned.url}/health/${which}`),
    stop: async (milliseconds) => {
      if (ending === undefined) child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
      try {
        return await ended;
      } finally {
        clearTimeout(killer);
      }
    },
  };
}

function prefixed(stream: Readable | null, line: (text: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', line);
}

function endingOf(code: number | null, signal: string | null): Ending {
  return { code, text: signal === null ? `code ${code}` : `signal ${signal}` };
}

async function isOk(url: string): Promise<boolean> {
  try {
    const { status } = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(ASK_MILLISECONDS) });
    return status === 200;
  } catch {
    return false;
  }
}
