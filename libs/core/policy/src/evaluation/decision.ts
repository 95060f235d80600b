import { computedId, documentDigest } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import type { PolicyInput } from '../facts.ts';
import type { Lifecycle } from '../vocabulary.ts';
import type { CompiledPolicies } from './compile.ts';
import type { CompiledExceptions } from './exception.ts';

/** Digest of an input, independent of the order of its members. */
export function inputDigest(input: PolicyInput): Digest {
  return documentDigest(input);
}

/** What a decision was made of. */
export interface DecisionParts {
  readonly policies: CompiledPolicies;
  readonly input: Digest;
  readonly point: Lifecycle;
  /** Day, `2027-01-31`. */
  readonly asOf: string;
  readonly exceptions?: CompiledExceptions;
}

/**
 * The id of a decision: revisions, exceptions, input (feed snapshots are part of it), point and day. The same question
 * has the same id, so that asking again is free and an answer can be replayed.
 */
export function decisionId({ policies, input, point, asOf, exceptions = [] }: DecisionParts): string {
  const excepted = exceptions.length === 0 ? '' : documentDigest(exceptions.map(({ exception }) => exception));
  return computedId('dec', policies.revisionSet, excepted, input, point, asOf);
}

/** The id of the violation of a policy by a subject: it stays the same however often it opens again. */
export function violationId(policyName: string, subject: { readonly kind: string; readonly id: string }): string {
  return computedId('vio', policyName, subject.kind, subject.id);
}
