import { documentDigest, severityRank } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import { CelFailure } from '../cel/expression.ts';
import type { Evidence, Level, Test } from '../criterion/define.ts';
import { EACH_LEVELS, eachLevelOf, levelsOf } from '../language/rule-shape.ts';
import type { EachLevel } from '../language/rule-shape.ts';
import { modeAt } from '../policy.ts';
import type { CriterionUse, Policy, Rule } from '../policy.ts';
import { LIFECYCLES } from '../vocabulary.ts';
import type { Lifecycle, Mode } from '../vocabulary.ts';
import { dayOf } from './exception.ts';
import { compileSelector } from './selector.ts';
import type { Selects } from './selector.ts';
import type { Target } from './target.ts';
import { negate } from './truth.ts';

/** A rule as closures: `single` are asked once per target, `each` once per finding, component or check of it. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly levels: ReadonlySet<Level>;
  readonly single: readonly Test[];
  readonly eachLevel: EachLevel | undefined;
  readonly each: readonly Test[];
}

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly rules: readonly CompiledRule[];
  inScope(target: Target): boolean;
}

/** Policies compiled for evaluation: for each point those that are asked there, the most severe first, then by name. */
export interface CompiledPolicies {
  /** Digest of the revisions and modes: the first part of every decision's id. */
  readonly revisionSet: Digest;
  readonly policies: readonly Policy[];
  readonly byPoint: Readonly<Record<Lifecycle, readonly { readonly compiled: CompiledPolicy; readonly mode: Mode }[]>>;
}

/** Compiles policies once, for any number of evaluations. Pure; costs some 10 us a policy. */
export function compilePolicies(policies: readonly Policy[]): CompiledPolicies {
  const sorted = [...policies].sort(bySeverityAndName);
  const compiled = sorted.map(compilePolicy);
  const byPoint = Object.fromEntries(
    LIFECYCLES.map((point) => [
      point,
      compiled
        .map((one) => ({ compiled: one, mode: modeAt(one.policy, point) }))
        .filter(({ mode }) => mode !== 'DISABLED'),
    ]),
  ) as unknown as CompiledPolicies['byPoint'];
  const revisions = sorted.map(({ name, digest, mode, modes }) => [name, digest, mode, modes]);
  return { revisionSet: documentDigest(revisions), policies: sorted, byPoint };
}

function bySeverityAndName(a: Policy, b: Policy): number {
  const severity = severityRank(b.severity) - severityRank(a.severity);
  if (severity !== 0) return severity;
  return a.name < b.name ? -1 : 1;
}

function compilePolicy(policy: Policy): CompiledPolicy {
  const scope = policy.scope.map(compileSelector);
  const exclusions = policy.exclusions.map((exclusion) => until(exclusion.until, compileSelector(exclusion)));
  return {
    policy,
    rules: policy.rules.map(compileRule),
    inScope: (target) =>
      (scope.length === 0 || scope.some((selects) => selects(target))) &&
      !exclusions.some((selects) => selects(target)),
  };
}

/** An exclusion ends with its day. */
function until(day: string | undefined, selects: Selects): Selects {
  if (day === undefined) return selects;
  return (target) => dayOf(target.asOf) <= day && selects(target);
}

function compileRule(rule: Rule): CompiledRule {
  const levels = levelsOf(rule.all);
  const isEach = (use: CriterionUse): boolean => EACH_LEVELS.some((level) => levelsOf([use]).has(level));
  return {
    rule,
    levels,
    single: rule.all.filter((use) => !isEach(use)).map(compileUse),
    eachLevel: eachLevelOf(levels),
    each: rule.all.filter(isEach).map(compileUse),
  };
}

function compileUse(use: CriterionUse): Test {
  const test = use.kind === 'native' ? use.criterion.compile(use.value) : celTest(use);
  if (!use.negated) return test;
  return {
    test: (target) => negate(test.test(target)),
    explain: (target) => {
      const evidence = test.explain(target);
      return { ...evidence, operator: `not ${evidence.operator}` };
    },
  };
}

function celTest({ expression, message }: CriterionUse & { kind: 'cel' }): Test {
  return {
    test: (target) => expression.test(target),
    explain: (target): Evidence => ({
      path: celPath(expression.levels, target),
      operator: 'cel',
      expected: expression.text,
      actual: null,
      message: message ?? `the expression ${shorten(expression.text)} holds`,
    }),
  };
}

function celPath(levels: ReadonlySet<Level>, target: Target): string {
  if (levels.has('finding')) return target.findingPath;
  if (levels.has('component')) return target.componentPath;
  if (levels.has('check')) return target.checkPath;
  if (levels.has('image')) return target.imagePath;
  if (levels.has('container')) return target.containerPath;
  return levels.has('host') ? 'host' : 'workload';
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 200)}...` : line;
}

/** What stopped a policy, in one sentence. */
export function failureText(error: unknown): string {
  if (error instanceof CelFailure) return error.message;
  return error instanceof Error ? `cannot be judged: ${error.message}` : 'cannot be judged';
}
