import { ServerError, refused } from '../error.ts';
import { isDoc, isOperatorDoc, ownField, setField } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { compileNode } from './filter.ts';
import type { Predicate } from './filter.ts';
import type { ExpressionCompiler, FilterNode } from './node.ts';
import { parseFilter } from './parse.ts';
import { positionalIndex } from './positional.ts';

type Rule =
  | { readonly kind: 'include' }
  | { readonly kind: 'exclude' }
  | { readonly kind: 'slice'; readonly skip: number; readonly limit: number }
  | { readonly kind: 'elemMatch'; readonly test: Predicate }
  | { readonly kind: 'positional' }
  | { readonly kind: 'computed'; readonly evaluate: (doc: Doc) => unknown }
  | { readonly kind: 'nested'; readonly rules: Map<string, Rule> };

export interface ProjectionContext {
  readonly expression: ExpressionCompiler;
  /** The filter of the query, for `$`. */
  readonly filter: FilterNode;
  /** `$project` of an aggregation: operators are expressions, never `$slice` or `$elemMatch` of a find. */
  readonly aggregation?: boolean;
}

export type Projection = (doc: Doc) => Doc;

function sliceRule(operand: unknown): Rule {
  if (typeof operand === 'number') {
    return operand < 0 ? { kind: 'slice', skip: operand, limit: -operand } : { kind: 'slice', skip: 0, limit: operand };
  }
  if (Array.isArray(operand) && operand.length === 2 && operand.every((item) => typeof item === 'number')) {
    const [skip, limit] = operand as [number, number];
    if (limit > 0) return { kind: 'slice', skip, limit };
  }
  throw new ServerError('BadValue', '$slice takes a number, or an array of a skip and a positive limit');
}

function elemMatchRule(operand: unknown, context: ProjectionContext): Rule {
  if (!isDoc(operand)) throw new ServerError('BadValue', '$elemMatch needs an Object');
  const node = parseFilter({ item: { $elemMatch: operand } }, { expression: context.expression });
  const test = compileNode(node);
  return { kind: 'elemMatch', test: (item) => test({ item: [item] }) };
}

function operatorRule(value: Doc, context: ProjectionContext): Rule {
  const [name] = Object.keys(value);
  if (context.aggregation === true) return computed(value, context);
  if (name === '$slice' && (typeof value['$slice'] === 'number' || !String(value['$slice']).startsWith('$'))) {
    return sliceRule(value['$slice']);
  }
  if (name === '$elemMatch') return elemMatchRule(value['$elemMatch'], context);
  if (name === '$meta') throw refused('$meta in a projection', 'BadValue');
  return computed(value, context);
}

/** Projections have a code of their own for an expression nobody knows. */
function computed(value: unknown, context: ProjectionContext): Rule {
  try {
    return { kind: 'computed', evaluate: context.expression(value) };
  } catch (error) {
    if (!(error instanceof ServerError) || error.codeName !== 'InvalidPipelineOperator') throw error;
    throw new ServerError('Location31325', `Invalid projection :: caused by :: ${error.message}`);
  }
}

function ruleOf(value: unknown, context: ProjectionContext): Rule {
  if (value === true || (typeof value === 'number' && value !== 0)) return { kind: 'include' };
  if (value === false || value === 0) return { kind: 'exclude' };
  if (isOperatorDoc(value)) return operatorRule(value, context);
  if (isDoc(value)) {
    if (Object.keys(value).length === 0)
      throw new ServerError('BadValue', 'An empty sub-projection is not a valid value');
    return { kind: 'nested', rules: parseRules(value, context) };
  }
  return { kind: 'computed', evaluate: context.expression(value) };
}

function addRule(rules: Map<string, Rule>, path: readonly string[], rule: Rule): void {
  const [name = '', ...rest] = path;
  const existing = rules.get(name);
  if (rest.length === 0) {
    if (existing !== undefined) throw new ServerError('Location31254', `Path collision at ${name}`);
    rules.set(name, rule);
    return;
  }
  if (existing !== undefined && existing.kind !== 'nested') {
    throw new ServerError('Location31254', `Path collision at ${name}`);
  }
  const nested = existing ?? { kind: 'nested', rules: new Map<string, Rule>() };
  rules.set(name, nested);
  if (nested.kind === 'nested') addRule(nested.rules, rest, rule);
}

function parseRules(projection: Doc, context: ProjectionContext): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const [path, value] of Object.entries(projection)) {
    if (path.startsWith('$'))
      throw new ServerError('Location16410', `FieldPath field names may not start with '$': ${path}`);
    const positional = path.endsWith('.$');
    const name = positional ? path.slice(0, -2) : path;
    addRule(rules, name.split('.'), positional ? { kind: 'positional' } : ruleOf(value, context));
  }
  return rules;
}

interface Modes {
  include: boolean;
  exclude: boolean;
}

function noteModes(rules: Map<string, Rule>, modes: Modes, root: boolean): void {
  for (const [name, rule] of rules) {
    if (rule.kind === 'nested') noteModes(rule.rules, modes, false);
    else if (rule.kind === 'exclude') modes.exclude ||= !(root && name === '_id');
    else if (rule.kind === 'include') modes.include ||= !(root && name === '_id');
    else if (rule.kind !== 'slice') modes.include = true;
  }
}

function isInclusion(rules: Map<string, Rule>): boolean {
  const modes = { include: false, exclude: false };
  noteModes(rules, modes, true);
  if (modes.include && modes.exclude) {
    throw new ServerError('Location31254', 'Cannot do exclusion and inclusion in one projection');
  }
  if (modes.include || modes.exclude) return modes.include;
  return rules.get('_id')?.kind === 'include';
}

interface Apply {
  readonly inclusion: boolean;
  readonly root: Doc;
  readonly filter: FilterNode;
  readonly path: string;
}

const DROPPED = Symbol('dropped');

function slice(list: readonly unknown[], skip: number, limit: number): unknown[] {
  const start = skip < 0 ? Math.max(0, list.length + skip) : skip;
  return list.slice(start, start + limit);
}

function positional(value: unknown, apply: Apply): unknown {
  if (!Array.isArray(value)) return value;
  const index = positionalIndex(apply.filter, apply.root, apply.path);
  if (index === null) {
    throw new ServerError(
      'BadValue',
      'Executor error during find command: positional operator needs the array field in the query',
    );
  }
  return [value[index]];
}

function nestedValue(value: unknown, rules: Map<string, Rule>, apply: Apply): unknown {
  if (isDoc(value)) return applyRules(value, rules, apply);
  if (!Array.isArray(value)) return apply.inclusion ? DROPPED : value;
  return value.map((item: unknown) => nestedValue(item, rules, apply)).filter((item) => item !== DROPPED);
}

function projectValue(value: unknown, rule: Rule, apply: Apply): unknown {
  switch (rule.kind) {
    case 'include':
      return value;
    case 'exclude':
      return DROPPED;
    case 'slice':
      return Array.isArray(value) ? slice(value, rule.skip, rule.limit) : value;
    case 'elemMatch': {
      if (!Array.isArray(value)) return DROPPED;
      const index = value.findIndex(rule.test);
      return index < 0 ? DROPPED : [value[index]];
    }
    case 'positional':
      return positional(value, apply);
    case 'nested':
      return nestedValue(value, rule.rules, apply);
    default:
      return DROPPED;
  }
}

function applyRules(doc: Doc, rules: Map<string, Rule>, apply: Apply): Doc {
  const out: Doc = {};
  for (const name of Object.keys(doc)) {
    const rule = rules.get(name);
    const value = ownField(doc, name);
    if (rule === undefined) {
      if (!apply.inclusion || (apply.path === '' && name === '_id')) setField(out, name, value);
      continue;
    }
    const path = apply.path === '' ? name : `${apply.path}.${name}`;
    const projected = projectValue(value, rule, { ...apply, path });
    if (projected !== DROPPED) setField(out, name, projected);
  }
  addComputed(out, rules, apply);
  return out;
}

function hasComputed(rules: Map<string, Rule>): boolean {
  return [...rules.values()].some(
    (rule) => rule.kind === 'computed' || (rule.kind === 'nested' && hasComputed(rule.rules)),
  );
}

function addComputed(out: Doc, rules: Map<string, Rule>, apply: Apply): void {
  for (const [name, rule] of rules) {
    if (rule.kind === 'computed') {
      const value = rule.evaluate(apply.root);
      if (value !== undefined) setField(out, name, value);
    } else if (rule.kind === 'nested' && !(name in out) && hasComputed(rule.rules)) {
      setField(out, name, applyRules({}, rule.rules, { ...apply, path: name }));
    }
  }
}

/** Compiles a projection of `find`; null when it changes nothing. Throws ServerError for what is wrong or refused. */
export function compileProjection(projection: Doc, context: ProjectionContext): Projection | null {
  if (Object.keys(projection).length === 0) return null;
  const rules = parseRules(projection, context);
  const inclusion = isInclusion(rules);
  return (doc) => applyRules(doc, rules, { inclusion, root: doc, filter: context.filter, path: '' });
}
