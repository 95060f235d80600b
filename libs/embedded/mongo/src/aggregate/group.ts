import { ServerError } from '../error.ts';
import { compareValues } from '../value/compare.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { encodeId } from '../value/key.ts';
import { exact } from '../value/number.ts';
import { ACCUMULATOR_OPERATORS, accumulate, checkExpression, compileExpression } from './expression.ts';
import type { ExpressionScope } from './expression.ts';
import type { Budget, DocStream, Stage, StageContext } from './stage.ts';

/** One accumulator of one group while documents come in. */
interface Accumulator {
  add(doc: Doc): void;
  result(): unknown;
}

type MakeAccumulator = (budget: Budget) => Accumulator;
type Evaluate = (doc: Doc) => unknown;

function summing(evaluate: Evaluate): MakeAccumulator {
  return () => {
    let sum = 0;
    return {
      add(doc) {
        const value = evaluate(doc);
        if (typeof value === 'number') sum = exact(sum + value, [sum, value]);
      },
      result: () => sum,
    };
  };
}

function averaging(evaluate: Evaluate): MakeAccumulator {
  return () => {
    let sum = 0;
    let count = 0;
    return {
      add(doc) {
        const value = evaluate(doc);
        if (typeof value !== 'number') return;
        sum += value;
        count += 1;
      },
      result: () => (count === 0 ? null : sum / count),
    };
  };
}

function extreme(evaluate: Evaluate, sign: 1 | -1): MakeAccumulator {
  return () => {
    let found: unknown;
    return {
      add(doc) {
        const value = evaluate(doc);
        if (value === undefined || value === null) return;
        if (found === undefined || compareValues(value, found) * sign > 0) found = value;
      },
      result: () => found ?? null,
    };
  };
}

function atEdge(evaluate: Evaluate, last: boolean): MakeAccumulator {
  return () => {
    let found: unknown;
    let seen = false;
    return {
      add(doc) {
        if (seen && !last) return;
        found = evaluate(doc);
        seen = true;
      },
      result: () => found ?? null,
    };
  };
}

function pushing(evaluate: Evaluate): MakeAccumulator {
  return (budget) => {
    const list: unknown[] = [];
    return {
      add(doc) {
        const value = evaluate(doc);
        if (value === undefined) return;
        budget.hold({ value });
        list.push(value);
      },
      result: () => list,
    };
  };
}

function collectingSet(evaluate: Evaluate): MakeAccumulator {
  return (budget) => {
    const held = new Map<string, unknown>();
    return {
      add(doc) {
        const value = evaluate(doc);
        if (value === undefined) return;
        const key = encodeId(value).toString('latin1');
        if (held.has(key)) return;
        budget.hold({ value });
        held.set(key, value);
      },
      result: () => [...held.values()],
    };
  };
}

function merging(evaluate: Evaluate): MakeAccumulator {
  return () => {
    const merged: Doc = {};
    return {
      add(doc) {
        const value = evaluate(doc);
        if (isDoc(value)) Object.assign(merged, value);
        else if (value !== null && value !== undefined) {
          throw new ServerError('BadValue', '$mergeObjects requires object inputs');
        }
      },
      result: () => merged,
    };
  };
}

/** Accumulators that need the whole group are mingo's. */
function collecting(name: string, operand: unknown, scope: ExpressionScope): MakeAccumulator {
  return (budget) => {
    const docs: Doc[] = [];
    return {
      add(doc) {
        budget.hold(doc);
        docs.push(doc);
      },
      result: () => accumulate(name, docs, { operand, scope }) ?? null,
    };
  };
}

function makerOf(name: string, operand: unknown, scope: ExpressionScope): MakeAccumulator {
  checkExpression(operand);
  const evaluate = compileExpression(operand, scope);
  switch (name) {
    case '$sum':
      return summing(evaluate);
    case '$count':
      return summing(() => 1);
    case '$avg':
      return averaging(evaluate);
    case '$min':
      return extreme(evaluate, -1);
    case '$max':
      return extreme(evaluate, 1);
    case '$first':
      return atEdge(evaluate, false);
    case '$last':
      return atEdge(evaluate, true);
    case '$push':
      return pushing(evaluate);
    case '$addToSet':
      return collectingSet(evaluate);
    case '$mergeObjects':
      return merging(evaluate);
    default:
      if (!ACCUMULATOR_OPERATORS.includes(name)) throw new ServerError('BadValue', `unknown group operator '${name}'`);
      return collecting(name, operand, scope);
  }
}

function fieldsOf(spec: Doc, scope: ExpressionScope): [string, MakeAccumulator][] {
  return Object.entries(spec).flatMap(([field, accumulator]): [string, MakeAccumulator][] => {
    if (field === '_id') return [];
    const [name, ...others] = isDoc(accumulator) ? Object.keys(accumulator) : [];
    if (!isDoc(accumulator) || name === undefined || others.length > 0) {
      throw new ServerError('BadValue', `The field '${field}' must be an accumulator object`);
    }
    return [[field, makerOf(name, accumulator[name], scope)]];
  });
}

interface Group {
  readonly id: unknown;
  readonly accumulators: readonly Accumulator[];
}

/** `$group`, one pass, holding one small state per group for the frequent accumulators. */
export function group(spec: unknown, context: StageContext): Stage {
  if (!isDoc(spec) || !('_id' in spec)) {
    throw new ServerError('BadValue', 'a group specification must include an _id');
  }
  const idOf = compileExpression(spec['_id'], context.scope);
  const fields = fieldsOf(spec, context.scope);
  return function* grouped(input: DocStream) {
    const groups = new Map<string, Group>();
    for (const doc of input) {
      const id = idOf(doc) ?? null;
      const key = encodeId(id).toString('latin1');
      let found = groups.get(key);
      if (found === undefined) {
        context.budget.hold({ id });
        found = { id, accumulators: fields.map(([, make]) => make(context.budget)) };
        groups.set(key, found);
      }
      for (const accumulator of found.accumulators) accumulator.add(doc);
    }
    for (const { id, accumulators } of groups.values()) {
      const out: Doc = { _id: id };
      for (const [at, [field]] of fields.entries()) out[field] = accumulators[at]?.result();
      yield out;
    }
  };
}
