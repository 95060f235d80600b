import { median } from './pair.ts';
import type { Pairs } from './pair.ts';

export interface Goal {
  readonly relation: '<=' | '>=';
  readonly value: number;
  readonly unit: 'x' | 'MiB';
}

/** A row of docs/performance.md. */
export interface Row {
  readonly name: string;
  /** What was measured, in a sentence. */
  readonly what: string;
  readonly yardstick: string;
  readonly goal?: Goal;
  readonly unit: 'x' | 'MiB' | 's';
  /** One per pair, or per run. */
  readonly values: readonly number[];
  /** Processor time of the product over that of the yardstick, one per pair. */
  readonly cpu: readonly number[];
  /** Absolute figures of this run, for orientation only. */
  readonly figures: string;
  /** Why, when the goal is missed. */
  readonly whenMissed?: string;
}

/** What a bench is: its name for `--only`, and how its rows come about. */
export interface Bench {
  readonly name: string;
  /** Node options it runs with. */
  readonly nodeOptions?: readonly string[];
  run(): Promise<readonly Row[]>;
}

/** How many times as long as the yardstick it took. */
export function timesAsLong({ products, yardsticks }: Pairs): Pick<Row, 'unit' | 'values' | 'cpu'> {
  const values = products.map(({ wall }, at) => wall / (yardsticks[at]?.wall ?? Number.NaN));
  return { unit: 'x', values, cpu: cpuRatios({ products, yardsticks }) };
}

/** How many times the yardstick's rate it reached; both did the same work. */
export function timesTheRate({ products, yardsticks }: Pairs): Pick<Row, 'unit' | 'values' | 'cpu'> {
  const values = products.map(({ wall }, at) => (yardsticks[at]?.wall ?? Number.NaN) / wall);
  return { unit: 'x', values, cpu: cpuRatios({ products, yardsticks }) };
}

function cpuRatios({ products, yardsticks }: Pairs): readonly number[] {
  return products.map(({ cpu }, at) => cpu / (yardsticks[at]?.cpu ?? Number.NaN));
}

export function medianWall(samples: Pairs['products']): number {
  return median(samples.map(({ wall }) => wall));
}

export function isMet({ goal, values }: Row): boolean | undefined {
  if (goal === undefined) return undefined;
  const value = median(values);
  return goal.relation === '<=' ? value <= goal.value : value >= goal.value;
}
