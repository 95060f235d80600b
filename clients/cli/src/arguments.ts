import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import { Fault, messageOf } from '@bulkhead/core-base';
import type { CliFault } from './exit.ts';

/** What all commands understand. */
const SHARED = {
  help: { type: 'boolean', short: 'h' },
  quiet: { type: 'boolean', short: 'q' },
  output: { type: 'string', short: 'o' },
} as const satisfies ParseArgsOptionsConfig;

type Values<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options & typeof SHARED; allowPositionals: true }>
>['values'];

export interface ParsedWords<Options extends ParseArgsOptionsConfig> {
  readonly values: Values<Options>;
  readonly words: readonly string[];
}

/** Reads a command's words. Fault USAGE names what is not understood. */
export function parseWords<const Options extends ParseArgsOptionsConfig>(
  words: readonly string[],
  options: Options,
): ParsedWords<Options> {
  try {
    const all = { ...SHARED, ...options };
    const { values, positionals } = parseArgs({ args: [...words], options: all, allowPositionals: true });
    return { values, words: positionals };
  } catch (error) {
    throw usage(messageOf(error));
  }
}

/** A value out of a closed list. Fault USAGE. */
export function oneOf<const Word extends string>(
  name: string,
  given: string | undefined,
  allowed: readonly Word[],
): Word | undefined {
  if (given === undefined) return undefined;
  const found = allowed.find((word) => word === given || word.toLowerCase() === given.toLowerCase());
  if (found === undefined) throw usage(`--${name} is one of ${allowed.join(', ').toLowerCase()}, not "${given}"`);
  return found;
}

export function usage(message: string): Fault<CliFault> {
  return new Fault('invalid', 'USAGE', message, { advice: 'bulkhead help says what there is' });
}
