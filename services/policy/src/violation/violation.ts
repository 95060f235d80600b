import type { Subject, ViolationChanged } from '@bulkhead/contracts';
import { computedId } from '@bulkhead/core-base';
import type { Decision, Severity } from '@bulkhead/core-base';
import { violationId } from '@bulkhead/core-policy';

export const VIOLATION_STATES = ['OPEN', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export type ViolationState = (typeof VIOLATION_STATES)[number];

/** Where a violation matters, and who answers there. */
export interface ViolationPlace {
  readonly clusterId: string | null;
  /** Workloads it is about, or that run the image. */
  readonly lineageKeys: readonly string[];
  readonly imageDigests: readonly string[];
  readonly hostIds: readonly string[];
  readonly ownerTeamId: string | null;
}

/** That a subject breaks a policy, as one decision sees it. */
export interface Breach extends ViolationPlace {
  readonly policyId: string;
  readonly policyName: string;
  readonly severity: Severity;
  readonly subject: Subject;
  readonly vulnerabilityIds: readonly string[];
  readonly summary: string;
  readonly remediation: readonly string[];
  readonly techniques: readonly string[];
  readonly controls: readonly string[];
  readonly decisionId: string;
}

/** A policy broken by a subject: one record however often it opens again. */
export interface Violation extends Breach {
  /** h(policy, subject) */
  readonly id: string;
  readonly state: ViolationState;
  /** Groups what one cause brought: one advisory breaks a policy in many images. */
  readonly causeKey: string;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly resolvedAt: Date | null;
  /** How often it opened, or grew by something new. */
  readonly occurrences: number;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: Date | null;
  readonly comment: string | null;
  readonly revision: number;
}

type ViolationDecision = Decision<Violation, ViolationChanged>;

/** `lastSeen` moves at least this often while a violation stands; in between, seeing the same again writes nothing. */
const SEEN_AGAIN_MS = 6 * 3_600_000;

/**
 * A breach was seen. Opens the violation, reopens a resolved one, and puts an acknowledged one back to OPEN when it has
 * vulnerabilities nobody acknowledged. Tells others only when there is news for them; undefined when there is nothing
 * to write down either.
 */
export function breach(current: Violation | undefined, seen: Breach, at: Date): ViolationDecision | undefined {
  if (current === undefined) return told(open(seen, at), null, at);
  const fresh = seen.vulnerabilityIds.filter((id) => !current.vulnerabilityIds.includes(id));
  const isReopened = current.state === 'RESOLVED';
  const isNews = isReopened || fresh.length > 0;
  const next: Violation = {
    ...current,
    ...seen,
    state: isNews ? 'OPEN' : current.state,
    causeKey: isNews ? causeKeyOf(seen, isReopened ? seen.vulnerabilityIds : fresh) : current.causeKey,
    lastSeen: at,
    resolvedAt: null,
    occurrences: current.occurrences + (isNews ? 1 : 0),
    ...(isNews && { acknowledgedBy: null, acknowledgedAt: null, comment: null }),
    revision: current.revision + 1,
  };
  if (isNews || concernsOthers(current, next)) return told(next, current.state, at);
  const isRecent = at.getTime() - current.lastSeen.getTime() < SEEN_AGAIN_MS;
  return isRecent && current.decisionId === seen.decisionId ? undefined : { next, events: [] };
}

/** The subject does not break the policy any more, or nobody asks. Nothing happens to what is resolved. */
export function resolve(current: Violation, at: Date): ViolationDecision | undefined {
  if (current.state === 'RESOLVED') return undefined;
  const next: Violation = { ...current, state: 'RESOLVED', resolvedAt: at, revision: current.revision + 1 };
  return told(next, current.state, at);
}

/** Somebody has seen it and looks after it. Nothing happens to what is not open. */
export function acknowledge(
  current: Violation,
  by: { subject: string; comment: string; at: Date },
): ViolationDecision | undefined {
  if (current.state !== 'OPEN') return undefined;
  const next: Violation = {
    ...current,
    state: 'ACKNOWLEDGED',
    acknowledgedBy: by.subject,
    acknowledgedAt: by.at,
    comment: by.comment,
    revision: current.revision + 1,
  };
  return told(next, 'OPEN', by.at);
}

function open(seen: Breach, at: Date): Violation {
  return {
    ...seen,
    id: violationId(seen.policyName, seen.subject),
    state: 'OPEN',
    causeKey: causeKeyOf(seen, seen.vulnerabilityIds),
    firstSeen: at,
    lastSeen: at,
    resolvedAt: null,
    occurrences: 1,
    acknowledgedBy: null,
    acknowledgedAt: null,
    comment: null,
    revision: 1,
  };
}

/**
 * One cause, one key: the vulnerability that brought it (the smallest id, where several came at once) for every subject
 * that has it; otherwise the policy and the subject themselves.
 */
function causeKeyOf({ policyName, subject }: Breach, vulnerabilityIds: readonly string[]): string {
  const [first] = [...vulnerabilityIds].sort();
  return first === undefined ? computedId('cau', policyName, subject.kind, subject.id) : computedId('cau', first);
}

/** Whether somebody outside acts differently now: another owner, another place, another weight. */
function concernsOthers(before: Violation, after: Violation): boolean {
  const face = (violation: Violation): string =>
    JSON.stringify([violation.ownerTeamId, violation.severity, violation.lineageKeys, violation.hostIds]);
  return face(before) !== face(after);
}

function told(next: Violation, previousState: ViolationState | null, at: Date): ViolationDecision {
  return { next, events: [eventOf(next, previousState, at)] };
}

function eventOf(violation: Violation, previousState: ViolationState | null, at: Date): ViolationChanged {
  return {
    violationId: violation.id,
    causeKey: violation.causeKey,
    state: violation.state,
    previousState,
    policyId: violation.policyId,
    policyName: violation.policyName,
    severity: violation.severity,
    subject: { ...violation.subject },
    clusterId: violation.clusterId,
    lineageKeys: [...violation.lineageKeys],
    imageDigests: [...violation.imageDigests],
    hostIds: [...violation.hostIds],
    ownerTeamId: violation.ownerTeamId,
    vulnerabilityIds: [...violation.vulnerabilityIds],
    summary: violation.summary,
    remediation: [...violation.remediation],
    techniques: [...violation.techniques],
    decisionId: violation.decisionId,
    occurrences: violation.occurrences,
    at: at.toISOString(),
  };
}
