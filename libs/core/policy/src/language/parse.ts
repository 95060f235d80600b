import { documentDigest } from '@bulkhead/core-base';
import type { z } from 'zod';
import type { Policy } from '../policy.ts';
import type { Lifecycle, Mode, PolicyProblem } from '../vocabulary.ts';
import { readRules } from './criteria.ts';
import { POLICY_DOCUMENT } from './document.ts';
import type { PolicyDocument } from './document.ts';
import { POLICY_LIMITS, readYaml } from './yaml.ts';
import type { YamlReading } from './yaml.ts';

/** A policy, or what is wrong with its text; never both. */
export interface PolicyReading {
  readonly policy: Policy | undefined;
  readonly problems: readonly PolicyProblem[];
}

/**
 * Reads one policy document. Never throws: a text that is no policy gives its problems with their lines, at most 50.
 * Refused: over 512 KiB, keys given twice, aliases, unknown members, unknown criteria, CEL that does not type check or
 * could cost too much.
 */
export function parsePolicy(text: string): PolicyReading {
  const { policies, problems } = parsePolicies(text);
  if (problems.length > 0) return { policy: undefined, problems };
  if (policies.length === 1) return { policy: policies[0], problems };
  const message =
    policies.length === 0 ? 'there is no document in the text' : 'there are several documents in the text';
  return { policy: undefined, problems: [{ code: 'POLICY_SHAPE', message, path: '', line: 1, column: 1 }] };
}

/** Reads the policies of a text with any number of documents; those that are right are there whatever the others are. */
export function parsePolicies(text: string): {
  readonly policies: readonly Policy[];
  readonly problems: readonly PolicyProblem[];
} {
  const { readings, problems: found } = readYaml(text);
  const problems = [...found];
  const policies = readings.flatMap((reading) => readPolicy(reading, problems) ?? []);
  return { policies, problems: problems.slice(0, POLICY_LIMITS.problems) };
}

function readPolicy(reading: YamlReading, problems: PolicyProblem[]): Policy | undefined {
  const parsed = POLICY_DOCUMENT.safeParse(reading.value);
  if (!parsed.success) {
    problems.push(...parsed.error.issues.flatMap((issue) => issueProblems(issue, reading)));
    return undefined;
  }
  const own: PolicyProblem[] = [];
  const rules = readRules(parsed.data.spec.rules, reading, own);
  problems.push(...own);
  return own.length > 0 ? undefined : policyOf(parsed.data, rules, reading.value);
}

function policyOf({ metadata, spec }: PolicyDocument, rules: Policy['rules'], document: unknown): Policy {
  const { default: everywhere, ...perPoint } = typeof spec.mode === 'string' ? { default: spec.mode } : spec.mode;
  return {
    name: metadata.name,
    title: spec.title ?? metadata.name,
    severity: spec.severity,
    categories: spec.categories,
    description: spec.description,
    rationale: spec.rationale,
    remediation: spec.remediation,
    lifecycles: spec.lifecycles,
    mode: everywhere,
    modes: perPoint as Partial<Record<Lifecycle, Mode>>,
    unknown: spec.unknown,
    controls: spec.controls,
    techniques: spec.techniques,
    scope: spec.scope,
    exclusions: spec.exclusions,
    rules,
    examples: spec.examples,
    document,
    digest: documentDigest(document),
  };
}

/** zod gathers unknown members in one issue; each gets its own line here. */
function issueProblems(issue: z.core.$ZodIssue, reading: YamlReading): PolicyProblem[] {
  if (issue.code !== 'unrecognized_keys') return [reading.at(issue.path, 'POLICY_SHAPE', issue.message)];
  return issue.keys.map((key) => reading.at([...issue.path, key], 'POLICY_SHAPE', `there is no member ${key} here`));
}
