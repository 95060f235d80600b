import { messageOf } from '@bulkhead/core-base';
import { RE2JS } from '@bufbuild/re2';
import { Environment } from '@marcbachmann/cel-js';
import type { Level } from '../criterion/define.ts';
import type { Target } from '../evaluation/target.ts';
import { NO, UNKNOWN, YES } from '../evaluation/truth.ts';
import type { Truth } from '../evaluation/truth.ts';
import { CEL_TYPES, CEL_VARIABLES } from './schema.ts';
import { children, functionName, methodCall, wrapNode } from './tree.ts';
import type { CelNode } from './tree.ts';

/** What an expression may be, and what one evaluation of it may cost. */
export const CEL_LIMITS = {
  /** Characters of the text. */
  length: 2000,
  nodes: 400,
  /** Nesting of calls, members and parentheses. */
  depth: 24,
  /** Loops (all, exists, exists_one, filter, map) within loops. */
  loops: 2,
  /** Steps of all loops of one policy in one evaluation: about a third of a second. Ten thousand findings fit, not their square. */
  steps: 200_000,
  /** Characters of a regular expression (RE2 syntax, written as a literal). */
  pattern: 200,
} as const;

const DAY_MS = 86_400_000;
const LOOPS = new Set(['all', 'exists', 'exists_one', 'filter', 'map']);
/**
 * Functions that cannot make a value larger than what they were given. Left out: join, bind and bytes, with which a
 * short expression builds a text that fills the memory.
 */
const FUNCTIONS = new Set(['has', 'size', 'int', 'double', 'string', 'bool', 'days', 'timestamp', 'duration', 'type']);
const METHODS = new Set([
  ...LOOPS,
  'size',
  'startsWith',
  'endsWith',
  'contains',
  'matches',
  'lowerAscii',
  'upperAscii',
  'trim',
  'indexOf',
  'lastIndexOf',
  'substring',
  'split',
  'getFullYear',
  'getMonth',
  'getDayOfMonth',
  'getDayOfWeek',
  'getDayOfYear',
  'getHours',
]);
const MISSING = new Set(['no_such_key', 'index_out_of_bounds']);

/** A CEL expression that may run. */
export interface CelExpression {
  readonly text: string;
  /** What it is asked about: the deepest of the variables it names. Undefined: the evaluation as a whole. */
  readonly levels: ReadonlySet<Level>;
  /** Whether it asks for all findings of an image or a host. */
  readonly asksFindings: boolean;
  /** @throws CelFailure when the evaluation failed or cost too much */
  test(target: Target): Truth;
}

export type CelCompilation = { readonly expression: CelExpression } | { readonly problem: string };

/** An evaluation that has no answer: a division by zero, or a loop over the bound. */
export class CelFailure extends Error {
  override readonly name = 'CelFailure';
}

/** Thrown through the evaluator; made once, because a hostile expression can throw it a million times. */
const OVER_BUDGET = new CelFailure(`the expression took more than ${CEL_LIMITS.steps} steps`);

/** Parses, type checks and bounds an expression. Never throws: what is wrong is one sentence in `problem`. */
export function compileCel(text: string): CelCompilation {
  if (text.length > CEL_LIMITS.length)
    return { problem: `the expression is longer than ${CEL_LIMITS.length} characters` };
  try {
    const parsed = environment().parse(text);
    const checked = parsed.check();
    if (!checked.valid) return { problem: summaryOf(checked.error) };
    if (checked.type !== 'bool')
      return { problem: `the expression gives ${checked.type ?? 'nothing'}, it must be true or false` };
    const survey = new Survey();
    const problem = survey.visit(parsed.ast as unknown as CelNode, 0);
    if (problem !== undefined) return { problem };
    return { expression: runnable(text, { run: parsed as (variables: object) => unknown, survey }) };
  } catch (error) {
    return { problem: summaryOf(error) };
  }
}

interface Parsed {
  readonly run: (variables: object) => unknown;
  readonly survey: Survey;
}

function runnable(text: string, { run, survey }: Parsed): CelExpression {
  const variables = CEL_VARIABLES.filter(({ name }) => survey.names.has(name));
  const levels = new Set(variables.flatMap((variable) => ('level' in variable ? [variable.level] : [])));
  const asksFindings = survey.asksFindings;
  return {
    text,
    levels,
    asksFindings,
    test: (target) => {
      const holder = target.host ?? target.image;
      if (asksFindings && holder?.scan !== 'JUDGED') return UNKNOWN;
      return survey.meter.measure(target, () => run(variablesOf(target)));
    },
  };
}

function variablesOf(target: Target): object {
  const { workload, container, image, host, finding, component, check, context } = target;
  return {
    asOf: new Date(target.asOf).toISOString(),
    context,
    ...(workload && { workload }),
    ...(container && { container }),
    ...(image && { image }),
    ...(host && { host }),
    ...(finding && { finding }),
    ...(component && { component }),
    ...(check && { check }),
  };
}

/** Counts the steps against the target's budget. One per expression: evaluation is synchronous and never re-enters. */
class Meter {
  #target: Target | undefined;

  charge(list: unknown): unknown {
    const target = this.#target;
    if (target === undefined) return list;
    target.celSteps -= 1 + sizeOf(list);
    if (target.celSteps < 0) throw OVER_BUDGET;
    return list;
  }

  measure(target: Target, run: () => unknown): Truth {
    this.#target = target;
    try {
      const answer = run();
      // `||` and `exists` swallow errors of one side; an exhausted budget is no answer whatever the other side says.
      if (target.celSteps < 0) throw OVER_BUDGET;
      return answer === true ? YES : NO;
    } catch (error) {
      if (target.celSteps < 0) throw OVER_BUDGET;
      if (MISSING.has(codeOf(error))) return UNKNOWN;
      throw new CelFailure(summaryOf(error), { cause: error });
    } finally {
      this.#target = undefined;
    }
  }
}

/** One walk over the tree: refuses what could grow without bound, compiles patterns, and puts the meter on every loop. */
class Survey {
  readonly names = new Set<string>();
  readonly meter = new Meter();
  asksFindings = false;

  /** @returns what is wrong, or undefined */
  visit(node: CelNode, loops: number): string | undefined {
    const call = methodCall(node);
    if (call !== undefined && !METHODS.has(call.name)) return `.${call.name}() cannot be used in a policy`;
    const name = functionName(node);
    if (name !== undefined && !FUNCTIONS.has(name)) return `${name}() cannot be used in a policy`;
    if (node.op === 'id') this.names.add(node.args as string);
    if (node.op === '.' && (node.args as readonly unknown[])[1] === 'findings') this.asksFindings = true;
    const looping = call !== undefined && LOOPS.has(call.name);
    if (looping && loops >= CEL_LIMITS.loops) return `loops are nested deeper than ${CEL_LIMITS.loops}`;
    for (const child of children(node)) {
      const isBody = looping && child !== call.receiver;
      const problem = this.visit(child, isBody ? loops + 1 : loops);
      if (problem !== undefined) return problem;
    }
    if (looping) wrapNode(call.receiver, (list) => this.meter.charge(list));
    return call?.name === 'matches' ? this.#usePattern(node, call.receiver, call.args) : undefined;
  }

  /** Regular expressions run in linear time (RE2), and are compiled once: they must be literals. */
  #usePattern(node: CelNode, receiver: CelNode, args: readonly CelNode[]): string | undefined {
    const [pattern] = args;
    if (pattern?.op !== 'value' || typeof pattern.args !== 'string')
      return 'the pattern of matches() must be a literal text';
    if (pattern.args.length > CEL_LIMITS.pattern) return `a pattern is longer than ${CEL_LIMITS.pattern} characters`;
    const compiled = RE2JS.compile(pattern.args);
    node.setMeta('evaluate', (evaluator, _node, context) => {
      const text = evaluator.run(receiver, context);
      return typeof text === 'string' && compiled.test(text);
    });
    return undefined;
  }
}

function sizeOf(list: unknown): number {
  if (Array.isArray(list)) return list.length;
  if (list instanceof Map || list instanceof Set) return list.size;
  return typeof list === 'object' && list !== null ? Object.keys(list).length : 0;
}

let prepared: Environment | undefined;

/** The typed environment, made once: it costs a millisecond, and a process that checks no CEL should not pay it. */
function environment(): Environment {
  if (prepared !== undefined) return prepared;
  const made = new Environment({
    limits: {
      maxAstNodes: CEL_LIMITS.nodes,
      maxDepth: CEL_LIMITS.depth,
      maxListElements: 200,
      maxMapEntries: 50,
      maxCallArguments: 4,
    },
  });
  for (const [name, type] of Object.entries(CEL_TYPES)) {
    made.registerType(name, {
      fields: Object.fromEntries(Object.entries(type).map(([field, [kind]]) => [field, kind])),
    });
  }
  for (const { name, type, doc } of CEL_VARIABLES) made.registerVariable(name, type, { description: doc });
  made.registerFunction('days(string, string): double', daysBetween);
  prepared = made;
  return made;
}

/** Whole days from the first instant to the second. */
function daysBetween(from: string, to: string): number {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  if (Number.isNaN(days)) throw new CelFailure('days() needs two instants');
  return Math.floor(days);
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

function summaryOf(error: unknown): string {
  const summary = typeof error === 'object' && error !== null && 'summary' in error ? error.summary : undefined;
  return typeof summary === 'string' ? summary : messageOf(error);
}
