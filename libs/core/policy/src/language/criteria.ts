import { compileCel } from '../cel/expression.ts';
import { CRITERIA, criterionNamed } from '../criterion/list.ts';
import type { CriterionUse, Rule } from '../policy.ts';
import type { PolicyProblem } from '../vocabulary.ts';
import type { RuleDocument } from './document.ts';
import { levelsOf, ruleProblem } from './rule-shape.ts';
import type { YamlReading } from './yaml.ts';

/** Reads the criteria of a document's rules; what is wrong with one is put into `problems` and the criterion left out. */
export function readRules(
  rules: readonly RuleDocument[],
  reading: YamlReading,
  problems: PolicyProblem[],
): readonly Rule[] {
  return rules.map((rule, index) => {
    const path = ['spec', 'rules', index];
    const all = rule.all.flatMap((criterion, position) => {
      const use = readCriterion(criterion, { reading, problems, path: [...path, 'all', position] });
      return use === undefined ? [] : [use];
    });
    const problem = ruleProblem(levelsOf(all));
    if (problem !== undefined) problems.push(reading.at([...path, 'all'], 'POLICY_RULE', problem));
    return { name: rule.name, message: rule.message, all };
  });
}

interface Place {
  readonly reading: YamlReading;
  readonly problems: PolicyProblem[];
  readonly path: readonly PropertyKey[];
  readonly negated?: boolean;
}

function readCriterion(members: Readonly<Record<string, unknown>>, place: Place): CriterionUse | undefined {
  const names = Object.keys(members);
  const [name] = names;
  if (name === undefined || names.length !== 1) {
    const message = `a criterion has one member, this one has ${names.length}: write each as an item of the list`;
    return refuse(place, 'POLICY_SHAPE', message);
  }
  const at: Place = { ...place, path: [...place.path, name] };
  if (name === 'not') return readNegated(members[name], at);
  if (name === 'cel') return readCel(members[name], at);
  return readNative(name, members[name], at);
}

function readNegated(inner: unknown, place: Place): CriterionUse | undefined {
  if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) {
    return refuse(place, 'POLICY_SHAPE', 'not takes one criterion');
  }
  return readCriterion(inner as Record<string, unknown>, { ...place, negated: place.negated !== true });
}

function readNative(name: string, value: unknown, place: Place): CriterionUse | undefined {
  const criterion = criterionNamed(name);
  if (criterion === undefined) {
    const near = nearest(name);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    return refuse(place, 'POLICY_CRITERION_UNKNOWN', `there is no criterion ${name.slice(0, 100)}${hint}`);
  }
  const parsed = criterion.schema.safeParse(value);
  if (parsed.success) return { kind: 'native', criterion, value: parsed.data, negated: place.negated === true };
  const [issue] = parsed.error.issues;
  const example = JSON.stringify(criterion.example);
  const problem = `${issue?.message ?? 'wrong value'}; an example: ${name}: ${example}`;
  return refuse({ ...place, path: [...place.path, ...(issue?.path ?? [])] }, 'POLICY_CRITERION_VALUE', problem);
}

function readCel(value: unknown, place: Place): CriterionUse | undefined {
  const { expression, message } =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : { expression: value };
  if (typeof expression !== 'string' || (message !== undefined && typeof message !== 'string')) {
    return refuse(place, 'POLICY_SHAPE', 'cel takes an expression, or { expression, message }');
  }
  const compiled = compileCel(expression);
  if ('problem' in compiled) return refuse(place, 'POLICY_CEL', compiled.problem);
  return {
    kind: 'cel',
    expression: compiled.expression,
    message: message?.slice(0, 4000),
    negated: place.negated === true,
  };
}

function refuse(place: Place, code: PolicyProblem['code'], message: string): undefined {
  place.problems.push(place.reading.at(place.path, code, message));
}

/** The criterion a misspelt name most likely meant: within a third of its letters. */
function nearest(name: string): string | undefined {
  if (name.length > 64) return undefined;
  let best: string | undefined;
  let distance = Math.ceil(name.length / 3) + 1;
  for (const criterion of CRITERIA) {
    const found = editDistance(name.toLowerCase(), criterion.name.toLowerCase());
    if (found < distance) {
      distance = found;
      best = criterion.name;
    }
  }
  return best;
}

/** Levenshtein's, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substituted));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
