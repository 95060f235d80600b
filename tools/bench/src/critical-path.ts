interface Interval {
  readonly began: number;
  readonly ended: number;
}

/**
 * The longest chain of operations in which each began after the one before it had ended; `durations` are what they take
 * alone.
 */
export function criticalPath<Operation extends Interval>(
  operations: readonly Operation[],
  durations: readonly number[],
): readonly Operation[] {
  const order = operations
    .map((operation, at) => ({ operation, duration: durations[at] ?? 0 }))
    .sort((left, right) => left.operation.began - right.operation.began);
  const chains: { readonly total: number; readonly path: readonly Operation[] }[] = [];
  for (const { operation, duration } of order) {
    const before = chains.filter(({ path }) => (path.at(-1)?.ended ?? 0) <= operation.began);
    const longest = before.reduce((best, chain) => (chain.total > best.total ? chain : best), {
      total: 0,
      path: [] as readonly Operation[],
    });
    chains.push({ total: longest.total + duration, path: [...longest.path, operation] });
  }
  return chains.reduce((best, chain) => (chain.total > best.total ? chain : best), { total: -1, path: [] }).path;
}
