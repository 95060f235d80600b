import type { RuntimeEvent as RuntimeEventMessage, ViolationChanged } from '@bulkhead/contracts';
import type { Severity } from '@bulkhead/core-base';
import type { RemediationStep, ViolationState } from './incident.ts';

/** Something that may open an incident or belong to one: a violation that changed, or a runtime event. */
export interface Signal {
  readonly kind: 'VIOLATION' | 'RUNTIME_EVENT';
  readonly id: string;
  readonly at: Date;
  /** The title of the incident that it opens, or is the worst of. */
  readonly title: string;
  readonly summary: string;
  readonly severity: Severity;
  readonly ownerTeamId: string | null;
  /** What else the same cause brought has the same key; null = not known. */
  readonly causeKey: string | null;
  readonly lineageKeys: readonly string[];
  readonly hostIds: readonly string[];
  readonly imageDigests: readonly string[];
  readonly techniques: readonly string[];
  readonly remediation: readonly Omit<RemediationStep, 'order'>[];
  /** State of the violation; null for a runtime event. */
  readonly violationState: ViolationState | null;
}

const TITLE_LIMIT = 1000;

/** A violation as a signal; what to do comes from the policy's own reasons. */
export function violationSignal(violation: ViolationChanged): Signal {
  const { policyName, subject, remediation } = violation;
  return {
    kind: 'VIOLATION',
    id: violation.violationId,
    at: new Date(violation.at),
    title: `${policyName}: ${subject.name}`.slice(0, TITLE_LIMIT),
    summary: violation.summary === '' ? policyName : violation.summary,
    severity: violation.severity,
    ownerTeamId: violation.ownerTeamId,
    causeKey: violation.causeKey,
    lineageKeys: violation.lineageKeys,
    hostIds: violation.hostIds,
    imageDigests: violation.imageDigests,
    techniques: violation.techniques,
    remediation: remediation.map((detail) => ({ title: policyName, detail, target: subject.name })),
    violationState: violation.state,
  };
}

/** A runtime event as a signal. It brings no steps of its own: what to do about it is a person's to say. */
export function runtimeSignal(event: RuntimeEventMessage): Signal {
  const where = event.workloadName ?? event.container ?? event.hostId;
  return {
    kind: 'RUNTIME_EVENT',
    id: event.eventId,
    at: new Date(event.at),
    title: (where === null ? event.type : `${event.type}: ${where}`).slice(0, TITLE_LIMIT),
    summary: event.summary === '' ? event.type : event.summary,
    severity: event.severity,
    ownerTeamId: event.ownerTeamId,
    causeKey: null,
    lineageKeys: event.lineageKey === null ? [] : [event.lineageKey],
    hostIds: event.hostId === null ? [] : [event.hostId],
    imageDigests: event.imageDigest === null ? [] : [event.imageDigest],
    techniques: event.techniques,
    remediation: [],
    violationState: null,
  };
}

/** True while the violation stands; RESOLVED and EXCEPTED ones ask nothing of anybody. */
export function isStanding(state: ViolationState): boolean {
  return state === 'OPEN' || state === 'ACKNOWLEDGED';
}
