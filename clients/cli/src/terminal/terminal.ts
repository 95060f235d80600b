import { EXIT } from '../exit.ts';

/** Where a command writes to: results to `out`, everything about the run to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** A person watches `err`: progress is shown. */
  readonly isWatched: boolean;
  /** A person reads `out`: colours and widths matter. */
  readonly isRead: boolean;
  readonly columns: number;
}

/** The process's own streams. NO_COLOR and CI are honoured by never colouring what is not a terminal. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  if (!stdout.listeners('error').includes(outputBroke)) stdout.on('error', outputBroke);
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    isWatched: stderr.isTTY,
    isRead: stdout.isTTY,
    columns: stdout.isTTY ? stdout.columns : 160,
  };
}

/** A reader that went away (`| head`) changes nothing about the answer; a full disk does. */
function outputBroke(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return;
  process.stderr.write(`bulkhead: standard output cannot be written: ${error.message}\n`);
  process.exit(EXIT.error);
}
