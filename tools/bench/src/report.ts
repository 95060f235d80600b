import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import { median } from './pair.ts';
import { ROOT } from './platform.ts';
import { isMet } from './result.ts';
import type { Row } from './result.ts';

/** What a bench said the last time it ran. */
export interface Entry {
  readonly bench: string;
  readonly machine: Machine;
  readonly rows: readonly Row[];
}

const RESULTS = join(ROOT, 'tools/bench/results.json');
export const WRITTEN = [RESULTS, join(ROOT, 'docs/performance.md')];

/** Puts new entries in the place of older ones and writes the results and docs/performance.md. */
export function record(fresh: readonly Entry[], order: readonly string[]): void {
  const known = readResults().filter(({ bench }) => fresh.every((entry) => entry.bench !== bench));
  const entries = [...known, ...fresh]
    .filter(({ bench }) => order.includes(bench))
    .sort((left, right) => order.indexOf(left.bench) - order.indexOf(right.bench));
  writeFileSync(RESULTS, `${JSON.stringify(entries, null, 2)}\n`);
  writeFileSync(join(ROOT, 'docs/performance.md'), page(entries));
}

function readResults(): readonly Entry[] {
  try {
    return JSON.parse(readFileSync(RESULTS, 'utf8')) as readonly Entry[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

export function page(entries: readonly Entry[]): string {
  const rows = entries.flatMap(({ rows: own, machine, bench }) => own.map((row) => ({ row, machine, bench })));
  const goals = rows.filter(({ row }) => row.goal !== undefined);
  const others = rows.filter(({ row }) => row.goal === undefined);
  const machines = [...new Set(entries.map(({ machine }) => machineText(machine)))];
  return [
    '# Performance',
    '',
    'Written by `npm run bench`; one bench alone: `npm run bench -- --only <name>`. It measures the built product.',
    '',
    'Every figure is a ratio to a yardstick that ran in turn with it, in the same run, on the same machine: median, then least and most, of as many pairs as are named. The processor ratio beside it is the product’s processor time, all threads, over the yardstick’s: it hardly moves with what else the machine does. Before anything is measured, both sides must have given the same result. A goal that is missed stays here as missed.',
    '',
    `Machine: ${machines.join('; ')}.`,
    '',
    '## Goals',
    '',
    '| | goal | measured | processor | pairs | load | date (UTC) |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...goals.map(({ row, machine }) => goalLine(row, machine)),
    '',
    '## Beside them',
    '',
    '| | measured | processor | pairs | load | date (UTC) |',
    '| --- | --- | --- | --- | --- | --- |',
    ...others.map(({ row, machine }) => otherLine(row, machine)),
    '',
    '## What was measured',
    '',
    ...rows.flatMap(({ row, bench }) => paragraph(row, bench)),
  ].join('\n');
}

function machineText({ cores, cpu, memoryGiB, node, platform }: Machine): string {
  return `${cores} cores of ${cpu}, ${memoryGiB} GiB, ${platform}, Node ${node}`;
}

function goalLine(row: Row, machine: Machine): string {
  const { goal } = row;
  const wanted =
    goal === undefined ? '' : `${goal.relation === '<=' ? 'at most' : 'at least'} ${withUnit(goal.value, goal.unit)}`;
  const verdict = isMet(row) === true ? 'met' : '**missed**';
  return `| ${row.name} | ${wanted} | ${spread(row)}: ${verdict} | ${processor(row)} | ${row.values.length} | ${load(machine)} | ${machine.date} |`;
}

function otherLine(row: Row, machine: Machine): string {
  return `| ${row.name} | ${spread(row)} | ${processor(row)} | ${row.values.length} | ${load(machine)} | ${machine.date} |`;
}

function paragraph(row: Row, bench: string): readonly string[] {
  return [
    `### ${row.name}`,
    '',
    `${capital(row.what)}. Yardstick: ${row.yardstick}. This run: ${row.figures}. \`npm run bench -- --only ${bench}\``,
    '',
    ...(isMet(row) === false && row.whenMissed !== undefined ? [`Missed: ${row.whenMissed}`, ''] : []),
  ];
}

function spread({ values, unit }: Row): string {
  return `${withUnit(median(values), unit)} (${number(Math.min(...values))} to ${number(Math.max(...values))})`;
}

function processor({ cpu }: Row): string {
  return cpu.length === 0 ? '' : withUnit(median(cpu), 'x');
}

function load({ load: [before, after] }: Machine): string {
  return `${before} to ${after}`;
}

function withUnit(value: number, unit: Row['unit']): string {
  return unit === 'x' ? `${number(value)}x` : `${number(value)} ${unit}`;
}

function number(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 0.1 ? value.toFixed(2) : value.toFixed(3);
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
