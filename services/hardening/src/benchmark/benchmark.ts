import { BENCHMARKS, type Benchmark, type Check, type Control } from '@bulkhead/core-benchmark';

/** A control of a published catalogue, as the graph refers to it: `NIST-SP-800-190/4.5.1`. */
export interface ControlView extends Control {
  readonly key: string;
}

export interface CheckView {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly rationale: string;
  readonly remediation: string;
  readonly severity: Check['severity'];
  readonly requires: readonly string[];
  readonly controls: readonly ControlView[];
}

export interface BenchmarkView {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly profile: string;
  readonly checks: readonly CheckView[];
}

/** `<benchmark>@<version>`: a result always says which edition of the checks gave it. */
export function benchmarkId({ id, version }: Benchmark): string {
  return `${id}@${version}`;
}

export function viewBenchmark(benchmark: Benchmark): BenchmarkView {
  const id = benchmarkId(benchmark);
  const { name, version, profile, checks } = benchmark;
  return { id, name, version, profile, checks: checks.map((check) => viewCheck(check, id)) };
}

function viewCheck(check: Check, benchmark: string): CheckView {
  const { id, title, rationale, remediation, severity, requires, controls } = check;
  return {
    id: `${benchmark}/${id}`,
    code: id,
    title,
    rationale,
    remediation,
    severity,
    requires,
    controls: controls.map((control) => ({ ...control, key: `${control.framework}/${control.id}` })),
  };
}

const VIEWS: readonly BenchmarkView[] = BENCHMARKS.map(viewBenchmark);
const CHECKS = new Map(VIEWS.flatMap(({ checks }) => checks.map((check) => [check.id, check])));

/** Every benchmark that hosts are judged by. */
export function listBenchmarks(): readonly BenchmarkView[] {
  return VIEWS;
}

export function findBenchmark(id: string): BenchmarkView | undefined {
  return VIEWS.find((benchmark) => benchmark.id === id);
}

/** A check by `<benchmark>@<version>/<code>`. */
export function findCheckView(id: string): CheckView | undefined {
  return CHECKS.get(id);
}
