import type { IncidentChanged } from '@bulkhead/contracts';
import { computedId, documentDigest } from '@bulkhead/core-base';
import type { Decision, Severity } from '@bulkhead/core-base';

export const INCIDENT_STATES = ['OPEN', 'TRIAGED', 'CONTAINED', 'ERADICATED', 'CLOSED', 'FALSE_POSITIVE'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

export const TIMELINE_KINDS = [
  'OPENED',
  'VIOLATION_OPENED',
  'VIOLATION_CHANGED',
  'RUNTIME_EVENT',
  'SEVERITY_RAISED',
  'STATE_CHANGED',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export const VIOLATION_STATES = ['OPEN', 'ACKNOWLEDGED', 'EXCEPTED', 'RESOLVED'] as const;
export type ViolationState = (typeof VIOLATION_STATES)[number];

/** What an incident keeps of a violation; the rest is policy's. */
export interface IncidentViolation {
  readonly id: string;
  readonly state: ViolationState;
  readonly severity: Severity;
  readonly summary: string;
}

/** One thing to do, in order. `target` is what it is to be done to: a lineage key, digest, host or policy. */
export interface RemediationStep {
  readonly order: number;
  readonly title: string;
  readonly detail: string;
  readonly target: string;
}

/** Signals that belong together, the people who answer for it, and how far they are. */
export interface Incident {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly state: IncidentState;
  readonly ownerTeamId: string | null;
  readonly lineageKeys: readonly string[];
  readonly hostIds: readonly string[];
  readonly imageDigests: readonly string[];
  readonly violations: readonly IncidentViolation[];
  readonly techniques: readonly string[];
  readonly remediation: readonly RemediationStep[];
  /** How many runtime events it took in. */
  readonly eventCount: number;
  /** There was more to list than an incident holds. */
  readonly truncated: boolean;
  readonly openedAt: Date;
  readonly containedAt: Date | null;
  readonly closedAt: Date | null;
  readonly lastSignalAt: Date;
  readonly revision: number;
}

/** One line of what happened. Its id is computed, so that the same thing is told once. */
export interface TimelineEntry {
  readonly id: string;
  readonly incidentId: string;
  readonly at: Date;
  readonly kind: TimelineKind;
  /** What it is about: a violation, a runtime event, or the incident itself. */
  readonly ref: string;
  readonly summary: string;
  /** Who did it; null = the system. */
  readonly by: string | null;
}

/** What people are told about. Growth alone is not: an incident with a thousand events is told once. */
export const NOTICE_KINDS = ['OPENED', 'SEVERITY_RAISED', 'STATE_CHANGED'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Everything one change of an incident writes, in one transaction. */
export interface IncidentChange {
  readonly incident: Incident;
  readonly timeline: readonly TimelineEntry[];
  /** Correlation keys that lead to this incident from now on. */
  readonly keys: readonly string[];
  readonly notices: readonly NoticeKind[];
}

export type IncidentDecision = Decision<IncidentChange, IncidentChanged>;

export interface Transition {
  readonly to: IncidentState;
  readonly expectedState: IncidentState;
  readonly comment: string;
  readonly by: string;
}

export const REFUSALS = ['NOT_ALLOWED', 'STATE_MOVED'] as const;
export interface TransitionRefused {
  readonly reason: (typeof REFUSALS)[number];
  readonly current: IncidentState;
  readonly allowed: readonly IncidentState[];
}

export type TransitionOutcome =
  | { readonly kind: 'moved'; readonly decision: IncidentDecision }
  | { readonly kind: 'refused'; readonly refused: TransitionRefused };

/** OPEN -> TRIAGED -> CONTAINED -> ERADICATED -> CLOSED, and FALSE_POSITIVE from wherever it is still open. */
const NEXT: Readonly<Record<IncidentState, readonly IncidentState[]>> = {
  OPEN: ['TRIAGED', 'FALSE_POSITIVE'],
  TRIAGED: ['CONTAINED', 'FALSE_POSITIVE'],
  CONTAINED: ['ERADICATED', 'FALSE_POSITIVE'],
  ERADICATED: ['CLOSED', 'FALSE_POSITIVE'],
  CLOSED: [],
  FALSE_POSITIVE: [],
};

/** States that a person may move an incident to from here. */
export function nextStates(state: IncidentState): readonly IncidentState[] {
  return NEXT[state];
}

/** True when nothing more is expected of anybody. */
export function isOver(state: IncidentState): boolean {
  return NEXT[state].length === 0;
}

/** Moves an incident on, or says why not: somebody else was faster, or the step is not one. */
export function transition(
  incident: Incident,
  { to, expectedState, comment, by }: Transition,
  at: Date,
): TransitionOutcome {
  const { state: current } = incident;
  const allowed = NEXT[current];
  if (current !== expectedState) return { kind: 'refused', refused: { reason: 'STATE_MOVED', current, allowed } };
  if (!allowed.includes(to)) return { kind: 'refused', refused: { reason: 'NOT_ALLOWED', current, allowed } };
  const next = moved(incident, to, at);
  const summary = comment === '' ? `${current} -> ${to}` : `${current} -> ${to}: ${comment}`;
  const entry = timelineEntry(next, { kind: 'STATE_CHANGED', ref: `${next.id}@${next.revision}`, at, summary, by });
  const change = { incident: next, timeline: [entry], keys: [], notices: ['STATE_CHANGED'] as const };
  return { kind: 'moved', decision: { next: change, events: [incidentChanged(next, at)] } };
}

/** The incident in another state, with the dates and the revision that follow. */
export function moved(incident: Incident, state: IncidentState, at: Date): Incident {
  return {
    ...incident,
    state,
    containedAt: state === 'CONTAINED' ? at : incident.containedAt,
    closedAt: isOver(state) ? at : null,
    revision: incident.revision + 1,
  };
}

export function timelineEntry(
  { id: incidentId }: Incident,
  entry: Omit<TimelineEntry, 'id' | 'incidentId' | 'by'> & { readonly by?: string },
): TimelineEntry {
  const { kind, ref, at, summary, by = null } = entry;
  const id = computedId('tle', incidentId, kind, ref, at.toISOString());
  return { id, incidentId, at, kind, ref, summary: summary.slice(0, 4000), by };
}

/** The event that tells others of the incident as it is now. */
export function incidentChanged(incident: Incident, at: Date): IncidentChanged {
  return {
    incidentId: incident.id,
    title: incident.title,
    state: incident.state,
    severity: incident.severity,
    ownerTeamId: incident.ownerTeamId,
    lineageKeys: [...incident.lineageKeys],
    imageDigests: [...incident.imageDigests],
    hostIds: [...incident.hostIds],
    violationIds: incident.violations.map(({ id }) => id),
    at: at.toISOString(),
  };
}

/** True when others would learn something: growth of a count alone is not told. */
export function tellsNothingNew(before: Incident, after: Incident): boolean {
  const at = new Date(0);
  return documentDigest(incidentChanged(before, at)) === documentDigest(incidentChanged(after, at));
}
