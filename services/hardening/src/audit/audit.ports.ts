import type { HostCheckResult } from '@bulkhead/contracts';
import type { Decision, Severity } from '@bulkhead/core-base';
import type { CheckState } from '@bulkhead/core-benchmark';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Audit, CheckResult, Drift, Judgement, Posture } from './audit.ts';

export interface ResultFilter {
  readonly hostId?: string | undefined;
  readonly code?: string | undefined;
  readonly states?: readonly CheckState[] | undefined;
  readonly severities?: readonly Severity[] | undefined;
}

/** Audits, what each check says now, and how that changed. */
export interface AuditStore {
  /** What is held of a host, as one transaction sees it. */
  posture(hostId: string): Promise<Posture>;
  /** Host, audit, results, drifts and events together. Fault conflict HOST_CHANGED when another writer was faster. */
  save(decision: Decision<Judgement, HostCheckResult>): Promise<void>;
  findAudits(ids: readonly string[]): Promise<readonly Audit[]>;
  /** Newest first. */
  audits(hostId: string, request: PageRequest): Promise<Page<Audit>>;
  /** The newest audit of each host, by any benchmark or by the one that is named. */
  latest(hostIds: readonly string[], benchmarkId?: string): Promise<ReadonlyMap<string, Audit>>;
  findResults(ids: readonly string[]): Promise<readonly CheckResult[]>;
  /** By host and code. */
  results(filter: ResultFilter, request: PageRequest): Promise<Page<CheckResult>>;
  /** Newest first; of a host, or of one result. */
  drifts(
    of: { hostId: string; since?: Date | undefined } | { resultId: string },
    request: PageRequest,
  ): Promise<Page<Drift>>;
}
