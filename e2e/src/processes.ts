import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from './command.ts';

/** A process of a test: what it said so far, and how it ended. */
export interface TestProcess extends AsyncDisposable {
  readonly pid: number;
  /** Standard output and standard error, line by line. */
  readonly lines: readonly string[];
  /** The first line that matches; rejects with everything said when the process ends before. */
  line(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal and waits for the end; null when a signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const SETTINGS = /^(BULKHEAD_|MONGODB_URI$|KAFKA_|NODE_OPTIONS$|JEST_)/;

/** Runs a file of the checkout with this Node and no settings but the given ones. */
export function startProcess(words: readonly string[], settings: Readonly<Record<string, string>> = {}): TestProcess {
  const inherited = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name));
  const child = spawn(process.execPath, [...words], {
    cwd: ROOT,
    env: { ...Object.fromEntries(inherited), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Not at its exit: its last words may still be in the pipe.
  const ended = once(child, 'close').then(([code]: unknown[]) => code as number | null);
  const said = listen(child);
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return {
    pid: child.pid ?? 0,
    lines: said.lines,
    end,
    line: async (pattern) => {
      const silent = ended.then((code) => {
        throw new Error(`${words.join(' ')} ended with ${code}:\n${said.lines.join('\n')}`);
      });
      return Promise.race([said.first(pattern), silent]);
    },
    async [Symbol.asyncDispose]() {
      const killer = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await end('SIGTERM');
      clearTimeout(killer);
    },
  };
}

/** Compiles what changed: processes run what was built. */
export function build(): void {
  execFileSync(process.execPath, [join(ROOT, 'tools/build/src/main.ts')], { cwd: ROOT, stdio: 'pipe' });
}

interface Said {
  readonly lines: readonly string[];
  first(pattern: RegExp): Promise<RegExpExecArray>;
}

function listen(child: ChildProcess): Said {
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const find = (pattern: RegExp): RegExpExecArray | undefined =>
    lines.map((line) => pattern.exec(line)).find((match) => match !== null) ?? undefined;
  return {
    lines,
    first: (pattern) =>
      new Promise((resolve) => {
        const look = (): void => {
          const match = find(pattern);
          if (match === undefined) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
      }),
  };
}
