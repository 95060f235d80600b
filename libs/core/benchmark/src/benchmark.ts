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
  /** PASS as a share (0..1) of all that applies, so that unknown is not counted as good; null when nothing applies. */
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

/** PASS over everything but NOT_APPLICABLE, or null. */
export function scoreOf(counts: StateCounts): number | null {
  const applicable = CHECK_STATES.reduce((sum, state) => sum + (state === 'NOT_APPLICABLE' ? 0 : counts[state]), 0);
  return applicable === 0 ? null : counts.PASS / applicable;
}

/** The check of this id in any built-in benchmark. */
export function findCheck(id: string): Check | undefined {
  for (const { checks } of BENCHMARKS) {
    const found = checks.find((check) => check.id === id);
    if (found !== undefined) return found;
  }
  return undefined;
}
