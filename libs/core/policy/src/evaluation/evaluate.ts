import { Fault } from '@bulkhead/core-base';
import type { Container } from '@bulkhead/core-workload';
import { CEL_LIMITS } from '../cel/expression.ts';
import type { ImageFacts, PolicyInput } from '../facts.ts';
import type { Policy } from '../policy.ts';
import { VERDICTS } from '../vocabulary.ts';
import type { Effect, Lifecycle, Mode, UnknownEffect, Verdict } from '../vocabulary.ts';
import { failureText } from './compile.ts';
import type { CompiledPolicies, CompiledPolicy } from './compile.ts';
import type { CompiledExceptions } from './exception.ts';
import type { Evaluation, PolicyError, Reason, Unknown } from './evaluation.ts';
import { RuleRun } from './rule-run.ts';
import type { Found } from './rule-run.ts';
import { Target } from './target.ts';

export interface EvaluateOptions {
  /** The day it is judged on, `2027-01-31` (UTC): ages and ends of exceptions are counted from it. */
  readonly asOf: string;
  readonly exceptions?: CompiledExceptions;
}

export type EvaluateFault = 'POLICY_AS_OF_INVALID';

/**
 * Judges an input at a point of its life: a pure function of its arguments, the same in CI, registry, admission, run
 * time, on hosts and in simulation. One policy that fails (CEL out of its budget) is an error of that policy; the others
 * are judged.
 *
 * @throws Fault POLICY_AS_OF_INVALID when `asOf` is no day
 */
export function evaluate(
  compiled: CompiledPolicies,
  input: PolicyInput,
  at: { point: Lifecycle } & EvaluateOptions,
): Evaluation {
  const asOf = Date.parse(`${at.asOf}T00:00:00Z`);
  if (Number.isNaN(asOf)) {
    throw new Fault<EvaluateFault>('invalid', 'POLICY_AS_OF_INVALID', `"${at.asOf}" is not a day such as 2027-01-31`);
  }
  const judgement = new Judgement(at.exceptions ?? []);
  const target = new Target(asOf, input.context);
  for (const { compiled: policy, mode } of compiled.byPoint[at.point]) judgement.judge(policy, mode, { input, target });
  return judgement.result();
}

interface Given {
  readonly input: PolicyInput;
  readonly target: Target;
}

/** Gathers what the policies say, one after the other. */
class Judgement {
  readonly #exceptions: CompiledExceptions;
  readonly #reasons: Reason[] = [];
  readonly #unknowns: Unknown[] = [];
  readonly #excepted: { exceptionId: string; reason: Reason }[] = [];
  readonly #errors: PolicyError[] = [];
  readonly #judged: string[] = [];
  #verdict = 0;
  #omitted = 0;

  constructor(exceptions: CompiledExceptions) {
    this.#exceptions = exceptions;
  }

  judge(compiled: CompiledPolicy, mode: Mode, { input, target }: Given): void {
    const { policy } = compiled;
    const run = new RuleRun(compiled, this.#exceptions);
    target.celSteps = CEL_LIMITS.steps;
    try {
      for (const unit of unitsOf(input)) {
        moveTo(target, input, unit);
        run.visit(target);
      }
    } catch (error) {
      this.#errors.push({ policy: policy.name, effect: effectOf(mode), message: failureText(error) });
      this.#raise(mode === 'ENFORCE' ? 'ERROR' : verdictOf(effectOf(mode)));
      return;
    }
    if (!run.applied) return;
    this.#judged.push(policy.name);
    this.#take(policy, mode, run.found);
  }

  result(): Evaluation {
    return {
      verdict: VERDICTS[this.#verdict] ?? 'ALLOW',
      reasons: this.#reasons,
      unknowns: this.#unknowns,
      excepted: this.#excepted,
      errors: this.#errors,
      judged: this.#judged,
      omitted: this.#omitted,
    };
  }

  #take(policy: Policy, mode: Mode, found: Found): void {
    const effect = effectOf(mode);
    const reasons = found.matches.map((match): Reason => ({ ...about(policy), effect, ...match }));
    for (const { exceptionId, match } of found.excepted) {
      this.#excepted.push({ exceptionId, reason: { ...about(policy), effect, ...match } });
    }
    this.#omitted += found.omitted;
    if (reasons.length > 0) this.#raise(verdictOf(effect));
    this.#reasons.push(...reasons);
    const unknownEffect = weaker(effect, policy.unknown);
    for (const unknown of found.unknowns) {
      this.#unknowns.push({ policy: policy.name, severity: policy.severity, effect: unknownEffect, ...unknown });
      this.#raise(verdictOf(unknownEffect));
    }
  }

  #raise(verdict: Verdict): void {
    this.#verdict = Math.max(this.#verdict, VERDICTS.indexOf(verdict));
  }
}

function about(
  policy: Policy,
): Pick<Reason, 'policy' | 'title' | 'severity' | 'remediation' | 'controls' | 'techniques'> {
  const { name, title, severity, remediation, controls, techniques } = policy;
  return { policy: name, title, severity, remediation, controls, techniques };
}

/** A container of the workload, the workload as a whole (null), or whatever else the input is about (undefined). */
type Unit = Container | null | undefined;

const ONE_UNIT: readonly Unit[] = [undefined];

/** A workload is gone through as a whole, then container by container. */
function unitsOf({ workload }: PolicyInput): readonly Unit[] {
  return workload === undefined ? ONE_UNIT : [null, ...workload.containers];
}

function moveTo(target: Target, input: PolicyInput, unit: Unit): void {
  target.workload = input.workload;
  target.host = input.host;
  target.container = unit ?? undefined;
  target.image = unit ? imageOf(input, unit) : input.image;
  target.finding = undefined;
  target.component = undefined;
  target.check = undefined;
}

/** What is known of a container's image: at least its name. */
function imageOf(input: PolicyInput, container: Container): ImageFacts {
  const { images } = input;
  const known = images !== undefined && Object.hasOwn(images, container.image) ? images[container.image] : undefined;
  if (known === undefined) return { reference: container.image, scan: 'NOT_SCANNED' };
  return known.reference === container.image ? known : { ...known, reference: container.image };
}

function effectOf(mode: Mode): Effect {
  if (mode === 'ENFORCE') return 'DENY';
  return mode === 'WARN' ? 'WARN' : 'SHADOW';
}

function weaker(effect: Effect, unknown: UnknownEffect): Effect {
  if (unknown === 'REPORT' || effect === 'SHADOW') return 'SHADOW';
  return unknown === 'DENY' ? effect : 'WARN';
}

function verdictOf(effect: Effect): Verdict {
  return effect === 'SHADOW' ? 'ALLOW' : effect;
}
