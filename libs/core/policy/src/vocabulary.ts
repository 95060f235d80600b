/** The points of a life at which a policy is asked. */
export const LIFECYCLES = ['BUILD', 'REGISTRY', 'PROMOTE', 'DEPLOY', 'RUNTIME', 'HOST'] as const;
export type Lifecycle = (typeof LIFECYCLES)[number];

/** What a policy does when it applies: nothing, be listed only (SHADOW), warn, or deny (ENFORCE). Weakest first. */
export const MODES = ['DISABLED', 'SHADOW', 'WARN', 'ENFORCE'] as const;
export type Mode = (typeof MODES)[number];

/** The answer. ERROR: an enforced policy could not be judged; the caller fails open or closed. */
export const VERDICTS = ['ALLOW', 'WARN', 'ERROR', 'DENY'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What "cannot be judged" does to the verdict; never more than the policy's mode allows. */
export const UNKNOWN_EFFECTS = ['REPORT', 'WARN', 'DENY'] as const;
export type UnknownEffect = (typeof UNKNOWN_EFFECTS)[number];

/** What one reason did to the verdict. */
export const EFFECTS = ['SHADOW', 'WARN', 'DENY'] as const;
export type Effect = (typeof EFFECTS)[number];

/** How much of a subject's content has been judged for vulnerabilities. Only JUDGED allows "there are none" to be said. */
export const SCAN_STATES = ['NOT_SCANNED', 'UNJUDGED', 'PARTIAL', 'JUDGED'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

/** What a judgement can be about. */
export const SUBJECT_KINDS = ['image', 'workload', 'host'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

export const POLICY_API_VERSION = 'bulkhead.dev/v1';

/** Why a policy was refused, or what its author should look at. */
export type PolicyProblemCode =
  | 'POLICY_TOO_LARGE'
  | 'POLICY_NOT_YAML'
  | 'POLICY_ALIAS'
  | 'POLICY_SHAPE'
  | 'POLICY_CRITERION_UNKNOWN'
  | 'POLICY_CRITERION_VALUE'
  | 'POLICY_CEL'
  | 'POLICY_RULE'
  | 'POLICY_NAME_TWICE';

/** One thing that is wrong with a policy document. `line` and `column` start at 1. */
export interface PolicyProblem {
  readonly code: PolicyProblemCode;
  readonly message: string;
  /** Path in the document, as in `spec.rules[0].all[1].severity`. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}
