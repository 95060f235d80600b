import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Fault } from '@bulkhead/core-base';
import type { CliFault } from '../exit.ts';
import type { Terminal } from '../terminal/terminal.ts';

/** Writes a result to a file, or to standard output when none is named. Fault OUTPUT_UNWRITABLE. */
export async function writeOutput(terminal: Terminal, text: string, file: string | undefined): Promise<void> {
  if (file === undefined || file === '-') {
    terminal.out(text);
    return;
  }
  try {
    await writeFile(resolve(file), text);
  } catch (cause) {
    throw new Fault<CliFault>('invalid', 'OUTPUT_UNWRITABLE', `${file} cannot be written`, { cause });
  }
}

/** A document for programs: two spaces, a newline at the end, keys in the order of the schema. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
