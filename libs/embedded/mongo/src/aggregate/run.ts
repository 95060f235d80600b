import type { Deadline } from '../deadline.ts';
import { planSelection, runPlan } from '../plan/select.ts';
import type { Selection } from '../plan/select.ts';
import { compileFilter } from '../query/filter.ts';
import type { Row } from '../store/collection.ts';
import type { View } from '../store/view.ts';
import { decodeDocument, decodeFields, fieldNames } from '../value/decode.ts';
import type { Doc } from '../value/document.ts';
import { encodeDocument } from '../value/encode.ts';
import { makeBudget } from './budget.ts';
import { compileStages } from './compile.ts';
import { compileExpression } from './expression.ts';
import type { ExpressionScope } from './expression.ts';
import { countingField, neededFields, splitPipeline } from './source.ts';
import type { Source } from './source.ts';
import type { Budget, DocStream, StageContext } from './stage.ts';

export interface AggregateRequest {
  /** Finds a collection of the same database, live or in the transaction. */
  readonly view: (collection: string) => View;
  readonly scope: ExpressionScope;
  readonly deadline: Deadline | null;
  readonly hint?: unknown;
}

interface Run extends AggregateRequest {
  readonly budget: Budget;
}

function selectionOf(source: Source, run: Run): Selection {
  return {
    filter: compileFilter(source.filter, (expression) => compileExpression(expression, run.scope)),
    sort: source.sort,
    skip: source.skip,
    limit: source.limit,
    hint: run.hint,
    deadline: run.deadline,
  };
}

function sourceRows(view: View, source: Source, run: Run): Iterable<Row> {
  const selection = selectionOf(source, run);
  return runPlan(view, planSelection(view, selection), { selection, count: { keys: 0, documents: 0 } });
}

function contextOf(run: Run): StageContext {
  return {
    scope: run.scope,
    budget: run.budget,
    run: (collection, pipeline, scope) => documents(collection, pipeline, { ...run, scope, hint: undefined }),
    compile: (pipeline, scope) => compileStages(pipeline, contextOf({ ...run, scope })),
  };
}

/** The count of a pipeline that only counts, from the index; null when it has to be read. */
function fastCount(view: View, source: Source, run: Run): Doc[] | null {
  const counting = countingField(source.rest);
  if (counting === null) return null;
  const selection = selectionOf({ ...source, sort: [] }, run);
  const all = view.fastCount(planSelection(view, selection));
  if (all === null) return null;
  const rest = Math.max(0, all - source.skip);
  const total = source.limit > 0 ? Math.min(rest, source.limit) : rest;
  if (total === 0) return [];
  return [counting.grouped ? { _id: counting.id, [counting.name]: total } : { [counting.name]: total }];
}

function* decoded(rows: Iterable<Row>, needed: ReadonlySet<string> | null): Generator<Doc> {
  const names = needed === null ? null : fieldNames(needed);
  for (const row of rows) yield names === null ? decodeDocument(row.body) : decodeFields(row.body, names);
}

function documents(collection: string, pipeline: readonly Doc[], run: Run): DocStream {
  const view = run.view(collection);
  const source = splitPipeline(pipeline);
  const counted = fastCount(view, source, run);
  if (counted !== null) return counted;
  const stages = compileStages(source.rest, contextOf(run));
  return stages(decoded(sourceRows(view, source, run), neededFields(source.rest)));
}

function* timed(docs: DocStream, deadline: Deadline | null): Generator<Buffer> {
  for (const doc of docs) {
    deadline?.check();
    yield encodeDocument(doc);
  }
}

/** Runs a pipeline (without `$merge` and `$out`); the results as BSON, one by one as they are taken. */
export function aggregate(collection: string, pipeline: readonly Doc[], request: AggregateRequest): Iterable<Buffer> {
  const run: Run = { ...request, budget: makeBudget() };
  const view = run.view(collection);
  const source = splitPipeline(pipeline);
  if (source.rest.length === 0) return bodies(sourceRows(view, source, run));
  return timed(documents(collection, pipeline, run), request.deadline);
}

function* bodies(rows: Iterable<Row>): Generator<Buffer> {
  for (const row of rows) yield row.body;
}

/** Runs a pipeline over documents at hand: pipeline updates. */
export function compileDocPipeline(pipeline: readonly Doc[], scope: ExpressionScope): (doc: Doc) => Doc {
  const context: StageContext = {
    scope,
    budget: makeBudget(),
    run: () => [],
    compile: () => (input) => input,
  };
  const stages = compileStages(pipeline, context);
  return (doc) => {
    const [result] = stages([doc]);
    return result ?? doc;
  };
}
