import type { PolicyRevision } from '@bulkhead/contracts';
import { computedId } from '@bulkhead/core-base';
import type { Decision, Severity } from '@bulkhead/core-base';
import type { Lifecycle, Mode, Policy } from '@bulkhead/core-policy';

/** Where a policy comes from. */
export const POLICY_SOURCES = ['BUILT_IN', 'API'] as const;
export type PolicySource = (typeof POLICY_SOURCES)[number];

/** A policy as it is kept: its document, the revision that holds, and what lists are sorted and filtered by. */
export interface PolicyRecord {
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  readonly categories: readonly string[];
  readonly lifecycles: readonly Lifecycle[];
  /** The YAML document that holds. */
  readonly text: string;
  /** Its revision. */
  readonly digest: string;
  /** What an operator set; null = as the document says. */
  readonly modeOverride: Mode | null;
  /** What holds: the override, or the document's mode where nothing else is said for a point. */
  readonly mode: Mode;
  readonly source: PolicySource;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly changedBy: string;
  readonly revision: number;
}

/** One revision of a policy's document; kept for ever, decisions refer to it. */
export interface PolicyRevisionRecord {
  readonly digest: string;
  readonly policyId: string;
  readonly text: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** A document to hold from now on, read and right. */
export interface PolicyChange {
  readonly policy: Policy;
  readonly text: string;
  /** undefined = keep what is set. */
  readonly modeOverride?: Mode | null;
  readonly source: PolicySource;
  readonly by: string;
  readonly at: Date;
}

/** The id of a policy: its name is unique, and whoever knows the name knows the id. */
export function policyIdOf(name: string): string {
  return computedId('pol', name);
}

/** Makes a document the one that holds. The same document under the same mode changes nothing. */
export function putPolicy(
  current: PolicyRecord | undefined,
  change: PolicyChange,
): Decision<PolicyRecord, PolicyRevision> | undefined {
  const { policy, text, source, by, at } = change;
  const modeOverride = change.modeOverride === undefined ? (current?.modeOverride ?? null) : change.modeOverride;
  if (current?.digest === policy.digest && current.modeOverride === modeOverride) return undefined;
  const next: PolicyRecord = {
    id: policyIdOf(policy.name),
    name: policy.name,
    title: policy.title,
    severity: policy.severity,
    categories: policy.categories,
    lifecycles: policy.lifecycles,
    text,
    digest: policy.digest,
    modeOverride,
    mode: modeOverride ?? policy.mode,
    source,
    createdAt: current?.createdAt ?? at,
    changedAt: at,
    changedBy: by,
    revision: (current?.revision ?? 0) + 1,
  };
  return { next, events: [revisionEvent(next)] };
}

function revisionEvent({ id, name, digest, mode, text, changedBy, changedAt }: PolicyRecord): PolicyRevision {
  return { policyId: id, name, digest, mode, document: text, changedBy, changedAt: changedAt.toISOString() };
}
