import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BENCHES } from './list.ts';
import { currentLoad, machine } from './machine.ts';
import { median } from './pair.ts';
import { ROOT } from './platform.ts';
import { WRITTEN, record } from './report.ts';
import type { Entry } from './report.ts';
import { isMet } from './result.ts';
import type { Bench, Row } from './result.ts';

const USAGE = `usage: npm run bench [-- --only <name>]\n  ${BENCHES.map(({ name }) => name).join(', ')}`;

/** Runs the benches, one process each, and writes docs/performance.md. */
export async function main(words: readonly string[]): Promise<void> {
  const chosen = choose(words);
  if (chosen === undefined) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  for (const bench of chosen) {
    console.log(bench.name);
    try {
      const before = currentLoad();
      const rows = await runInChild(bench);
      const entry: Entry = { bench: bench.name, machine: machine(before), rows };
      // Written after each one, so that a run that is broken off keeps what it had.
      record(
        [entry],
        BENCHES.map(({ name }) => name),
      );
      for (const row of rows) console.log(`  ${line(row)}`);
    } catch (error) {
      console.error(`  ${bench.name}: ${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = 1;
    }
  }
  spawnSync(process.execPath, [join(ROOT, 'node_modules/oxfmt/bin/oxfmt'), ...WRITTEN], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

function choose(words: readonly string[]): readonly Bench[] | undefined {
  if (words.length === 0) return BENCHES;
  const [option, name] = words;
  if (option !== '--only' || words.length !== 2) return undefined;
  const found = BENCHES.filter((bench) => bench.name === name);
  return found.length === 0 ? undefined : found;
}

async function runInChild({ name, nodeOptions = [] }: Bench): Promise<readonly Row[]> {
  const child = fork(join(import.meta.dirname, 'child.ts'), [name], {
    cwd: ROOT,
    execArgv: ['--disable-warning=ExperimentalWarning', ...nodeOptions],
  });
  let rows: readonly Row[] | undefined;
  child.on('message', (message: readonly Row[]) => {
    rows = message;
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (rows === undefined || code !== 0) throw new Error(`ended with ${code}`);
  return rows;
}

function line(row: Row): string {
  const verdict = isMet(row);
  const word = verdict ? 'met' : 'missed';
  const cpu = row.cpu.length === 0 ? '' : `, processor ${median(row.cpu).toFixed(3)}x`;
  return `${row.name}: ${median(row.values).toFixed(3)} ${row.unit}${cpu}${verdict === undefined ? '' : ` (${word})`}; ${row.figures}`;
}
