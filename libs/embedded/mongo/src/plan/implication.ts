import { compileNode } from '../query/filter.ts';
import type { FieldNode, FilterNode } from '../query/node.ts';
import type { InOperand } from '../query/operand.ts';
import { RANK, compareValues, rankOf } from '../value/compare.ts';
import { conjuncts } from './bound.ts';

const ORDER = new Set(['$gt', '$gte', '$lt', '$lte']);

function satisfies(wanted: FieldNode, value: unknown): boolean {
  return rankOf(value) !== RANK.null && compileNode({ ...wanted, segments: [] })(value);
}

function rangeImplies(said: FieldNode, wanted: FieldNode): boolean {
  const rank = rankOf(said.operand);
  if (rank === RANK.null || rank === RANK.minKey || rank === RANK.maxKey || Number.isNaN(said.operand)) return false;
  if (wanted.operator === '$exists') return true;
  if (!ORDER.has(wanted.operator) || rank !== rankOf(wanted.operand)) return false;
  if (said.operator.slice(0, 3) !== wanted.operator.slice(0, 3)) return false;
  const order = compareValues(said.operand, wanted.operand) * (said.operator.startsWith('$gt') ? 1 : -1);
  if (order !== 0) return order > 0;
  return wanted.operator.endsWith('e') || !said.operator.endsWith('e');
}

function identical(said: FieldNode, wanted: FieldNode): boolean {
  if (said.operator !== wanted.operator) return false;
  if (said.operator === '$exists') return said.operand === wanted.operand;
  if (said.operator === '$type') {
    return (said.operand as readonly number[]).every((type) => (wanted.operand as readonly number[]).includes(type));
  }
  if (said.operator === '$in') return false;
  return compareValues(said.operand, wanted.operand) === 0;
}

function nodeImplies(said: FilterNode, wanted: FieldNode): boolean {
  if (said.kind !== 'field' || said.path !== wanted.path) return false;
  if (identical(said, wanted)) return true;
  if (said.operator === '$eq') return satisfies(wanted, said.operand);
  if (said.operator === '$in') {
    const { values, regexes } = said.operand as InOperand;
    return regexes.length === 0 && values.every((value) => satisfies(wanted, value));
  }
  if (ORDER.has(said.operator)) return rangeImplies(said, wanted);
  return said.operator === '$regex' && wanted.operator === '$exists';
}

/** True when it is sure that every document the filter matches also matches the filter of the partial index. */
export function implies(filter: FilterNode, partial: FilterNode): boolean {
  const said = conjuncts(filter);
  return conjuncts(partial).every((wanted) => {
    return wanted.kind === 'field' && said.some((node) => nodeImplies(node, wanted));
  });
}
