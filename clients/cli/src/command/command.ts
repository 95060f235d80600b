import type { ExitCode } from '../exit.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** What a command runs with. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly version: string;
  /** Ctrl-C. */
  readonly signal: AbortSignal;
  readonly now: () => Date;
}

/** A command: its name, what it says of itself, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  run(words: readonly string[], context: CommandContext): Promise<ExitCode>;
}
