import { compareSeverity, computedId, severityRank } from '@bulkhead/core-base';
import type { Severity } from '@bulkhead/core-base';
import { incidentChanged, isOver, moved, tellsNothingNew, timelineEntry } from './incident.ts';
import type {
  Incident,
  IncidentDecision,
  IncidentViolation,
  NoticeKind,
  RemediationStep,
  TimelineEntry,
} from './incident.ts';
import { isStanding } from './signal.ts';
import type { Signal } from './signal.ts';

export interface CorrelationRules {
  /** How long after the last signal on a workload, host or image another one still belongs to the same incident. */
  readonly windowMs: number;
  /** Weaker signals open nothing, but join what is open. UNKNOWN is not weaker: nobody has judged it. */
  readonly openFrom: Severity;
}

/** An incident that a key of the signal leads to. */
export interface Candidate {
  readonly key: string;
  /** When the key last saw a signal. */
  readonly at: Date;
  readonly incident: Incident;
}

/** An incident that already holds the violation, and those the keys lead to. */
export interface Candidates {
  readonly holding: Incident | undefined;
  readonly byKey: readonly Candidate[];
}

const KEYS_PER_KIND = 100;
const LISTED = {
  lineageKeys: 10_000,
  hostIds: 10_000,
  imageDigests: 1000,
  violations: 10_000,
  techniques: 200,
} as const;
const STEPS = 100;
/** The timeline is for people: further events are counted, kept and listed, but not told line by line. */
const TOLD_EVENTS = 1000;

/**
 * Keys of a signal, strongest first: its cause, its workloads, its hosts, its images. Cause and image reach over teams,
 * so the owner is part of them: every team has its own incident. A host counts only where no workload is known, or
 * everything on one machine would become one incident.
 */
export function correlationKeys(signal: Signal): string[] {
  const owner = signal.ownerTeamId ?? '';
  const lineages = signal.lineageKeys.slice(0, KEYS_PER_KIND);
  const hosts = lineages.length > 0 ? [] : signal.hostIds.slice(0, KEYS_PER_KIND);
  return [
    ...(signal.causeKey === null ? [] : [`cause:${owner}:${signal.causeKey}`]),
    ...lineages.map((lineageKey) => `lineage:${lineageKey}`),
    ...hosts.map((hostId) => `host:${hostId}`),
    ...signal.imageDigests.slice(0, KEYS_PER_KIND).map((digest) => `image:${owner}:${digest}`),
  ];
}

/**
 * What a signal does: joins the incident it belongs to, opens one, or nothing (undefined). Joining asks, in this order:
 * the incident that holds the violation, then the strongest key that leads to one that is not over, by the same team,
 * and within the window (a common cause has no window).
 */
export function takeSignal(
  signal: Signal,
  candidates: Candidates,
  rules: CorrelationRules,
): IncidentDecision | undefined {
  const { holding } = candidates;
  if (holding !== undefined && !(isOver(holding.state) && comesBack(holding, signal))) return join(holding, signal);
  const found = candidateFor(signal, candidates.byKey, rules);
  if (signal.violationState !== null && !isStanding(signal.violationState)) return undefined;
  if (found !== undefined) return join(found, signal);
  return isStrongEnough(signal.severity, rules.openFrom) ? open(signal) : undefined;
}

/** A violation that had gone and stands again is news, also after its incident is over. */
function comesBack({ violations }: Incident, signal: Signal): boolean {
  const held = violations.find(({ id }) => id === signal.id);
  return signal.violationState !== null && isStanding(signal.violationState) && !isStanding(held?.state ?? 'RESOLVED');
}

function candidateFor(signal: Signal, candidates: readonly Candidate[], rules: CorrelationRules): Incident | undefined {
  for (const key of correlationKeys(signal)) {
    const candidate = candidates.find((each) => each.key === key);
    if (candidate === undefined || isOver(candidate.incident.state)) continue;
    const apart = Math.abs(signal.at.getTime() - candidate.at.getTime());
    const isNear = key.startsWith('cause:') || apart <= rules.windowMs;
    if (isNear && isSameTeam(candidate.incident, signal)) return candidate.incident;
  }
  return undefined;
}

/** An owner that is not known speaks against nobody. */
function isSameTeam({ ownerTeamId: held }: Incident, { ownerTeamId: given }: Signal): boolean {
  return held === null || given === null || held === given;
}

function isStrongEnough(severity: Severity, openFrom: Severity): boolean {
  return severity === 'UNKNOWN' || severityRank(severity) >= severityRank(openFrom);
}

function open(signal: Signal): IncidentDecision {
  const empty: Incident = {
    id: computedId('inc', signal.kind, signal.id, signal.at.toISOString()),
    title: signal.title,
    severity: signal.severity,
    state: 'OPEN',
    ownerTeamId: signal.ownerTeamId,
    lineageKeys: [],
    hostIds: [],
    imageDigests: [],
    violations: [],
    techniques: [],
    remediation: [],
    eventCount: 0,
    truncated: false,
    openedAt: signal.at,
    containedAt: null,
    closedAt: null,
    lastSignalAt: signal.at,
    revision: 0,
  };
  const incident = { ...grow(empty, signal), revision: 1 };
  const opened = timelineEntry(incident, { kind: 'OPENED', ref: incident.id, at: signal.at, summary: signal.title });
  return {
    next: {
      incident,
      timeline: [opened, signalEntry(incident, signal, undefined)],
      keys: correlationKeys(signal),
      notices: ['OPENED'],
    },
    events: [incidentChanged(incident, signal.at)],
  };
}

function join(held: Incident, signal: Signal): IncidentDecision | undefined {
  const before = held.violations.find(({ id }) => id === signal.id);
  const grown = grow(held, signal);
  const raised = compareSeverity(grown.severity, held.severity) > 0;
  const closes = isDone(grown);
  const incident = closes ? moved(grown, 'CLOSED', signal.at) : { ...grown, revision: held.revision + 1 };
  const isRepeat = before !== undefined && before.state === signal.violationState;
  if (isRepeat && !raised && tellsNothingNew(held, incident)) return undefined;

  const isUntold = isRepeat || (signal.violationState === null && incident.eventCount > TOLD_EVENTS);
  const timeline: TimelineEntry[] = isUntold ? [] : [signalEntry(incident, signal, before)];
  const notices: NoticeKind[] = [];
  if (raised && !isOver(held.state)) {
    notices.push('SEVERITY_RAISED');
    const summary = `${held.severity} -> ${incident.severity}`;
    timeline.push(timelineEntry(incident, { kind: 'SEVERITY_RAISED', ref: signal.id, at: signal.at, summary }));
  }
  if (closes) {
    notices.push('STATE_CHANGED');
    const summary = 'OPEN -> CLOSED: every violation is gone before anybody took it up';
    timeline.push(timelineEntry(incident, { kind: 'STATE_CHANGED', ref: incident.id, at: signal.at, summary }));
  }
  const keys = isOver(incident.state) ? [] : correlationKeys(signal);
  const events = tellsNothingNew(held, incident) ? [] : [incidentChanged(incident, signal.at)];
  return { next: { incident, timeline, keys, notices }, events };
}

/** Violations alone, all of them gone, and nobody has touched it: there is nothing to respond to. */
function isDone({ state, eventCount, violations }: Incident): boolean {
  return state === 'OPEN' && eventCount === 0 && violations.every((violation) => !isStanding(violation.state));
}

function signalEntry(incident: Incident, signal: Signal, before: IncidentViolation | undefined): TimelineEntry {
  const { id: ref, at } = signal;
  if (signal.violationState === null) {
    return timelineEntry(incident, { kind: 'RUNTIME_EVENT', ref, at, summary: signal.summary });
  }
  if (before === undefined)
    return timelineEntry(incident, { kind: 'VIOLATION_OPENED', ref, at, summary: signal.summary });
  const summary = `${before.state} -> ${signal.violationState}: ${signal.summary}`;
  return timelineEntry(incident, { kind: 'VIOLATION_CHANGED', ref, at, summary });
}

/** The incident with what the signal adds to it; the revision is the caller's to move. */
function grow(incident: Incident, signal: Signal): Incident {
  const lineageKeys = union(incident.lineageKeys, signal.lineageKeys);
  const hostIds = union(incident.hostIds, signal.hostIds);
  const imageDigests = union(incident.imageDigests, signal.imageDigests);
  const techniques = union(incident.techniques, signal.techniques);
  const violations = withViolation(incident.violations, signal);
  const remediation = withSteps(incident.remediation, signal);
  const truncated =
    incident.truncated ||
    lineageKeys.length > LISTED.lineageKeys ||
    hostIds.length > LISTED.hostIds ||
    imageDigests.length > LISTED.imageDigests ||
    techniques.length > LISTED.techniques ||
    violations.length > LISTED.violations ||
    remediation.length > STEPS;
  // It is called after the worst it holds: a person reads the title first.
  const { title, severity } = compareSeverity(signal.severity, incident.severity) > 0 ? signal : incident;
  return {
    ...incident,
    title,
    severity,
    ownerTeamId: incident.ownerTeamId ?? signal.ownerTeamId,
    lineageKeys: lineageKeys.slice(0, LISTED.lineageKeys),
    hostIds: hostIds.slice(0, LISTED.hostIds),
    imageDigests: imageDigests.slice(0, LISTED.imageDigests),
    techniques: techniques.slice(0, LISTED.techniques),
    violations: violations.slice(0, LISTED.violations),
    remediation: remediation.slice(0, STEPS),
    eventCount: incident.eventCount + (signal.kind === 'RUNTIME_EVENT' ? 1 : 0),
    lastSignalAt: signal.at > incident.lastSignalAt ? signal.at : incident.lastSignalAt,
    truncated,
  };
}

function union(held: readonly string[], added: readonly string[]): readonly string[] {
  return [...new Set([...held, ...added])];
}

function withViolation(held: readonly IncidentViolation[], signal: Signal): readonly IncidentViolation[] {
  if (signal.violationState === null) return held;
  const { id, severity, summary, violationState: state } = signal;
  const violation = { id, state, severity, summary: summary.slice(0, 1000) };
  const index = held.findIndex((each) => each.id === id);
  return index === -1 ? [...held, violation] : held.with(index, violation);
}

function withSteps(held: readonly RemediationStep[], signal: Signal): readonly RemediationStep[] {
  const known = new Set(held.map(({ target, detail }) => `${target}\n${detail}`));
  const added = signal.remediation.filter(({ target, detail }) => !known.has(`${target}\n${detail}`));
  return [...held, ...added.map((step, index) => ({ ...step, order: held.length + index + 1 }))];
}
