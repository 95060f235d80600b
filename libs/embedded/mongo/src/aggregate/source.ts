import type { KeyField } from '../value/index-key.ts';
import { parseSort } from '../query/sort.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { stageName } from './compile.ts';

/** The head of a pipeline that the query planner can do, and the stages that are left. */
export interface Source {
  readonly filter: Doc;
  readonly sort: readonly KeyField[];
  readonly skip: number;
  readonly limit: number;
  readonly rest: readonly Doc[];
}

function whole(value: unknown, least: number): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= least ? value : null;
}

function allOf(filters: readonly Doc[]): Doc {
  const [first = {}, ...others] = filters;
  return others.length === 0 ? first : { $and: filters };
}

/** Splits a pipeline: `$match`, `$sort`, `$skip`, `$limit` at its head, in this order, become the query. */
export function splitPipeline(pipeline: readonly Doc[]): Source {
  const filters: Doc[] = [];
  let sort: readonly KeyField[] = [];
  let skip = 0;
  let limit = 0;
  let at = 0;
  for (; at < pipeline.length; at += 1) {
    const stage = pipeline[at];
    const name = stageName(stage);
    const spec: unknown = stage?.[name];
    if (name === '$match' && isDoc(spec) && skip === 0 && limit === 0) filters.push(spec);
    else if (name === '$sort' && isDoc(spec) && sort.length === 0 && skip === 0 && limit === 0) sort = parseSort(spec);
    else if (name === '$skip' && limit === 0 && skip === 0 && whole(spec, 0) !== null) skip = Number(spec);
    else if (name === '$limit' && limit === 0 && whole(spec, 1) !== null) limit = Number(spec);
    else break;
  }
  return { filter: allOf(filters), sort, skip, limit, rest: pipeline.slice(at) };
}

function addPaths(expression: unknown, into: Set<string>): boolean {
  if (typeof expression === 'string') {
    if (!expression.startsWith('$')) return true;
    if (expression.startsWith('$$')) return false;
    into.add(expression.slice(1).split('.')[0] ?? '');
    return true;
  }
  if (Array.isArray(expression)) return expression.every((item) => addPaths(item, into));
  if (!isDoc(expression)) return true;
  if ('$getField' in expression) return false;
  return Object.values(expression).every((item) => addPaths(item, into));
}

/** The only top-level fields the stages look at, when that can be told; null when they may look at all. */
export function neededFields(rest: readonly Doc[]): ReadonlySet<string> | null {
  const [first] = rest;
  if (first === undefined) return null;
  const fields = new Set<string>();
  if ('$count' in first) return fields;
  return '$group' in first && addPaths(first['$group'], fields) ? fields : null;
}

/** The name of the counting field when the stages only count documents (what `countDocuments` sends); else null. */
export function countingField(rest: readonly Doc[]): { name: string; id: unknown; grouped: boolean } | null {
  const [stage, ...others] = rest;
  if (stage === undefined || others.length > 0) return null;
  if (typeof stage['$count'] === 'string') return { name: stage['$count'], id: null, grouped: false };
  const group = stage['$group'];
  if (!isDoc(group)) return null;
  const [name, ...more] = Object.keys(group).filter((key) => key !== '_id');
  const sum = name === undefined ? undefined : group[name];
  const constant = group['_id'] === null || typeof group['_id'] === 'number';
  if (name === undefined || more.length > 0 || !constant || !isDoc(sum) || sum['$sum'] !== 1) return null;
  return Object.keys(sum).length === 1 ? { name, id: group['_id'], grouped: true } : null;
}
