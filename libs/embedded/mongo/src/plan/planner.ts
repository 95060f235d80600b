import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import type { FilterNode } from '../query/node.ts';
import { isIndexSegment } from '../query/path.ts';
import { allIndexes } from '../store/collection.ts';
import type { CollectionInfo, IndexInfo } from '../store/collection.ts';
import { sameValue } from '../value/compare.ts';
import { isDoc } from '../value/document.ts';
import type { KeyField } from '../value/index-key.ts';
import { boundsOf, conjuncts } from './bound.ts';
import type { Bound } from './bound.ts';
import { implies } from './implication.ts';
import type { IndexPlan, Plan, UnionPlan } from './plan.ts';
import { accessFor } from './ranges.ts';
import type { Access } from './ranges.ts';

export interface PlanRequest {
  readonly filter: FilterNode;
  readonly sort: readonly KeyField[];
  /** An index name or key pattern, or `{$natural: 1}`. */
  readonly hint?: unknown;
}

interface Candidate {
  readonly plan: IndexPlan;
  readonly score: number;
}

/** Sort fields that a value pins need no order. */
function unpinned(sort: readonly KeyField[], pinned: ReadonlySet<string>): readonly KeyField[] {
  return sort.filter((field) => !pinned.has(field.path));
}

/** 1 when the index gives the order forwards, -1 backwards, null when it does not. */
function sortDirection(index: IndexInfo, access: Access, sort: readonly KeyField[]): 1 | -1 | null {
  if (sort.length === 0 || index.multikey || access.listed > 0) return null;
  const pinned = new Set(index.fields.slice(0, access.pinned).map((field) => field.path));
  const wanted = unpinned(sort, pinned);
  const given = index.fields.slice(access.pinned);
  if (wanted.length > given.length) return null;
  let direction: 1 | -1 | null = null;
  for (const [at, field] of wanted.entries()) {
    const offered = given[at];
    if (offered === undefined || offered.path !== field.path) return null;
    const step = offered.direction === field.direction ? 1 : -1;
    if (direction !== null && direction !== step) return null;
    direction = step;
  }
  return direction ?? 1;
}

function usable(index: IndexInfo, access: Access, filter: FilterNode): boolean {
  if (index.partial !== null) return implies(filter, index.partial.node);
  return !index.sparse || access.present;
}

function positional(index: IndexInfo): boolean {
  return index.fields.some((field) => field.segments.some(isIndexSegment));
}

function scoreOf(index: IndexInfo, access: Access, sorted: boolean): number {
  const whole = index.unique && access.points?.length === 1 ? 1000 : 0;
  const partial = index.partial === null ? 0 : 1;
  return whole + access.pinned * 10 + access.listed * 8 + (access.ranged ? 5 : 0) + (sorted ? 7 : 0) + partial;
}

interface Question {
  readonly filter: FilterNode;
  readonly parts: readonly FilterNode[];
  readonly bounds: readonly Bound[];
  readonly sort: readonly KeyField[];
}

function isExact(index: IndexInfo, access: Access, question: Question): boolean {
  if (index.multikey || access.consumed.length !== question.parts.length) return false;
  return access.consumed.every((bound) => bound.exact);
}

function candidate(index: IndexInfo, question: Question, forced: boolean): Candidate | null {
  const access = accessFor(index, question.bounds);
  if (!forced && !usable(index, access, question.filter)) return null;
  const direction = sortDirection(index, access, question.sort);
  const useful = access.pinned + access.listed > 0 || access.ranged || direction !== null;
  if (!useful && !forced) return null;
  const plan: IndexPlan = {
    kind: 'index',
    index,
    ranges: access.ranges,
    points: index.unique ? access.points : null,
    reverse: direction === -1,
    sorted: direction !== null,
    exact: isExact(index, access, question),
  };
  return { plan, score: scoreOf(index, access, direction !== null) };
}

function ask(filter: FilterNode, sort: readonly KeyField[]): Question {
  const parts = conjuncts(filter);
  return { filter, parts, bounds: parts.flatMap(boundsOf), sort };
}

function best(info: CollectionInfo, question: Question): Candidate | null {
  let winner: Candidate | null = null;
  for (const index of allIndexes(info)) {
    const found = positional(index) ? null : candidate(index, question, false);
    if (found !== null && (winner === null || found.score > winner.score)) winner = found;
  }
  return winner;
}

function narrows(found: Candidate): boolean {
  return found.plan.ranges.every((range) => range.low !== null || range.high !== null);
}

/** One index scan per branch of an `$or`, when every branch has one. */
function unionPlan(info: CollectionInfo, parts: readonly FilterNode[]): UnionPlan | null {
  for (const part of parts) {
    if (part.kind !== 'or' || part.nodes.length === 0 || part.nodes.length > LIMITS.orBranches) continue;
    const rest = parts.filter((other) => other !== part);
    const plans = part.nodes.map((branch) => best(info, ask({ kind: 'and', nodes: [...rest, branch] }, [])));
    const narrow = plans.filter((found) => found !== null).filter(narrows);
    if (narrow.length < plans.length) continue;
    return { kind: 'union', plans: narrow.map((found) => ({ ...found.plan, sorted: false })) };
  }
  return null;
}

function hinted(info: CollectionInfo, hint: unknown): IndexInfo | 1 | -1 {
  if (isDoc(hint) && '$natural' in hint) return hint['$natural'] === -1 ? -1 : 1;
  const found = allIndexes(info).find((index) => {
    return typeof hint === 'string' ? index.name === hint : sameValue(index.spec['key'], hint);
  });
  if (found !== undefined) return found;
  throw new ServerError(
    'BadValue',
    'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
  );
}

function hintedPlan(index: IndexInfo, question: Question): Plan {
  const found = positional(index) ? null : candidate(index, question, true);
  if (found !== null) return found.plan;
  return { kind: 'table', reverse: false };
}

/** Chooses how to find the documents of a query. The filter is still run on every document the plan yields. */
export function planQuery(info: CollectionInfo, request: PlanRequest): Plan {
  const natural = request.sort.length === 1 && request.sort[0]?.path === '$natural' ? request.sort[0].direction : null;
  if (natural !== null) return { kind: 'table', reverse: natural === -1 };
  const question = ask(request.filter, request.sort);
  if (request.hint !== undefined) {
    const hint = hinted(info, request.hint);
    return typeof hint === 'number' ? { kind: 'table', reverse: hint === -1 } : hintedPlan(hint, question);
  }
  const found = best(info, question);
  if (found !== null && narrows(found)) return found.plan;
  return unionPlan(info, question.parts) ?? found?.plan ?? { kind: 'table', reverse: false };
}
