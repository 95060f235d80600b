import type { HostCheckResult } from '@bulkhead/contracts';
import { computedId, documentDigest, Fault } from '@bulkhead/core-base';
import type { Decision, Severity } from '@bulkhead/core-base';
import { HOST_FACTS_SCHEMA, runBenchmark } from '@bulkhead/core-benchmark';
import type {
  Benchmark,
  CheckOutcome,
  CheckState,
  Evidence,
  HostFacts,
  JudgedCheck,
  StateCounts,
} from '@bulkhead/core-benchmark';
import { benchmarkId } from '../benchmark/benchmark.ts';
import type { Host } from '../host/host.ts';

export type AuditFault = 'FACTS_INVALID' | 'FACTS_OF_ANOTHER_HOST' | 'FACTS_TOO_LARGE' | 'HOST_CHANGED';

/** Facts as they came in. */
export interface Observation {
  readonly clusterId: string | null;
  readonly observedAt: Date;
  readonly facts: HostFacts;
}

/** What one check says of one host now. Its id is h(host, code): it is the same result in every audit. */
export interface CheckResult {
  readonly id: string;
  readonly hostId: string;
  readonly code: string;
  readonly benchmarkId: string;
  readonly severity: Severity;
  readonly state: CheckState;
  readonly expected: string;
  readonly actual: string;
  readonly evidence: readonly Evidence[];
  /** Since when it is in this state. */
  readonly since: Date;
  /** When the state or its evidence last changed. */
  readonly changedAt: Date;
  readonly auditId: string;
}

/** A check that changed its state from one audit to the next. */
export interface Drift {
  readonly id: string;
  readonly resultId: string;
  readonly hostId: string;
  readonly code: string;
  readonly benchmarkId: string;
  readonly from: CheckState;
  readonly to: CheckState;
  readonly at: Date;
  /** What was there before and what is there now, as the check tells it. */
  readonly cause: string;
  readonly auditId: string;
}

/** One judgement of a host: its facts at a moment against one edition of a benchmark. */
export interface Audit {
  readonly id: string;
  readonly hostId: string;
  readonly benchmarkId: string;
  readonly vantage: HostFacts['vantage'];
  /** When the facts were collected. */
  readonly observedAt: Date;
  readonly judgedAt: Date;
  /** Percent of the judged checks that pass; null = nothing could be judged. */
  readonly score: number | null;
  readonly counts: StateCounts;
  /** Codes of the checks whose state changed. */
  readonly changed: readonly string[];
}

/** What is held of a host before its new facts are judged. */
export interface Posture {
  readonly host: Host | undefined;
  readonly results: readonly CheckResult[];
}

/** Everything one audit writes, in one transaction. */
export interface Judgement {
  readonly host: Host;
  readonly audit: Audit;
  /** Results that are new or different. */
  readonly changed: readonly CheckResult[];
  /** Ids of results whose check is no longer in the benchmark. */
  readonly retired: readonly string[];
  readonly drifts: readonly Drift[];
}

const FACTS_LIMIT = 8 * 1024 * 1024;

/** Facts from outside: bounded, of the published shape, and of the host they claim. Fault invalid otherwise. */
export function readFacts(document: unknown, hostId?: string): HostFacts {
  const parsed = HOST_FACTS_SCHEMA.safeParse(document);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, 10).map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Fault<AuditFault>('invalid', 'FACTS_INVALID', 'the document is not the facts of a host', {
      details: { problems },
      advice: 'Send the document that libs/engine/host (collectHostFacts) gives, unchanged.',
    });
  }
  if (hostId !== undefined && parsed.data.hostId !== hostId) {
    throw new Fault<AuditFault>('invalid', 'FACTS_OF_ANOTHER_HOST', 'the facts are those of another host', {
      details: { hostId, factsOf: parsed.data.hostId },
    });
  }
  if (JSON.stringify(parsed.data).length > FACTS_LIMIT) {
    throw new Fault<AuditFault>('invalid', 'FACTS_TOO_LARGE', `facts have at most ${FACTS_LIMIT} bytes`);
  }
  return parsed.data;
}

/** Judges new facts; undefined when they are not newer than what is held: nothing is judged twice. */
export function judge(
  posture: Posture,
  observation: Observation,
  options: { readonly benchmark: Benchmark; readonly now: Date },
): Decision<Judgement, HostCheckResult> | undefined {
  const { host: held, results: before } = posture;
  if (held !== undefined && held.observedAt >= observation.observedAt) return undefined;

  const host = nextHost(held, observation);
  const report = runBenchmark(options.benchmark, observation.facts);
  const benchmark = benchmarkId(options.benchmark);
  const auditId = computedId('aud', host.id, benchmark, observation.observedAt.toISOString());
  const known = new Map(before.map((result) => [result.code, result]));
  const current = report.results.map((judged) =>
    nextResult(known.get(judged.check.id), judged, { hostId: host.id, benchmark, auditId, at: observation.observedAt }),
  );
  const drifts = current.flatMap((result) => driftOf(known.get(result.code), result));
  const codes = new Set(current.map(({ code }) => code));
  const audit: Audit = {
    id: auditId,
    hostId: host.id,
    benchmarkId: benchmark,
    vantage: observation.facts.vantage,
    observedAt: observation.observedAt,
    judgedAt: options.now,
    score: report.score,
    counts: report.counts,
    changed: drifts.map(({ code }) => code),
  };
  const next: Judgement = {
    host,
    audit,
    changed: current.filter((result) => result.auditId === auditId),
    retired: before.filter(({ code }) => !codes.has(code)).map(({ id }) => id),
    drifts,
  };
  return { next, events: [eventOf(next, current, report.results)] };
}

function nextHost(held: Host | undefined, { clusterId, observedAt, facts }: Observation): Host {
  const { collectedAt: _collectedAt, ...lasting } = facts;
  return {
    id: facts.hostId,
    hostname: facts.hostname,
    // An agent of the cluster knows it; a person who submits facts by hand may not.
    clusterId: clusterId ?? held?.clusterId ?? null,
    facts,
    factsDigest: documentDigest(lasting),
    observedAt,
    revision: (held?.revision ?? 0) + 1,
  };
}

interface Judging {
  readonly hostId: string;
  readonly benchmark: string;
  readonly auditId: string;
  readonly at: Date;
}

/** The held result when nothing about it changed, so that it keeps its dates and is not written again. */
function nextResult(held: CheckResult | undefined, { check, outcome }: JudgedCheck, judging: Judging): CheckResult {
  if (held !== undefined && held.benchmarkId === judging.benchmark && isSame(held, outcome)) return held;
  return {
    id: computedId('res', judging.hostId, check.id),
    hostId: judging.hostId,
    code: check.id,
    benchmarkId: judging.benchmark,
    severity: check.severity,
    ...outcome,
    since: held !== undefined && held.state === outcome.state ? held.since : judging.at,
    changedAt: judging.at,
    auditId: judging.auditId,
  };
}

function isSame({ state, expected, actual, evidence }: CheckResult, outcome: CheckOutcome): boolean {
  return documentDigest({ state, expected, actual, evidence }) === documentDigest(outcome);
}

function driftOf(held: CheckResult | undefined, next: CheckResult): Drift[] {
  if (held === undefined || held.state === next.state) return [];
  const { id: resultId, hostId, code, benchmarkId, auditId } = next;
  return [
    {
      id: computedId('dri', resultId, auditId),
      resultId,
      hostId,
      code,
      benchmarkId,
      from: held.state,
      to: next.state,
      at: next.changedAt,
      cause: `was: ${held.actual}; is: ${next.actual}`,
      auditId,
    },
  ];
}

function eventOf(
  { host, audit }: Judgement,
  current: readonly CheckResult[],
  judged: readonly JudgedCheck[],
): HostCheckResult {
  const texts = new Map(judged.map(({ check }) => [check.id, check]));
  return {
    hostId: host.id,
    hostname: host.hostname,
    benchmarkId: audit.benchmarkId,
    auditId: audit.id,
    score: audit.score,
    results: current.flatMap(({ state, code, severity, since }) => {
      if (state === 'PASS') return [];
      const { title = code, remediation = '' } = texts.get(code) ?? {};
      const checkId = `${audit.benchmarkId}/${code}`;
      return [{ checkId, code, title, severity, state, remediation, since: since.toISOString() }];
    }),
    passed: audit.counts.PASS,
    changedCheckIds: audit.changed.map((code) => `${audit.benchmarkId}/${code}`),
    at: audit.judgedAt.toISOString(),
  };
}
