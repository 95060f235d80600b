import type { Severity } from '@bulkhead/core-base';
import type { Evidence, Value } from '../criterion/define.ts';
import type { Effect, SubjectKind, Verdict } from '../vocabulary.ts';

/** How many reasons one policy gives; the others are counted in `omitted`. */
export const MAX_REASONS = 100;

/** Where a rule held, and what it saw there. */
export interface Match {
  /** Name of the rule, or its number in the document, from 1. */
  readonly rule: string;
  /** What the deciding criterion looked at, in words of the input: `workload.containers[app].securityContext.privileged`. */
  readonly path: string;
  readonly operator: string;
  readonly expected: Value;
  readonly actual: Value;
  readonly message: string;
  /** What the other criteria of the rule saw. */
  readonly also: readonly Evidence[];
  /** The vulnerability, when the rule goes through findings. */
  readonly vulnerability?: string;
  /** The image it is about, or the image of the container it is about. */
  readonly image?: string;
  /** What would have to change: the content or name of an image, the workload's own declaration, or the host. */
  readonly about: SubjectKind;
}

/** Why the verdict is what it is: one policy, one rule, one place. */
export interface Reason extends Match {
  readonly policy: string;
  readonly title: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly remediation: readonly string[];
  readonly controls: readonly string[];
  readonly techniques: readonly string[];
}

/** What a policy could not judge. */
export interface Unknown {
  readonly policy: string;
  readonly severity: Severity;
  readonly effect: Effect;
  readonly rule: string;
  readonly path: string;
  readonly message: string;
}

/** A policy that could not be evaluated at all. */
export interface PolicyError {
  readonly policy: string;
  readonly effect: Effect;
  readonly message: string;
}

/** The answer to one evaluation. Equal inputs give equal evaluations, in every order of their lists. */
export interface Evaluation {
  /** The strongest of what the policies say: DENY over ERROR over WARN over ALLOW. SHADOW says nothing. */
  readonly verdict: Verdict;
  /** The most severe policy first, then by name; in a policy in the order of the input. */
  readonly reasons: readonly Reason[];
  readonly unknowns: readonly Unknown[];
  /** What would have been a reason, but for an exception. */
  readonly excepted: readonly { readonly exceptionId: string; readonly reason: Reason }[];
  readonly errors: readonly PolicyError[];
  /** Policies that were asked and had something to be asked about. */
  readonly judged: readonly string[];
  /** Reasons over 100 of one policy. */
  readonly omitted: number;
}
