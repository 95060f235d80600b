import type { FieldNode, FilterNode } from '../query/node.ts';
import type { InOperand } from '../query/operand.ts';
import { isRegex, literalPrefix } from '../query/regex.ts';
import { RANK, compareValues, rankOf } from '../value/compare.ts';

export interface Edge {
  readonly value: unknown;
  readonly inclusive: boolean;
}

/** What a filter demands of one path, in a form an index can be asked for. */
export interface Bound {
  readonly path: string;
  /** Values one of which it must be; null when it is a range. */
  readonly points: readonly unknown[] | null;
  readonly low: Edge | null;
  readonly high: Edge | null;
  /** The bound says all that the filter says, as long as no array is there. */
  readonly exact: boolean;
  /** No document without the field can match. */
  readonly present: boolean;
}

const NO_BOUND = new Set<number>([RANK.array, RANK.regex, RANK.minKey, RANK.maxKey]);
const NO_RANGE = new Set<number>([...NO_BOUND, RANK.object, RANK.null]);

function points(path: string, values: readonly unknown[]): Bound | null {
  if (values.some((value) => NO_BOUND.has(rankOf(value)) || isRegex(value))) return null;
  const distinct = [...values].sort(compareValues).filter((value, at, all) => {
    return at === 0 || compareValues(value, all[at - 1]) !== 0;
  });
  const present = !values.some((value) => rankOf(value) === RANK.null);
  return { path, points: distinct, low: null, high: null, exact: true, present };
}

function range(path: string, edges: { low?: Edge; high?: Edge; exact: boolean }): Bound {
  return { path, points: null, low: edges.low ?? null, high: edges.high ?? null, exact: edges.exact, present: true };
}

function comparison(node: FieldNode): Bound | null {
  const { path, operand: value } = node;
  if (NO_RANGE.has(rankOf(value)) || Number.isNaN(value)) return null;
  switch (node.operator) {
    case '$gt':
      return range(path, { low: { value, inclusive: false }, exact: true });
    case '$gte':
      return range(path, { low: { value, inclusive: true }, exact: true });
    case '$lt':
      return range(path, { high: { value, inclusive: false }, exact: true });
    default:
      return range(path, { high: { value, inclusive: true }, exact: true });
  }
}

function regexBound(node: FieldNode): Bound | null {
  const prefix = literalPrefix(node.operand as RegExp);
  if (prefix === '') return null;
  return range(node.path, { low: { value: prefix, inclusive: true }, exact: false });
}

function fieldBound(node: FieldNode): Bound | null {
  switch (node.operator) {
    case '$eq':
      return points(node.path, [node.operand]);
    case '$in':
      return points(node.path, (node.operand as InOperand).values);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return comparison(node);
    case '$regex':
      return regexBound(node);
    default:
      return null;
  }
}

/** The parts of a filter all of which must hold. */
export function conjuncts(node: FilterNode): readonly FilterNode[] {
  return node.kind === 'and' ? node.nodes.flatMap(conjuncts) : [node];
}

function inside(prefix: string, bound: Bound): Bound {
  return { ...bound, path: bound.path === '' ? prefix : `${prefix}.${bound.path}`, exact: false };
}

/** The bounds of one conjunct; none when no index can help with it. */
export function boundsOf(node: FilterNode): Bound[] {
  if (node.kind === 'field') {
    const bound = fieldBound(node);
    return bound === null ? [] : [bound];
  }
  if (node.kind !== 'element') return [];
  // A document in the array without the field is a null key: what is said inside holds for its keys as well.
  return conjuncts(node.node)
    .flatMap(boundsOf)
    .map((bound) => inside(node.path, bound));
}
