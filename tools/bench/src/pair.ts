// Product and yardstick measured in turn: what the machine does meanwhile falls on both.

/** What one run cost: wall and processor time of all threads, in milliseconds. */
export interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

export interface Pairs {
  readonly products: readonly Sample[];
  readonly yardsticks: readonly Sample[];
}

/** Runs both `count` times; who goes first changes from pair to pair. */
export async function inPairs(
  count: number,
  product: (pair: number) => Promise<Sample>,
  yardstick: (pair: number) => Promise<Sample>,
): Promise<Pairs> {
  const products: Sample[] = [];
  const yardsticks: Sample[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    if (pair % 2 === 0) {
      products.push(await product(pair));
      yardsticks.push(await yardstick(pair));
    } else {
      yardsticks.push(await yardstick(pair));
      products.push(await product(pair));
    }
    process.stderr.write('.');
  }
  process.stderr.write('\n');
  return { products, yardsticks };
}

/** Measures work of this process, its threads included. */
export async function measured(work: () => Promise<void> | void): Promise<Sample> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
