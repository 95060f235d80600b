import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

const SOURCES = resolve(import.meta.dirname, '..');
const FLAGS = ['--conditions=bulkhead-source', '--disable-warning=ExperimentalWarning'];

/** A process of this package, its standard output line by line. */
export class Child implements AsyncDisposable {
  readonly lines: string[] = [];
  readonly #process: ChildProcess;
  readonly #exited: Promise<number | null>;
  #onLine: () => void = () => undefined;

  /** @param file below src, such as `main.ts` */
  constructor(file: string, args: readonly string[]) {
    const command = [...FLAGS, '--disable-warning=TimeoutNegativeWarning', resolve(SOURCES, file), ...args];
    this.#process = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#exited = new Promise((done) => this.#process.once('exit', (code) => done(code)));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line);
        this.#onLine();
      });
    }
  }

  get exited(): Promise<number | null> {
    return this.#exited;
  }

  /** The first line that holds some text. */
  async line(text: string): Promise<string> {
    for (;;) {
      const found = this.lines.find((line) => line.includes(text));
      if (found !== undefined) return found;
      const next = new Promise<void>((done) => {
        this.#onLine = done;
      });
      const ended = await Promise.race([next, this.#exited.then((code) => `ended with ${code}`)]);
      if (typeof ended === 'string') throw new Error(`${ended} before "${text}": ${this.lines.join(' | ')}`);
    }
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    this.#process.kill(signal);
    return this.#exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL');
  }
}
