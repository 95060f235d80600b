import type { Digest, Severity } from '@bulkhead/core-base';
import type { CelExpression } from './cel/expression.ts';
import type { Criterion } from './criterion/define.ts';
import type { ExampleDocument, Exclusion, Selector } from './language/document.ts';
import type { Lifecycle, Mode, UnknownEffect } from './vocabulary.ts';

/** A native criterion of a rule with its value, or a CEL expression; either may be negated. */
export type CriterionUse =
  | { readonly kind: 'native'; readonly criterion: Criterion; readonly value: unknown; readonly negated: boolean }
  | {
      readonly kind: 'cel';
      readonly expression: CelExpression;
      readonly message: string | undefined;
      readonly negated: boolean;
    };

/** Criteria that must all hold, for one container, finding, component or check. */
export interface Rule {
  readonly name: string | undefined;
  readonly message: string | undefined;
  readonly all: readonly CriterionUse[];
}

/** A policy that was read and is right: every criterion known, every expression type checked. */
export interface Policy {
  readonly name: string;
  readonly title: string;
  readonly severity: Severity;
  readonly categories: readonly string[];
  readonly description: string;
  readonly rationale: string | undefined;
  readonly remediation: readonly string[];
  readonly lifecycles: readonly Lifecycle[];
  /** What it does where nothing else is said for the point. */
  readonly mode: Mode;
  readonly modes: Readonly<Partial<Record<Lifecycle, Mode>>>;
  readonly unknown: UnknownEffect;
  readonly controls: readonly string[];
  readonly techniques: readonly string[];
  readonly scope: readonly Selector[];
  readonly exclusions: readonly Exclusion[];
  readonly rules: readonly Rule[];
  readonly examples: readonly ExampleDocument[];
  /** The document as JSON, as it was written. */
  readonly document: unknown;
  /** SHA-256 of the document's canonical JSON: the revision. Comments, order and layout of the YAML do not change it. */
  readonly digest: Digest;
}

/** What a policy does at a point: its mode there; DISABLED where it is not asked. */
export function modeAt(policy: Policy, point: Lifecycle): Mode {
  return policy.lifecycles.includes(point) ? (policy.modes[point] ?? policy.mode) : 'DISABLED';
}

/** The same policy with one mode for all its points: what an operator sets without editing the document. */
export function withMode(policy: Policy, mode: Mode): Policy {
  return { ...policy, mode, modes: {} };
}
