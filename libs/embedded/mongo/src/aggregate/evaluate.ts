import { compareValues } from '../value/compare.ts';
import { isDoc, ownField, setField } from '../value/document.ts';
import type { Doc } from '../value/document.ts';

export type Evaluate = (doc: Doc) => unknown;

function atPath(value: unknown, segments: readonly string[], at: number): unknown {
  let current = value;
  for (let place = at; place < segments.length; place += 1) {
    if (Array.isArray(current)) return overArray(current, segments, place);
    if (!isDoc(current)) return undefined;
    current = ownField(current, segments[place] ?? '');
  }
  return current;
}

/** A path over an array is the array of what it finds in its documents; numbers in a path are names here. */
function overArray(list: readonly unknown[], segments: readonly string[], at: number): unknown[] {
  const found: unknown[] = [];
  for (const item of list) {
    const value = isDoc(item) || Array.isArray(item) ? atPath(item, segments, at) : undefined;
    if (value !== undefined) found.push(value);
  }
  return found;
}

function fieldPath(path: string): Evaluate {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return (doc) => ownField(doc, name);
  return (doc) => atPath(ownField(doc, name), rest, 0);
}

/** Truth in expressions: everything but false, 0, null and missing. */
export function isTruthy(value: unknown): boolean {
  return value !== false && value !== 0 && value !== null && value !== undefined && !Number.isNaN(value);
}

/** In expressions a missing field sorts below null. */
export function compareExpressions(left: unknown, right: unknown): number {
  if (left === undefined || right === undefined) return Number(left !== undefined) - Number(right !== undefined);
  return Math.sign(compareValues(left, right));
}

const COMPARISONS: Readonly<Record<string, (order: number) => unknown>> = {
  $eq: (order) => order === 0,
  $ne: (order) => order !== 0,
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
  $cmp: (order) => order,
};

type Compile = (expression: unknown) => Evaluate;

function conditionParts(operand: unknown): readonly unknown[] | null {
  if (Array.isArray(operand)) return operand.length === 3 ? operand : null;
  if (!isDoc(operand) || !('if' in operand) || !('then' in operand) || !('else' in operand)) return null;
  return [operand['if'], operand['then'], operand['else']];
}

function condition(operand: unknown, compile: Compile): Evaluate | null {
  const [test, yes, no] = conditionParts(operand)?.map(compile) ?? [];
  if (test === undefined || yes === undefined || no === undefined) return null;
  return (doc) => (isTruthy(test(doc)) ? yes(doc) : no(doc));
}

function ifNull(parts: readonly Evaluate[]): Evaluate | null {
  if (parts.length < 2) return null;
  return (doc) => {
    let value: unknown;
    for (const evaluate of parts) {
      value = evaluate(doc);
      if (value !== null && value !== undefined) return value;
    }
    return value;
  };
}

function comparison(decide: (order: number) => unknown, parts: readonly Evaluate[]): Evaluate | null {
  const [left, right, more] = parts;
  if (left === undefined || right === undefined || more !== undefined) return null;
  return (doc) => decide(compareExpressions(left(doc), right(doc)));
}

/** Operators that are done here; null for the others, and for a wrong number of operands. */
function operator(name: string, operand: unknown, compile: Compile): Evaluate | null {
  const parts = () => (Array.isArray(operand) ? operand : [operand]).map(compile);
  const decide = COMPARISONS[name];
  if (decide !== undefined) return comparison(decide, parts());
  switch (name) {
    case '$literal':
      return () => operand;
    case '$and': {
      const tests = parts();
      return (doc) => tests.every((test) => isTruthy(test(doc)));
    }
    case '$or': {
      const tests = parts();
      return (doc) => tests.some((test) => isTruthy(test(doc)));
    }
    case '$not': {
      const [test, more] = parts();
      return test === undefined || more !== undefined ? null : (doc) => !isTruthy(test(doc));
    }
    case '$cond':
      return condition(operand, compile);
    case '$ifNull':
      return ifNull(parts());
    default:
      return null;
  }
}

function object(expression: Doc, compile: Compile): Evaluate {
  const parts = Object.keys(expression).map((name) => [name, compile(expression[name])] as const);
  return (doc) => {
    const out: Doc = {};
    for (const [name, evaluate] of parts) {
      const value = evaluate(doc);
      if (value !== undefined) setField(out, name, value);
    }
    return out;
  };
}

function list(expression: readonly unknown[], compile: Compile): Evaluate {
  const parts = expression.map(compile);
  return (doc) => parts.map((evaluate) => evaluate(doc) ?? null);
}

function own(expression: unknown, compile: Compile): Evaluate | null {
  if (typeof expression === 'string') {
    if (!expression.startsWith('$')) return () => expression;
    if (expression === '$$ROOT' || expression === '$$CURRENT') return (doc) => doc;
    return expression.startsWith('$$') ? null : fieldPath(expression.slice(1));
  }
  if (Array.isArray(expression)) return list(expression, compile);
  if (!isDoc(expression)) return () => expression;
  const names = Object.keys(expression);
  const [name] = names;
  if (name?.startsWith('$') !== true) return object(expression, compile);
  return names.length === 1 ? operator(name, expression[name], compile) : null;
}

/**
 * Compiles an expression. Paths, constants, documents, comparisons and conditions, which most expressions are made of,
 * are done here; `others` compiles any part that is not one of them.
 */
export function compileWith(others: Compile): Compile {
  const compile: Compile = (expression) => own(expression, compile) ?? others(expression);
  return compile;
}
