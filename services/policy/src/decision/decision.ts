import type { DecisionMade, Subject } from '@bulkhead/contracts';
import { documentDigest } from '@bulkhead/core-base';
import { decisionId, evaluate, inputDigest } from '@bulkhead/core-policy';
import type { CompiledPolicies, Evaluation, Lifecycle, PolicyInput } from '@bulkhead/core-policy';
import { policyIdOf } from '../policy/policy.ts';

/** An answer that is kept: what was asked, of which revisions, and why it is what it is. */
export interface DecisionRecord extends Evaluation {
  /** h(revisions, input, point, day): asking the same again gives the same id. */
  readonly id: string;
  readonly point: Lifecycle;
  readonly subject: Subject;
  readonly inputDigest: string;
  /** Digest of the revisions and modes it was judged by. */
  readonly revisionSet: string;
  /** The day it was judged on, as in 2026-11-22. */
  readonly asOf: string;
  readonly at: Date;
  /** What the answer says, for comparing it with the one before. */
  readonly answerDigest: string;
}

/** Judges an input on the day of `at`. */
export function decide(
  compiled: CompiledPolicies,
  input: PolicyInput,
  { point, at }: { readonly point: Lifecycle; readonly at: Date },
): DecisionRecord {
  const asOf = at.toISOString().slice(0, 10);
  const evaluation = evaluate(compiled, input, { point, asOf });
  const digest = inputDigest(input);
  return {
    ...evaluation,
    id: decisionId({ policies: compiled, input: digest, point, asOf }),
    point,
    subject: { ...input.subject },
    inputDigest: digest,
    revisionSet: compiled.revisionSet,
    asOf,
    at,
    answerDigest: documentDigest(evaluation),
  };
}

/** What others learn of a decision. */
export function decisionEvent(decision: DecisionRecord): DecisionMade {
  const { id, point, verdict, subject, inputDigest, reasons, at } = decision;
  const policies = [...new Set(reasons.map(({ policy }) => policyIdOf(policy)))].slice(0, 1000);
  return { decisionId: id, point, verdict, subject: { ...subject }, inputDigest, policies, at: at.toISOString() };
}
