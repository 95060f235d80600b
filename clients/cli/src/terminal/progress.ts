import type { Terminal } from './terminal.ts';

const WIDTH = 28;
const REDRAW_MS = 80;
const ERASE = '\r\u001B[K';

/** One line that is drawn over and over, and leaves nothing behind; silent when nobody watches. */
export class Progress implements Disposable {
  readonly #terminal: Terminal;
  readonly #isShown: boolean;
  #drawnAt = 0;

  constructor(terminal: Terminal, isQuiet: boolean) {
    this.#terminal = terminal;
    this.#isShown = terminal.isWatched && !isQuiet;
  }

  /** Shows a step, with a bar when it is known how much there is. */
  show(step: string, done = 0, total = 0): void {
    if (!this.#isShown || Date.now() - this.#drawnAt < REDRAW_MS) return;
    this.#drawnAt = Date.now();
    const line = total > 0 ? `${bar(done / total)} ${step}` : `${step} ${done > 0 ? done.toLocaleString('en') : ''}`;
    this.#terminal.err(`${ERASE}${line.slice(0, this.#terminal.columns - 1)}`);
  }

  [Symbol.dispose](): void {
    if (this.#isShown) this.#terminal.err(ERASE);
  }
}

function bar(share: number): string {
  const filled = Math.max(0, Math.min(WIDTH, Math.round(share * WIDTH)));
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${String(Math.floor(share * 100)).padStart(3)}%`;
}
