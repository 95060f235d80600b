export { FACT_NAMES, GAP_REASONS, HOST_FACTS_SCHEMA, PASSWORD_STATES, VANTAGES } from './facts.ts';
export type {
  FactName,
  GapReason,
  HostFacts,
  HostFile,
  HostGap,
  HostGroup,
  HostListener,
  HostMount,
  HostUser,
  HostWalk,
  ListedFile,
  Vantage,
} from './facts.ts';
export { CHECK_STATES, FRAMEWORKS, gapOf } from './check.ts';
export type { Check, CheckOutcome, CheckState, CheckText, Control, Evidence } from './check.ts';
export {
  BENCHMARKS,
  LINUX_CONTAINER_HOST,
  countStates,
  factsToCollect,
  findCheck,
  runBenchmark,
  scoreOf,
} from './benchmark.ts';
export type { Benchmark, BenchmarkReport, JudgedCheck, StateCounts } from './benchmark.ts';
