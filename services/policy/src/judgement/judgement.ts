import type { Decision as StateDecision } from '@bulkhead/core-base';
import type { Subject, ViolationChanged } from '@bulkhead/contracts';
import type { Lifecycle, Policy, PolicyInput, Reason } from '@bulkhead/core-policy';
import type { DecisionRecord } from '../decision/decision.ts';
import { policyIdOf } from '../policy/policy.ts';
import { breach, resolve } from '../violation/violation.ts';
import type { Breach, Violation, ViolationPlace } from '../violation/violation.ts';

/** What is judged again when something about it changed. */
export interface SubjectKey {
  readonly kind: Subject['kind'];
  readonly id: string;
}

/**
 * A subject as it stands: what policies are given, where they are asked, and whom a violation concerns. Images are judged
 * as the registry's, workloads as if they were deployed again, hosts as hosts.
 */
export interface Situation {
  readonly input: PolicyInput;
  readonly point: Lifecycle;
  readonly place: ViolationPlace;
  /** Digest of each image name in the input. */
  readonly digests: ReadonlyMap<string, string>;
}

const SHOWN_REASONS = 3;
const SUMMARY_MAX = 4000;
const VULNERABILITIES_MAX = 10_000;

/** What a decision means for the violations of its subject: what opens, changes or is resolved. */
export function settle(
  current: readonly Violation[],
  judged: { decision: DecisionRecord; situation: Situation; policies: ReadonlyMap<string, Policy> },
  at: Date,
): readonly StateDecision<Violation, ViolationChanged>[] {
  const breaches = breachesOf(judged);
  const held = new Map(current.map((violation) => [violation.policyId, violation]));
  const opened = breaches.flatMap((seen) => breach(held.get(seen.policyId), seen, at) ?? []);
  const broken = new Set(breaches.map(({ policyId }) => policyId));
  const doubtful = doubtfulPolicies(judged);
  const over = current.filter(({ policyId }) => !broken.has(policyId) && !doubtful.has(policyId));
  return [...opened, ...over.flatMap((violation) => resolve(violation, at) ?? [])];
}

/** What is wrong, policy by policy. A policy in SHADOW opens nothing. */
function breachesOf({ decision, situation, policies }: Parameters<typeof settle>[1]): readonly Breach[] {
  const byPolicy = new Map<string, Reason[]>();
  for (const reason of decision.reasons) {
    if (reason.effect === 'SHADOW' || isOfImageItself(reason, decision.subject, policies.get(reason.policy))) continue;
    byPolicy.set(reason.policy, [...(byPolicy.get(reason.policy) ?? []), reason]);
  }
  return [...byPolicy.values()].map((reasons) => breachOf(reasons as [Reason, ...Reason[]], decision, situation));
}

/** What a workload's image is to blame for is that image's violation, if it is judged there too: one cause, one record. */
function isOfImageItself(reason: Reason, subject: Subject, policy: Policy | undefined): boolean {
  if (subject.kind !== 'workload' || reason.about !== 'image' || policy === undefined) return false;
  return policy.scope.length === 0 && policy.lifecycles.includes('REGISTRY');
}

function breachOf(reasons: [Reason, ...Reason[]], decision: DecisionRecord, { place, digests }: Situation): Breach {
  const [{ policy, severity, remediation, techniques, controls }] = reasons;
  const vulnerabilityIds = [...new Set(reasons.flatMap(({ vulnerability }) => vulnerability ?? []))].sort();
  const images = new Set(reasons.flatMap(({ image }) => (image === undefined ? [] : (digests.get(image) ?? []))));
  return {
    ...place,
    imageDigests: place.imageDigests.length > 0 ? place.imageDigests : [...images].sort(),
    policyId: policyIdOf(policy),
    policyName: policy,
    severity,
    subject: decision.subject,
    vulnerabilityIds: vulnerabilityIds.slice(0, VULNERABILITIES_MAX),
    summary: summaryOf(reasons),
    remediation,
    techniques,
    controls,
    decisionId: decision.id,
  };
}

function summaryOf(reasons: readonly [Reason, ...Reason[]]): string {
  const shown = reasons.slice(0, SHOWN_REASONS).map(({ message }) => message);
  const more = reasons.length > SHOWN_REASONS ? `; and ${reasons.length - SHOWN_REASONS} more` : '';
  return `${reasons[0].title}: ${shown.join('; ')}${more}`.slice(0, SUMMARY_MAX);
}

/**
 * Policies that could not be judged: their violations stay as they are. A subject that was judged in part has lost the
 * evidence when the rule does not hold any more; one that was not judged at all has not.
 */
function doubtfulPolicies({ decision, situation }: Parameters<typeof settle>[1]): ReadonlySet<string> {
  const failed = decision.errors.map(({ policy }) => policy);
  const unknown = isUnjudged(situation.input) ? decision.unknowns.map(({ policy }) => policy) : [];
  return new Set([...failed, ...unknown].map(policyIdOf));
}

function isUnjudged({ image, images, host }: PolicyInput): boolean {
  const holders = [image, host, ...Object.values(images ?? {})].filter((holder) => holder !== undefined);
  return holders.some(({ scan }) => scan === 'NOT_SCANNED' || scan === 'UNJUDGED');
}

/** How long a judgement that failed waits before it is tried again: 1 s, 2 s, 4 s ... 10 min. */
export function retryDelayMs(attempts: number): number {
  return Math.min(1000 * 2 ** Math.min(attempts - 1, 20), 600_000);
}
