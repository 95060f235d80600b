import { messageOf, type Severity } from '@bulkhead/core-base';
import type { FactName, HostFacts, HostGap, KnownFacts } from './facts.ts';

/**
 * What a check says of a host. UNKNOWN: evidence is missing (named in `evidence`). MANUAL: the evidence is here and a
 * person has to judge it. ERROR: the check itself failed, which is our bug.
 */
export const CHECK_STATES = ['PASS', 'FAIL', 'MANUAL', 'NOT_APPLICABLE', 'ERROR', 'UNKNOWN'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** The catalogues our checks refer to. The mapping is ours; titles and texts of the catalogues are not shipped. */
export const FRAMEWORKS = ['CIS-DIL-2.0.0', 'CIS-DOCKER-1.6.0', 'NIST-SP-800-190'] as const;
export interface Control {
  readonly framework: (typeof FRAMEWORKS)[number];
  readonly id: string;
}

/** One fact the outcome rests on, as text. */
export interface Evidence {
  readonly fact: string;
  readonly value: string;
}

export interface CheckOutcome {
  readonly state: CheckState;
  readonly expected: string;
  readonly actual: string;
  readonly evidence: readonly Evidence[];
}

/** What a check says about itself. `id` is stable, kebab-case, and the name of its file. */
export interface CheckText {
  readonly id: string;
  readonly title: string;
  readonly rationale: string;
  readonly remediation: string;
  readonly severity: Exclude<Severity, 'UNKNOWN' | 'NEGLIGIBLE'>;
  readonly controls: readonly Control[];
  /** Members of `sysctls` and `files` it looks at (`sysctls/<key>`, `files/<path>`): what a collector has to fetch. */
  readonly reads?: readonly string[];
}

export interface Check extends CheckText {
  readonly requires: readonly FactName[];
  /** Total: never throws. A group of `requires` that is missing gives UNKNOWN, never PASS. */
  evaluate(facts: HostFacts): CheckOutcome;
}

export interface CheckDefinition<Name extends FactName> extends CheckText {
  readonly requires: readonly Name[];
  readonly evaluate: (facts: KnownFacts<Name>) => CheckOutcome;
}

/** Evidence is for a person to read: as much as fits a screen, and a last line that says how much was left out. */
const EVIDENCE_LIMIT = 50;
const TEXT_LIMIT = 500;

/** A check of one file: what it needs is looked up before it is asked, and what it throws becomes ERROR. */
export function defineCheck<Name extends FactName>(definition: CheckDefinition<Name>): Check {
  return {
    ...definition,
    evaluate(facts) {
      const missing = definition.requires.filter((name) => isMissing(facts, name));
      if (missing.length > 0) return unknown(facts, missing, definition.title);
      try {
        return clip(definition.evaluate(facts as KnownFacts<Name>));
      } catch (error) {
        return clip({ state: 'ERROR', expected: definition.title, actual: messageOf(error), evidence: [] });
      }
    },
  };
}

/** No host has no account, no group or no mount: an empty list there says that nothing was read. */
const NEVER_EMPTY: ReadonlySet<FactName> = new Set(['users', 'groups', 'mounts']);

function isMissing(facts: HostFacts, name: FactName): boolean {
  const group = facts[name];
  return group === undefined || (NEVER_EMPTY.has(name) && Array.isArray(group) && group.length === 0);
}

/** UNKNOWN, with each missing fact and, where the collector said so, why it is missing. */
export function unknown(facts: HostFacts, missing: readonly string[], expected: string): CheckOutcome {
  return clip({
    state: 'UNKNOWN',
    expected,
    actual: 'evidence is missing',
    evidence: missing.map((fact) => ({ fact, value: whyMissing(facts, fact) })),
  });
}

/** The gap that explains why `fact` is not there: its own, that of its group, or the first inside the group. */
export function gapOf(facts: HostFacts, fact: string): HostGap | undefined {
  const group = fact.split('/', 1)[0] ?? fact;
  return (
    facts.gaps.find((gap) => gap.fact === fact) ??
    facts.gaps.find((gap) => gap.fact === group) ??
    (fact === group ? facts.gaps.find((gap) => gap.fact.startsWith(`${group}/`)) : undefined)
  );
}

function whyMissing(facts: HostFacts, fact: string): string {
  const gap = gapOf(facts, fact);
  return gap === undefined ? 'not collected' : `${gap.reason} ${gap.source}`;
}

function clip(outcome: CheckOutcome): CheckOutcome {
  const shown = outcome.evidence.slice(0, EVIDENCE_LIMIT).map(({ fact, value }) => ({
    fact: cut(fact),
    value: cut(value),
  }));
  const hidden = outcome.evidence.length - shown.length;
  if (hidden > 0) shown.push({ fact: 'more', value: `${hidden} more not shown` });
  return { state: outcome.state, expected: cut(outcome.expected), actual: cut(outcome.actual), evidence: shown };
}

function cut(text: string): string {
  return text.length <= TEXT_LIMIT ? text : `${text.slice(0, TEXT_LIMIT - 1)}…`;
}

/** A control of the CIS Distribution Independent Linux Benchmark. */
export function dil(id: string): Control {
  return { framework: 'CIS-DIL-2.0.0', id };
}

/** A control of the CIS Docker Benchmark. */
export function cisDocker(id: string): Control {
  return { framework: 'CIS-DOCKER-1.6.0', id };
}

/** A countermeasure of NIST SP 800-190. */
export function nist(id: string): Control {
  return { framework: 'NIST-SP-800-190', id };
}
