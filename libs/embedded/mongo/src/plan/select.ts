import type { Deadline } from '../deadline.ts';
import type { Filter } from '../query/filter.ts';
import { sortDecoder, sortItems } from '../query/sort.ts';
import type { Row } from '../store/collection.ts';
import type { View } from '../store/view.ts';
import { decodeDocument, decodeFields, fieldNames } from '../value/decode.ts';
import type { KeyField } from '../value/index-key.ts';
import type { Plan } from './plan.ts';
import { isSorted } from './plan.ts';
import { planQuery } from './planner.ts';
import type { ScanCount } from './rows.ts';

export interface Selection {
  readonly filter: Filter;
  readonly sort: readonly KeyField[];
  readonly skip: number;
  /** 0 is no limit. */
  readonly limit: number;
  readonly hint?: unknown;
  /** Null for never. */
  readonly deadline: Deadline | null;
}

const CHECK_EVERY = 64;

/** The test of a filter on stored bytes; decodes no more fields than it looks at. */
export function rowTest(filter: Filter): (row: Row) => boolean {
  const { node, test, fields } = filter;
  if (node.kind === 'and' && node.nodes.length === 0) return () => true;
  if (fields === null) return (row) => test(decodeDocument(row.body));
  const names = fieldNames(fields);
  return (row) => test(decodeFields(row.body, names));
}

function* matching(
  rows: Iterable<Row>,
  test: ((row: Row) => boolean) | null,
  deadline: Deadline | null,
): Generator<Row> {
  let looked = 0;
  for (const row of rows) {
    looked += 1;
    if (looked % CHECK_EVERY === 0) deadline?.check();
    if (test === null || test(row)) yield row;
  }
}

function* window(rows: Iterable<Row>, skip: number, limit: number): Generator<Row> {
  let place = 0;
  for (const row of rows) {
    place += 1;
    if (place <= skip) continue;
    yield row;
    if (limit > 0 && place - skip >= limit) return;
  }
}

function* concat(first: Iterable<Row>, second: Iterable<Row>): Generator<Row> {
  yield* first;
  yield* second;
}

export function planSelection(view: View, selection: Selection): Plan {
  if (view.info === null) return { kind: 'table', reverse: false };
  return planQuery(view.info, { filter: selection.filter.node, sort: selection.sort, hint: selection.hint });
}

function sorted(rows: Iterable<Row>, selection: Selection): Iterable<Row> {
  const { sort, skip, limit } = selection;
  const docOf = sortDecoder(sort);
  return sortItems(rows, {
    fields: sort,
    limit: limit === 0 ? 0 : skip + limit,
    bytesOf: (row) => row.body.length,
    docOf: (row) => docOf(row.body),
  });
}

/** Runs a plan: matching documents in the order asked for, one by one as they are taken. */
export function runPlan(view: View, plan: Plan, run: { selection: Selection; count: ScanCount }): Iterable<Row> {
  const { selection, count } = run;
  const { sort, skip, limit, deadline } = selection;
  const staged = view.staged();
  const natural = sort.length === 0 || sort[0]?.path === '$natural';
  const inOrder = natural || (isSorted(plan) && staged === null);
  const test = plan.kind === 'index' && plan.exact ? null : rowTest(selection.filter);
  const wanted = inOrder && test === null && limit > 0 ? skip + limit : 0;
  const base = matching(view.rows(plan, { wanted, count }), test, deadline);
  const all = staged === null ? base : concat(base, matching(staged, rowTest(selection.filter), deadline));
  const ordered = inOrder ? all : sorted(all, selection);
  return skip === 0 && limit === 0 ? ordered : window(ordered, skip, limit);
}

/** Plans and runs a selection. */
export function select(view: View, selection: Selection): Iterable<Row> {
  return runPlan(view, planSelection(view, selection), { selection, count: { keys: 0, documents: 0 } });
}
