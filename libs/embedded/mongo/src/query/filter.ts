import { RANK, compareValues, rankOf, sameValue } from '../value/compare.ts';
import type { Doc } from '../value/document.ts';
import type { ElementNode, ExpressionCompiler, FieldNode, FilterNode } from './node.ts';
import { bitsOf, isIn, typeOf } from './operand.ts';
import type { InOperand } from './operand.ts';
import { parseFilter } from './parse.ts';
import { anyAtPath } from './path.ts';
import { isRegex, storedRegex } from './regex.ts';

export type Predicate = (doc: unknown) => boolean;

/** A filter ready to run. */
export interface Filter {
  readonly node: FilterNode;
  readonly test: Predicate;
  /** The top-level fields it looks at; null when it may look at any. */
  readonly fields: ReadonlySet<string> | null;
}

type ValueTest = (value: unknown) => boolean;

function isNull(value: unknown): boolean {
  return value === null || value === undefined;
}

function equalTest(operand: unknown): ValueTest {
  if (isNull(operand)) return isNull;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  if (isRegex(operand)) {
    const stored = storedRegex(operand);
    return (value) => value !== undefined && sameValue(value, stored);
  }
  return (value) => value !== undefined && sameValue(value, operand);
}

const ORDER_TESTS = {
  $gt: (order: number) => order > 0,
  $gte: (order: number) => order >= 0,
  $lt: (order: number) => order < 0,
  $lte: (order: number) => order <= 0,
} as const;

function orderTest(operator: keyof typeof ORDER_TESTS, operand: unknown): ValueTest {
  const accept = ORDER_TESTS[operator];
  const rank = rankOf(operand);
  if (rank === RANK.minKey || rank === RANK.maxKey) {
    return (value) => value !== undefined && accept(compareValues(value, operand));
  }
  if (isNull(operand)) return operator === '$gte' || operator === '$lte' ? isNull : () => false;
  if (Number.isNaN(operand)) return operator.endsWith('e') ? (value) => Number.isNaN(value) : () => false;
  return (value) => {
    if (value === undefined || rankOf(value) !== rank || Number.isNaN(value)) return false;
    return accept(compareValues(value, operand));
  };
}

function regexTest(regex: RegExp): ValueTest {
  const stored = storedRegex(regex);
  return (value) => {
    if (typeof value === 'string') return regex.test(value);
    return isRegex(value) && sameValue(value, stored);
  };
}

function bitTest(operator: string, mask: bigint): ValueTest {
  const accept: Record<string, (bits: bigint) => boolean> = {
    $bitsAllSet: (bits) => (bits & mask) === mask,
    $bitsAllClear: (bits) => (bits & mask) === 0n,
    $bitsAnySet: (bits) => (bits & mask) !== 0n,
    $bitsAnyClear: (bits) => (bits & mask) !== mask,
  };
  const decide = accept[operator];
  return (value) => {
    const bits = bitsOf(value);
    return bits !== null && decide !== undefined && decide(bits);
  };
}

function modTest([divisor, remainder]: readonly [number, number]): ValueTest {
  return (value) => typeof value === 'number' && Number.isFinite(value) && Math.trunc(value) % divisor === remainder;
}

function valueTest(node: FieldNode): ValueTest {
  switch (node.operator) {
    case '$eq':
      return equalTest(node.operand);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return orderTest(node.operator, node.operand);
    case '$in': {
      const operand = node.operand as InOperand;
      const withNull = operand.values.some(isNull);
      return (value) => (isNull(value) ? withNull : isIn(value, operand));
    }
    case '$regex':
      return regexTest(node.operand as RegExp);
    case '$exists':
      return (value) => value !== undefined;
    case '$type': {
      const types = node.operand as readonly number[];
      return (value) => types.includes(typeOf(value) ?? Number.NaN);
    }
    case '$mod':
      return modTest(node.operand as readonly [number, number]);
    case '$size':
      return (value) => Array.isArray(value) && value.length === node.operand;
    default:
      return bitTest(node.operator, node.operand as bigint);
  }
}

function compileField(node: FieldNode): Predicate {
  const test = valueTest(node);
  const mode = { expand: node.operator !== '$exists' && node.operator !== '$size' && node.segments.length > 0 };
  const walk = { segments: node.segments, test, mode };
  const [name, ...rest] = node.segments;
  if (node.operator === '$exists' && node.operand === false) return (doc) => !anyAtPath(doc, walk);
  if (name === undefined) return test;
  if (rest.length > 0 || name === '__proto__' || name in Object.prototype) return (doc) => anyAtPath(doc, walk);
  return topLevel(name, test, mode.expand);
}

/** The frequent case, a path of one segment, without the walk. */
function topLevel(name: string, test: ValueTest, expand: boolean): Predicate {
  return (doc) => {
    const value = (doc as Doc)[name];
    if (expand && Array.isArray(value) && value.some(test)) return true;
    return test(value);
  };
}

function compileElement(node: ElementNode): Predicate {
  const inner = compileNode(node.node);
  const accept: ValueTest =
    node.form === 'value' ? inner : (value) => (rankOf(value) === RANK.object || Array.isArray(value)) && inner(value);
  const test: ValueTest = (value) => Array.isArray(value) && value.some(accept);
  return (doc) => anyAtPath(doc, { segments: node.segments, test, mode: { expand: false } });
}

/** Turns a parsed filter into a predicate. */
export function compileNode(node: FilterNode): Predicate {
  switch (node.kind) {
    case 'field':
      return compileField(node);
    case 'element':
      return compileElement(node);
    case 'not': {
      const inner = compileNode(node.node);
      return (doc) => !inner(doc);
    }
    case 'expression':
      return (doc) => isTrue(node.evaluate(doc as Doc));
    case 'and': {
      const tests = node.nodes.map(compileNode);
      return (doc) => tests.every((test) => test(doc));
    }
    case 'or': {
      const tests = node.nodes.map(compileNode);
      return (doc) => tests.some((test) => test(doc));
    }
    default: {
      const tests = node.nodes.map(compileNode);
      return (doc) => !tests.some((test) => test(doc));
    }
  }
}

function isTrue(value: unknown): boolean {
  return value !== false && value !== 0 && value !== null && value !== undefined && !Number.isNaN(value);
}

function addFields(node: FilterNode, into: Set<string>): boolean {
  switch (node.kind) {
    case 'field':
    case 'element':
      into.add(node.segments[0] ?? '');
      return true;
    case 'not':
      return addFields(node.node, into);
    case 'expression':
      return false;
    default:
      return node.nodes.every((inner) => addFields(inner, into));
  }
}

/** Parses and compiles a filter document. */
export function compileFilter(filter: Doc, expression: ExpressionCompiler): Filter {
  const node = parseFilter(filter, { expression });
  const fields = new Set<string>();
  const known = addFields(node, fields);
  return { node, test: compileNode(node), fields: known ? fields : null };
}
