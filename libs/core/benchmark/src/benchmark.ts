import { CHECK_STATES, type Check, type CheckOutcome, type CheckState } from './check.ts';
import type { HostFacts } from './facts.ts';
import { LINUX_HOST_CHECKS } from './list.ts';

/** A named, versioned list of checks for one kind of subject. */
export interface Benchmark {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly profile: string;
  readonly checks: readonly Check[];
}

/** The container host, by our own words over the ground CIS and NIST SP 800-190 cover. */
export const LINUX_CONTAINER_HOST: Benchmark = {
  id: 'linux-container-host',
  name: 'Linux container host',
  version: '1',
  profile: 'server',
  checks: LINUX_HOST_CHECKS,
};

/** Every benchmark that is built in. */
export const BENCHMARKS: readonly Benchmark[] = [LINUX_CONTAINER_HOST];

export interface JudgedCheck {
  readonly check: Check;
  readonly outcome: CheckOutcome;
}

export type StateCounts = Readonly<Record<CheckState, number>>;

export interface BenchmarkReport {
  readonly results: readonly JudgedCheck[];
  readonly counts: StateCounts;
  /** Percent (0..100) of judged checks that pass; null when nothing could be judged. What is not judged is in `counts`. */
  readonly score: number | null;
}

/** Asks every check of a benchmark about one host. Total: a check that fails is an ERROR result among the others. */
export function runBenchmark(benchmark: Benchmark, facts: HostFacts): BenchmarkReport {
  const results = benchmark.checks.map((check) => ({ check, outcome: check.evaluate(facts) }));
  const counts = countStates(results.map(({ outcome }) => outcome.state));
  return { results, counts, score: scoreOf(counts) };
}

/** How often each state occurs; every state is there. */
export function countStates(states: Iterable<CheckState>): StateCounts {
  const counts = Object.fromEntries(CHECK_STATES.map((state) => [state, 0])) as Record<CheckState, number>;
  for (const state of states) counts[state] += 1;
  return counts;
}

/** Percent of the judged (PASS or FAIL) that pass, to one decimal; null when nothing was judged: no evidence is no score. */
export function scoreOf({ PASS, FAIL }: Pick<StateCounts, 'PASS' | 'FAIL'>): number | null {
  return PASS + FAIL === 0 ? null : Math.round((1000 * PASS) / (PASS + FAIL)) / 10;
}

/** The check of this id in any built-in benchmark. */
export function findCheck(id: string): Check | undefined {
  for (const { checks } of BENCHMARKS) {
    const found = checks.find((check) => check.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The kernel parameters and the paths that any built-in check looks at, sorted: what a collector has to fetch. */
export function factsToCollect(): { readonly sysctls: readonly string[]; readonly files: readonly string[] } {
  const reads = new Set(BENCHMARKS.flatMap(({ checks }) => checks.flatMap((check) => check.reads ?? [])));
  const members = (group: string): string[] =>
    [...reads]
      .filter((fact) => fact.startsWith(group))
      .map((fact) => fact.slice(group.length))
      .sort();
  return { sysctls: members('sysctls/'), files: members('files/') };
}
