import type { FindingSummary, SeverityCounts } from '@bulkhead/contracts';
import { computedId, severityRank } from '@bulkhead/core-base';
import type { Severity } from '@bulkhead/core-base';
import type { MatchExplanation } from '@bulkhead/core-advisory';

/** ACTIVE and REGRESSED are open. INACTIVE: no advisory says so any more. FIXED: the component is gone. */
export const FINDING_STATES = ['ACTIVE', 'INACTIVE', 'FIXED', 'REGRESSED'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

export const OPEN_STATES = ['ACTIVE', 'REGRESSED'] as const;

/** An advisory that says so, since when, until when. */
export interface Attribution {
  readonly advisoryId: string;
  readonly source: string;
  readonly snapshot: string;
  readonly since: Date;
  readonly endedAt: Date | null;
}

/** A component of a subject is affected by a vulnerability. Never deleted. */
export interface Finding {
  readonly id: string;
  readonly subjectKind: 'image' | 'host';
  readonly subjectId: string;
  readonly componentId: string;
  readonly purl: string;
  readonly componentName: string;
  readonly version: string;
  readonly vulnerabilityId: string;
  readonly aliases: readonly string[];
  readonly state: FindingState;
  /** Stored, so that a list by state reads an index: state is ACTIVE or REGRESSED. */
  readonly open: boolean;
  readonly severity: Severity;
  readonly severityRank: number;
  readonly cvssScore: number | null;
  readonly fixedIn: readonly string[];
  readonly fixAvailableSince: Date | null;
  /** When the vulnerability was published, as the earliest of its advisories says. */
  readonly publishedAt: Date | null;
  readonly attributions: readonly Attribution[];
  readonly explanation: MatchExplanation;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
}

/** What the advisories of one vulnerability say of one component, today. */
export interface Judged {
  readonly vulnerabilityId: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly cvssScore: number | null;
  readonly fixedIn: readonly string[];
  readonly publishedAt: Date | null;
  readonly explanation: MatchExplanation;
  readonly advisories: readonly { readonly id: string; readonly source: string; readonly snapshot: string }[];
}

export interface FindingPlace {
  readonly subjectKind: 'image' | 'host';
  readonly subjectId: string;
  readonly componentId: string;
  readonly purl: string;
  readonly componentName: string;
  readonly version: string;
}

/** Stable over rescans and over whoever asks: h(kind, subject, purl, vulnerability). */
export function findingId(
  { subjectId, purl }: Pick<FindingPlace, 'subjectId' | 'purl'>,
  vulnerabilityId: string,
): string {
  return computedId('fnd', 'VULNERABILITY', subjectId, purl, vulnerabilityId);
}

/**
 * Brings the findings of one component in one subject up to what is judged today.
 * @returns only what changed
 */
export function reconcile(
  current: readonly Finding[],
  judged: readonly Judged[],
  at: { place: FindingPlace; now: Date },
): readonly Finding[] {
  const held = new Map(current.map((finding) => [finding.vulnerabilityId, finding]));
  const said = new Set(judged.map(({ vulnerabilityId }) => vulnerabilityId));
  const confirmed = judged.flatMap((each) => confirm(held.get(each.vulnerabilityId), each, at) ?? []);
  const ended = current
    .filter(({ vulnerabilityId, open }) => open && !said.has(vulnerabilityId))
    .map((finding) => end(finding, 'INACTIVE', at.now));
  return [...confirmed, ...ended];
}

/** The component is gone from its subject: what was open is fixed. */
export function fix(current: readonly Finding[], now: Date): readonly Finding[] {
  return current.filter(({ open }) => open).map((finding) => end(finding, 'FIXED', now));
}

/** Counts open findings; `kev` is 0 while no KEV catalogue is held. */
export function countOpen(findings: readonly Pick<Finding, 'severity' | 'fixedIn'>[]): SeverityCounts {
  const counts: SeverityCounts = {
    critical: 0,
    high: 0,
    medium: 0,
    low: 0,
    negligible: 0,
    unknown: 0,
    fixable: 0,
    kev: 0,
  };
  for (const { severity, fixedIn } of findings) {
    counts[severity.toLowerCase() as Lowercase<Severity>] += 1;
    if (fixedIn.length > 0) counts.fixable += 1;
  }
  return counts;
}

/** A finding as other services get it. */
export function toSummary(finding: Finding): FindingSummary {
  return {
    findingId: finding.id,
    vulnerabilityId: finding.vulnerabilityId,
    aliases: finding.aliases.slice(0, 200),
    severity: finding.severity,
    cvssScore: finding.cvssScore,
    epss: null,
    kev: null,
    component: finding.componentName.slice(0, 500),
    version: finding.version,
    purl: finding.purl,
    fixedIn: finding.fixedIn.slice(0, 100),
    state: finding.state,
    firstSeen: finding.firstSeen.toISOString(),
    publishedAt: finding.publishedAt?.toISOString() ?? null,
    fixAvailableAt: finding.fixAvailableSince?.toISOString() ?? null,
  };
}

function confirm(
  current: Finding | undefined,
  judged: Judged,
  { place, now }: { place: FindingPlace; now: Date },
): Finding | undefined {
  const { vulnerabilityId, aliases, severity, cvssScore, fixedIn, publishedAt, explanation } = judged;
  const attributions = attribute(current?.attributions ?? [], judged.advisories, now);
  const state = confirmedState(current?.state);
  const next: Finding = {
    id: findingId(place, vulnerabilityId),
    ...place,
    vulnerabilityId,
    aliases,
    state,
    open: true,
    severity,
    severityRank: severityRank(severity),
    cvssScore,
    fixedIn,
    fixAvailableSince: fixedIn.length === 0 ? null : (current?.fixAvailableSince ?? now),
    publishedAt,
    attributions,
    explanation,
    firstSeen: current?.firstSeen ?? now,
    lastSeen: now,
  };
  return current !== undefined && isSame(current, next) ? undefined : next;
}

function confirmedState(current: FindingState | undefined): FindingState {
  return current === 'FIXED' || current === 'REGRESSED' ? 'REGRESSED' : 'ACTIVE';
}

function attribute(held: readonly Attribution[], advisories: Judged['advisories'], now: Date): readonly Attribution[] {
  const said = new Set(advisories.map(({ id }) => id));
  const kept = held.map((each) =>
    each.endedAt === null && !said.has(each.advisoryId) ? { ...each, endedAt: now } : each,
  );
  const open = new Set(kept.filter(({ endedAt }) => endedAt === null).map(({ advisoryId }) => advisoryId));
  const fresh = advisories.filter(({ id }) => !open.has(id));
  return [
    ...kept,
    ...fresh.map(({ id, source, snapshot }) => ({ advisoryId: id, source, snapshot, since: now, endedAt: null })),
  ];
}

function end(finding: Finding, state: 'INACTIVE' | 'FIXED', now: Date): Finding {
  const attributions = finding.attributions.map((each) => (each.endedAt === null ? { ...each, endedAt: now } : each));
  return { ...finding, state, open: false, attributions, lastSeen: now };
}

function isSame(a: Finding, b: Finding): boolean {
  return JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));
}

function comparable({ state, severity, cvssScore, fixedIn, aliases, attributions, explanation }: Finding): unknown {
  const open = attributions.filter(({ endedAt }) => endedAt === null).map(({ advisoryId }) => advisoryId);
  return [
    state,
    severity,
    cvssScore,
    fixedIn,
    aliases,
    open.sort(),
    attributions.length,
    explanation.decision,
    explanation.comparison,
  ];
}
