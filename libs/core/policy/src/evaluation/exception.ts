import type { Selector } from '../language/document.ts';
import { anyTextTest } from './pattern.ts';
import { compileSelector } from './selector.ts';
import type { Target } from './target.ts';

/** An agreed exception: which policies, which vulnerabilities, which subjects, from which day to which. */
export interface PolicyException {
  readonly id: string;
  readonly reason: string;
  /** Names of policies, as patterns; all where it is left out. */
  readonly policies?: readonly string[];
  /** Vulnerability ids, as patterns; then only findings are excepted. */
  readonly vulnerabilities?: readonly string[];
  /** Subjects; all where it is left out. */
  readonly selector?: Selector;
  /** First day, `2027-01-31`. */
  readonly validFrom?: string;
  /** Last day. */
  readonly validUntil?: string;
}

/** Exceptions ready for an evaluation. */
export type CompiledExceptions = readonly CompiledException[];

export interface CompiledException {
  readonly exception: PolicyException;
  covers(policy: string, target: Target): boolean;
}

/** Compiles exceptions once, for many evaluations. */
export function compileExceptions(exceptions: readonly PolicyException[]): CompiledExceptions {
  return exceptions.map((exception) => {
    const names = exception.policies === undefined ? () => true : anyTextTest(exception.policies);
    const selects = exception.selector === undefined ? () => true : compileSelector(exception.selector);
    const covers = exception.vulnerabilities === undefined ? () => true : coversFinding(exception.vulnerabilities);
    return {
      exception,
      covers: (policy, target) => isValid(exception, target.asOf) && names(policy) && covers(target) && selects(target),
    };
  });
}

/** True on every day from `validFrom` to `validUntil`, both included. */
function isValid({ validFrom, validUntil }: PolicyException, asOf: number): boolean {
  const day = dayOf(asOf);
  return (validFrom === undefined || validFrom <= day) && (validUntil === undefined || day <= validUntil);
}

function coversFinding(patterns: readonly string[]): (target: Target) => boolean {
  const matches = anyTextTest(patterns);
  return ({ finding }) => finding !== undefined && [finding.id, ...finding.aliases].some(matches);
}

/** The UTC day of an instant, as `2027-01-31`. */
export function dayOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}
