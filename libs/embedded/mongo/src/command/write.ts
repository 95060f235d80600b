import { compileDocPipeline } from '../aggregate/run.ts';
import { compileExpression } from '../aggregate/expression.ts';
import type { ExpressionScope } from '../aggregate/expression.ts';
import { select } from '../plan/select.ts';
import type { Filter } from '../query/filter.ts';
import { parseSort } from '../query/sort.ts';
import type { Row } from '../store/collection.ts';
import type { View } from '../store/view.ts';
import { applyUpdate } from '../update/apply.ts';
import type { Update, UpdateContext } from '../update/apply.ts';
import { checkArrayFilters, compileArrayFilters, compileUpdate } from '../update/compile.ts';
import { upsertDocument } from '../update/upsert.ts';
import { renameTarget } from '../update/parse.ts';
import { decodeDocument, decodeFields, fieldNames } from '../value/decode.ts';
import type { FieldNames } from '../value/decode.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { encodeStored } from '../value/encode.ts';
import { patchDocument } from '../value/patch.ts';
import { docField, filterOf, refuseCollation } from './context.ts';
import { hintOf } from './query.ts';
import type { Deadline } from '../deadline.ts';
import { ServerError } from '../error.ts';

/** How many bodies of documents to change are kept while the rest is looked for. */
const KEPT_BODIES = 2_000;

/** One update, prepared. */
export interface UpdateStatement {
  readonly filter: Filter;
  readonly update: Update;
  readonly context: UpdateContext;
  /** Top-level fields modifiers may change, and those that have to be decoded for it (null for all). */
  readonly touched: ReadonlySet<string>;
  readonly needed: FieldNames | null;
  readonly multi: boolean;
  readonly upsert: boolean;
  readonly sort: Doc;
  readonly hint: unknown;
}

export interface StatementRun {
  readonly view: View;
  readonly deadline: Deadline | null;
}

export interface UpdateOutcome {
  readonly matched: number;
  readonly modified: number;
  /** The document an upsert made. */
  readonly upserted: Doc | null;
}

/** Prepares `q` and `u` of an update statement, or the same of findAndModify. */
export function prepareUpdate(
  statement: { query: Doc; update: unknown; options: Doc },
  scope: ExpressionScope,
  now: number,
): UpdateStatement {
  const { query, update, options } = statement;
  refuseCollation(options['collation']);
  const expression = (value: unknown) => compileExpression(value, scope);
  const filter = filterOf(query, scope);
  const inner = options['c'] === undefined ? scope : { variables: { ...scope.variables, ...docField(options, 'c') } };
  const compiled = compileUpdate(update, { expression, pipeline: (stages) => compileDocPipeline(stages, inner) });
  const arrayFilters = compileArrayFilters(options['arrayFilters'], expression);
  checkArrayFilters(compiled, arrayFilters);
  const multi = options['multi'] === true;
  if (multi && compiled.kind === 'replacement') {
    throw new ServerError('FailedToParse', 'multi update is not supported for replacement-style update');
  }
  const touched = touchedFields(compiled);
  return {
    filter,
    update: compiled,
    touched,
    needed: neededFields(compiled, filter, touched),
    context: { filter: filter.node, arrayFilters, expression, now, inserting: false },
    multi,
    upsert: options['upsert'] === true,
    sort: docField(options, 'sort'),
    hint: hintOf(options['hint']),
  };
}

/** Places of the documents to change, found before the first one is changed. */
export function* chosenRows(
  run: StatementRun,
  choice: { filter: Filter; sort: Doc; hint: unknown; limit: number },
): Generator<Row> {
  const { filter, hint, limit } = choice;
  const selection = { filter, sort: parseSort(choice.sort), skip: 0, limit, hint, deadline: run.deadline };
  const kept: Row[] = [];
  const places: number[] = [];
  for (const row of select(run.view, selection)) {
    if (kept.length < KEPT_BODIES) kept.push(row);
    else places.push(row.rid);
  }
  yield* kept;
  for (const rid of places) {
    const body = run.view.current(rid);
    if (body !== null) yield { rid, body };
  }
}

/** The top-level fields modifiers may change. */
function touchedFields(update: Update): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const { operator, path, operand } of update.kind === 'modifiers' ? update.modifiers : []) {
    touched.add(path[0] ?? '');
    if (operator === '$rename') touched.add(renameTarget(path.join('.'), operand)[0] ?? '');
  }
  return touched;
}

/** What modifiers need of a document: the fields they change, and those of the filter when `$` refers to it. */
function neededFields(update: Update, filter: Filter, touched: ReadonlySet<string>): FieldNames | null {
  if (update.kind !== 'modifiers') return null;
  if (!update.modifiers.some((modifier) => modifier.path.includes('$'))) return fieldNames(['_id', ...touched]);
  return filter.fields === null ? null : fieldNames(['_id', ...touched, ...filter.fields]);
}

/** Applies an update to one document; the new bytes, or null when it changes nothing. */
export function updateRow(view: View, row: Row, statement: UpdateStatement): Buffer | null {
  const { update, context, touched, needed } = statement;
  const before = needed === null ? decodeDocument(row.body) : decodeFields(row.body, needed);
  const after = applyUpdate(before, update, context);
  if (after === null) return null;
  const body = update.kind === 'modifiers' ? patchDocument(row.body, after, touched) : encodeStored(after);
  view.replace(row, body);
  return body;
}

/** Inserts what an upsert makes. */
export function insertUpsert(view: View, statement: UpdateStatement): { doc: Doc; body: Buffer } {
  const doc = upsertDocument(statement.update, statement.context);
  const body = encodeStored(doc);
  view.insert(body);
  return { doc, body };
}

export function runUpdate(run: StatementRun, statement: UpdateStatement): UpdateOutcome {
  let matched = 0;
  let modified = 0;
  const limit = statement.multi ? 0 : 1;
  for (const row of chosenRows(run, { ...statement, limit })) {
    matched += 1;
    if (updateRow(run.view, row, statement) !== null) modified += 1;
  }
  if (matched > 0 || !statement.upsert) return { matched, modified, upserted: null };
  return { matched: 0, modified: 0, upserted: insertUpsert(run.view, statement).doc };
}

export function runDelete(run: StatementRun, statement: Doc, scope: ExpressionScope): number {
  refuseCollation(statement['collation']);
  const query = statement['q'];
  if (!isDoc(query)) throw new ServerError('TypeMismatch', "BSON field 'delete.deletes.q' must be an object");
  const limit = statement['limit'];
  if (limit !== 0 && limit !== 1) {
    throw new ServerError('FailedToParse', 'The limit field in delete objects must be 0 or 1.');
  }
  const choice = { filter: filterOf(query, scope), sort: {}, hint: hintOf(statement['hint']), limit };
  let removed = 0;
  for (const row of chosenRows(run, choice)) {
    run.view.remove(row);
    removed += 1;
  }
  return removed;
}
