import type { FindingChanged, HostCheckResult, InventoryHost, Owner } from '@bulkhead/contracts';
import type { HostFacts } from '@bulkhead/core-policy';
import { findingFactsOf, matchingOf, scanStateOf } from '../image-state/image-state.ts';
import type { Matching } from '../image-state/image-state.ts';

type CheckSummary = HostCheckResult['results'][number];

/** What a host's policies need to know: who it is (ingestion), its checks (hardening), its findings (scanning). */
export interface HostState {
  readonly id: string;
  readonly hostname: string;
  readonly clusterId: string | null;
  readonly owner: Owner | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly removed: boolean;
  /** null = only others have spoken of it. */
  readonly observedAt: string | null;
  /** The last audit per benchmark. */
  readonly audits: readonly HostAudit[];
  readonly matching: Matching | null;
  readonly revision: number;
}

/** The checks of one benchmark that are not PASS. */
export interface HostAudit {
  readonly benchmarkId: string;
  readonly at: string;
  readonly results: readonly CheckSummary[];
}

/** Takes in who a host is; an older telling changes nothing. */
export function observeHost(current: HostState | undefined, event: InventoryHost): HostState | undefined {
  if (current?.observedAt != null && current.observedAt > event.observedAt) return undefined;
  const { hostId, nodeName: _node, ...same } = event;
  return { ...blank(hostId), ...current, ...same, revision: (current?.revision ?? 0) + 1 };
}

/** Takes in an audit; an older one of the same benchmark changes nothing. */
export function auditHost(current: HostState | undefined, event: HostCheckResult): HostState | undefined {
  const held = current?.audits.find(({ benchmarkId }) => benchmarkId === event.benchmarkId);
  if (held !== undefined && held.at > event.at) return undefined;
  const others = (current?.audits ?? []).filter(({ benchmarkId }) => benchmarkId !== event.benchmarkId);
  const audit: HostAudit = { benchmarkId: event.benchmarkId, at: event.at, results: event.results };
  const audits = [...others, audit].sort((a, b) => (a.benchmarkId < b.benchmarkId ? -1 : 1));
  const base = current ?? { ...blank(event.hostId), hostname: event.hostname };
  return { ...base, audits, revision: base.revision + 1 };
}

/** Takes in what a host was found to have; an older telling changes nothing. */
export function matchHost(current: HostState | undefined, event: FindingChanged): HostState | undefined {
  const matching = matchingOf(current?.matching ?? null, event);
  if (matching === undefined) return undefined;
  const base = current ?? { ...blank(event.subject.id), hostname: event.subject.name };
  return { ...base, matching, revision: base.revision + 1 };
}

/** The facts of a host. */
export function hostFactsOf(state: HostState): HostFacts {
  const { id, hostname, labels, audits, matching } = state;
  const auditedAt = audits
    .map(({ at }) => at)
    .sort()
    .at(-1);
  return {
    id,
    hostname,
    labels,
    scan: scanStateOf(matching, false),
    ...(matching !== null && {
      matchedAt: matching.matchedAt,
      unjudgedEcosystems: matching.unjudgedEcosystems,
      findings: matching.findings.map(findingFactsOf),
    }),
    ...(auditedAt !== undefined && { auditedAt, checks: audits.flatMap(checksOf) }),
  };
}

function checksOf({ benchmarkId, results }: HostAudit): NonNullable<HostFacts['checks']> {
  return results.map(({ checkId, code, title, severity, state, remediation, since }) => ({
    id: checkId,
    benchmark: benchmarkId,
    code,
    title,
    severity,
    state,
    remediation,
    since,
  }));
}

function blank(id: string): HostState {
  return {
    id,
    hostname: id,
    clusterId: null,
    owner: null,
    labels: {},
    removed: false,
    observedAt: null,
    audits: [],
    matching: null,
    revision: 0,
  };
}
