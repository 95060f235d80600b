import { Context, ProcessingMode, evalExpr } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as windows from 'mingo/operators/window';
import type { Any, Options } from 'mingo/types';
import { ServerError, refused } from '../error.ts';
import { sameValue } from '../value/compare.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { exact } from '../value/number.ts';
import { compareExpressions, compileWith } from './evaluate.ts';

type Operator = (obj: Any, expr: Any, options: Options) => Any;

/** Run code, or make values the engine does not hold. */
const REFUSED = new Set(['$function', '$accumulator', '$toDecimal', '$toHashedIndexKey', '$where']);

function operatorsOf(module: object): Record<string, Operator> {
  const entries = Object.entries(module).filter(([name]) => name.startsWith('$') && !REFUSED.has(name));
  return Object.fromEntries(entries) as Record<string, Operator>;
}

function pair(name: string, expr: Any): readonly [Any, Any] {
  if (!Array.isArray(expr) || expr.length !== 2) {
    throw new ServerError('BadValue', `Expression ${name} takes exactly 2 arguments`);
  }
  return [expr[0], expr[1]];
}

function comparison(name: string, decide: (order: number) => Any): Operator {
  return (obj, expr, options) => {
    const [left, right] = pair(name, expr);
    return decide(compareExpressions(evalExpr(obj, left, options), evalExpr(obj, right, options)));
  };
}

const COMPARISONS: Record<string, Operator> = {
  $eq: comparison('$eq', (order) => order === 0),
  $ne: comparison('$ne', (order) => order !== 0),
  $gt: comparison('$gt', (order) => order > 0),
  $gte: comparison('$gte', (order) => order >= 0),
  $lt: comparison('$lt', (order) => order < 0),
  $lte: comparison('$lte', (order) => order <= 0),
  $cmp: comparison('$cmp', (order) => order),
  $in: (obj, expr, options) => {
    const [value, list] = pair('$in', expr).map((item) => evalExpr(obj, item, options));
    if (!Array.isArray(list)) throw new ServerError('Location40081', '$in requires an array as a second argument');
    return list.some((item) => sameValue(value, item));
  },
};

function numbersIn(value: Any): number[] {
  return (Array.isArray(value) ? value : [value]).filter((item): item is number => typeof item === 'number');
}

/** Arithmetic that refuses to leave the whole numbers JavaScript is exact on. */
function checked(operator: Operator): Operator {
  return (obj, expr, options) => {
    const result = operator(obj, expr, options);
    if (typeof result !== 'number' || Number.isSafeInteger(result) || !Number.isInteger(result)) return result;
    return exact(result, numbersIn(evalExpr(obj, expr, options)));
  };
}

const PLAIN_EXPRESSIONS = operatorsOf(expressions);
const PLAIN_ACCUMULATORS = operatorsOf(accumulators);
const ARITHMETIC = Object.fromEntries(
  ['$add', '$subtract', '$multiply', '$pow', '$toLong'].flatMap((name) => {
    const operator = PLAIN_EXPRESSIONS[name];
    return operator === undefined ? [] : [[name, checked(operator)]];
  }),
);

const EXPRESSIONS = { ...PLAIN_EXPRESSIONS, ...ARITHMETIC, ...COMPARISONS };
export const EXPRESSION_OPERATORS: readonly string[] = Object.keys(EXPRESSIONS).sort();
export const ACCUMULATOR_OPERATORS: readonly string[] = Object.keys(PLAIN_ACCUMULATORS).sort();
export const WINDOW_OPERATORS: readonly string[] = Object.keys(operatorsOf(windows)).sort();

type ContextParts = NonNullable<Parameters<typeof Context.init>[0]>;

export function makeContext(): Context {
  const parts = { expression: EXPRESSIONS, accumulator: PLAIN_ACCUMULATORS, window: operatorsOf(windows) };
  return Context.init(parts as unknown as ContextParts);
}

const CONTEXT = makeContext();

/** What expressions are evaluated with: the variables of a `$let` around them and the time of the command. */
export interface ExpressionScope {
  readonly variables: Readonly<Doc>;
}

export const NO_VARIABLES: ExpressionScope = { variables: {} };

export function mingoOptions(scope: ExpressionScope): Options {
  return {
    idKey: '_id',
    processingMode: ProcessingMode.CLONE_OFF,
    useStrictMode: true,
    scriptEnabled: true,
    failOnError: true,
    variables: scope.variables,
    context: CONTEXT,
  };
}

function unknownExpression(name: string): ServerError {
  if (REFUSED.has(name)) return refused(`the expression ${name}`, 'InvalidPipelineOperator');
  return new ServerError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
}

function checkOperator(doc: Doc, name: string, names: readonly string[]): void {
  if (names.length > 1)
    throw new ServerError('BadValue', `an expression has exactly one operator, found ${names.length} beside ${name}`);
  if (!(name in EXPRESSIONS) && !(name in PLAIN_ACCUMULATORS)) throw unknownExpression(name);
  const operand = doc[name];
  if (name === '$convert' && isDoc(operand) && (operand['to'] === 'decimal' || operand['to'] === 19)) {
    throw refused('$convert to decimal', 'InvalidPipelineOperator');
  }
  if (name !== '$literal') checkExpression(operand);
}

/** Throws for an operator that is not known, anywhere in an expression. */
export function checkExpression(expression: unknown): void {
  if (Array.isArray(expression)) {
    for (const item of expression) checkExpression(item);
    return;
  }
  if (!isDoc(expression)) return;
  const names = Object.keys(expression);
  const [first] = names;
  if (first?.startsWith('$') === true) {
    checkOperator(expression, first, names);
    return;
  }
  for (const name of names) checkExpression(expression[name]);
}

/** Errors of mingo as a server says them. */
export function asServerError(error: unknown): unknown {
  if (error instanceof ServerError || !(error instanceof Error)) return error;
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return new ServerError('BadValue', 'the expression is nested too deep');
  }
  return new ServerError('BadValue', error.message.replace(/^mingo: /, ''));
}

/** Compiles an expression to a function of a document. */
export function compileExpression(expression: unknown, scope: ExpressionScope = NO_VARIABLES): (doc: Doc) => unknown {
  checkExpression(expression);
  const options = mingoOptions(scope);
  const compile = compileWith((part) => (doc) => {
    try {
      return evalExpr(doc, part, options);
    } catch (error) {
      throw asServerError(error);
    }
  });
  return compile(expression);
}

/** Evaluates one of mingo's accumulators over the documents of a group. */
export function accumulate(
  name: string,
  docs: readonly Doc[],
  run: { operand: unknown; scope: ExpressionScope },
): unknown {
  const operator = PLAIN_ACCUMULATORS[name];
  if (operator === undefined) throw new ServerError('BadValue', `unknown group operator '${name}'`);
  try {
    return operator(docs, run.operand, mingoOptions(run.scope));
  } catch (error) {
    throw asServerError(error);
  }
}
