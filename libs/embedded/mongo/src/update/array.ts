import { ServerError } from '../error.ts';
import { compileNode } from '../query/filter.ts';
import type { ExpressionCompiler } from '../query/node.ts';
import { parseFilter } from '../query/parse.ts';
import { isRegex } from '../query/regex.ts';
import { compareSortKeys, parseSort, sortKey } from '../query/sort.ts';
import { compareValues, sameValue } from '../value/compare.ts';
import { cloneValue, isDoc, isOperatorDoc } from '../value/document.ts';
import { KEEP } from './scalar.ts';
import type { Outcome } from './scalar.ts';

function requireArray(operator: string, current: unknown): unknown[] {
  if (current === undefined) return [];
  if (Array.isArray(current)) return current as unknown[];
  throw new ServerError('BadValue', `The field must be an array for ${operator} but is of another type`);
}

function requireList(name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new ServerError('BadValue', `The argument to ${name} must be an array`);
}

function whole(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw new ServerError('BadValue', `The value for ${name} must be a whole number`);
}

interface PushSpec {
  readonly each: readonly unknown[];
  readonly position: number | undefined;
  readonly slice: number | undefined;
  readonly sort: unknown;
}

const PUSH_MODIFIERS = new Set(['$each', '$slice', '$sort', '$position']);

function pushSpec(operand: unknown): PushSpec {
  if (!isDoc(operand) || !('$each' in operand)) {
    return { each: [operand], position: undefined, slice: undefined, sort: undefined };
  }
  for (const name of Object.keys(operand)) {
    if (!PUSH_MODIFIERS.has(name)) throw new ServerError('BadValue', `Unrecognized clause in $push: ${name}`);
  }
  return {
    each: requireList('$each in $push', operand['$each']),
    position: operand['$position'] === undefined ? undefined : whole('$position', operand['$position']),
    slice: operand['$slice'] === undefined ? undefined : whole('$slice', operand['$slice']),
    sort: operand['$sort'],
  };
}

function sorted(list: unknown[], sort: unknown): unknown[] {
  if (sort === 1 || sort === -1) return list.sort((left, right) => compareValues(left, right) * sort);
  if (!isDoc(sort)) throw new ServerError('BadValue', 'The $sort is invalid: use 1/-1 or a document of fields');
  const fields = parseSort(sort);
  const keyed = list.map((item) => ({ item, key: sortKey(isDoc(item) ? item : {}, fields) }));
  return keyed.sort((left, right) => compareSortKeys(left.key, right.key, fields)).map((entry) => entry.item);
}

/** `$push` with `$each`, `$position`, `$sort` and `$slice`. */
export function push(current: unknown, operand: unknown): Outcome {
  const spec = pushSpec(operand);
  let list = [...requireArray('$push', current)];
  const added = spec.each.map(cloneValue);
  if (spec.position === undefined) list.push(...added);
  else list.splice(spec.position < 0 ? Math.max(0, list.length + spec.position) : spec.position, 0, ...added);
  if (spec.sort !== undefined) list = sorted(list, spec.sort);
  if (spec.slice !== undefined) list = spec.slice < 0 ? list.slice(spec.slice) : list.slice(0, spec.slice);
  return current !== undefined && sameValue(current, list) ? KEEP : list;
}

export function addToSet(current: unknown, operand: unknown): Outcome {
  const many = isDoc(operand) && '$each' in operand;
  const each = many ? requireList('$each in $addToSet', operand['$each']) : [operand];
  const list = [...requireArray('$addToSet', current)];
  const before = list.length;
  for (const item of each) if (!list.some((held) => sameValue(held, item))) list.push(cloneValue(item));
  return current !== undefined && list.length === before ? KEEP : list;
}

export function pop(current: unknown, operand: unknown): Outcome {
  if (operand !== 1 && operand !== -1) throw new ServerError('FailedToParse', '$pop expects 1 or -1');
  if (current === undefined) return KEEP;
  const list = requireArray('$pop', current);
  if (list.length === 0) return KEEP;
  return operand === 1 ? list.slice(0, -1) : list.slice(1);
}

function kept(current: unknown, operator: string, drop: (item: unknown) => boolean): Outcome {
  if (current === undefined) return KEEP;
  const list = requireArray(operator, current);
  const rest = list.filter((item) => !drop(item));
  return rest.length === list.length ? KEEP : rest;
}

function pullTest(operand: unknown, expression: ExpressionCompiler): (item: unknown) => boolean {
  if (isOperatorDoc(operand) || isRegex(operand)) {
    const node = parseFilter({ item: operand }, { expression });
    if (node.kind === 'field' || node.kind === 'element') return compileNode({ ...node, segments: [] });
    const test = compileNode(node);
    return (item) => test({ item });
  }
  if (!isDoc(operand)) return (item) => sameValue(item, operand);
  const test = compileNode(parseFilter(operand, { expression }));
  return (item) => isDoc(item) && test(item);
}

/** `$pull`: elements equal to a value, or that match a condition. */
export function pull(current: unknown, operand: unknown, expression: ExpressionCompiler): Outcome {
  return kept(current, '$pull', pullTest(operand, expression));
}

export function pullAll(current: unknown, operand: unknown): Outcome {
  const values = requireList('$pullAll', operand);
  return kept(current, '$pullAll', (item) => values.some((value) => sameValue(value, item)));
}
