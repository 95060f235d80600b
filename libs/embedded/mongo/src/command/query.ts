import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { compileExpression } from '../aggregate/expression.ts';
import { explainPlan } from '../plan/explain.ts';
import { planSelection, runPlan, select } from '../plan/select.ts';
import type { Selection } from '../plan/select.ts';
import { valuesAtPath } from '../query/path.ts';
import { compileProjection } from '../query/projection.ts';
import type { ProjectionContext } from '../query/projection.ts';
import { compileRawProjection } from '../query/raw-projection.ts';
import { parseSort } from '../query/sort.ts';
import type { Row } from '../store/collection.ts';
import { decodeDocument } from '../value/decode.ts';
import type { Doc } from '../value/document.ts';
import { encodeDocument } from '../value/encode.ts';
import { encodeId } from '../value/key.ts';
import { collectionName, countField, docField, filterOf, readView, refuseCollation, scopeOf } from './context.ts';
import type { Command, CommandContext } from './context.ts';

/** The selection that find, count and distinct have in common. */
function selectionOf(context: CommandContext, filterName: string): Selection {
  const { body } = context;
  refuseCollation(body['collation']);
  return {
    filter: filterOf(docField(body, filterName), scopeOf(body)),
    sort: parseSort(docField(body, 'sort')),
    skip: countField(body, 'skip') ?? 0,
    limit: Math.abs(typeof body['limit'] === 'number' ? Math.trunc(body['limit']) : 0),
    hint: hintOf(body['hint']),
    deadline: context.deadline,
  };
}

export function hintOf(hint: unknown): unknown {
  if (typeof hint === 'object' && hint !== null && Object.keys(hint).length === 0) return undefined;
  return hint ?? undefined;
}

/** Turns stored bytes into the bytes a client asked for. */
function projector(projection: Doc, context: ProjectionContext): (body: Buffer) => Buffer {
  const project = compileProjection(projection, context);
  if (project === null) return (body) => body;
  return compileRawProjection(projection) ?? ((body) => encodeDocument(project(decodeDocument(body))));
}

function* projected(rows: Iterable<Row>, project: (body: Buffer) => Buffer): Generator<Buffer> {
  for (const row of rows) yield project(row.body);
}

function runFind(context: CommandContext): Buffer {
  const { body, state } = context;
  const selection = selectionOf(context, 'filter');
  const view = readView(context, collectionName(context));
  const scope = scopeOf(body);
  const project = projector(docField(body, 'projection'), {
    expression: (expression) => compileExpression(expression, scope),
    filter: selection.filter.node,
  });
  return state.cursors.open({
    namespace: view.namespace,
    documents: projected(select(view, selection), project),
    session: context.session,
    transaction: context.transaction,
    deadline: context.deadline,
    batchSize: countField(body, 'batchSize'),
    singleBatch: body['singleBatch'] === true || Number(body['limit']) < 0,
    now: state.now(),
  });
}

function runGetMore(context: CommandContext): Buffer {
  const { body, state, session } = context;
  const id = body['getMore'];
  if (typeof id !== 'number') throw new ServerError('CursorNotFound', 'cursor id not found');
  const namespace = `${context.database}.${String(body['collection'])}`;
  const batchSize = countField(body, 'batchSize');
  return state.cursors.more(id, {
    namespace,
    session,
    batchSize: batchSize === 0 ? null : batchSize,
    now: state.now(),
  });
}

function runKillCursors(context: CommandContext): Doc {
  const ids = context.body['cursors'];
  if (!Array.isArray(ids)) throw new ServerError('TypeMismatch', 'cursors must be an array');
  const killed = ids.filter((id) => context.state.cursors.kill(Number(id)));
  const missing = ids.filter((id) => !killed.includes(id));
  return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
}

function runCount(context: CommandContext): Doc {
  const selection = { ...selectionOf(context, 'query'), sort: [] };
  const view = readView(context, collectionName(context));
  const total = view.fastCount(planSelection(view, selection));
  if (total !== null) {
    const rest = Math.max(0, total - selection.skip);
    return { n: selection.limit > 0 ? Math.min(rest, selection.limit) : rest, ok: 1 };
  }
  let n = 0;
  for (const _row of select(view, selection)) n += 1;
  return { n, ok: 1 };
}

function runDistinct(context: CommandContext): Doc {
  const key = context.body['key'];
  if (typeof key !== 'string' || key === '')
    throw new ServerError('TypeMismatch', 'distinct needs a key that is a string');
  const view = readView(context, collectionName(context));
  const seen = new Map<string, unknown>();
  let bytes = 0;
  for (const row of select(view, selectionOf(context, 'query'))) {
    for (const value of valuesAtPath(decodeDocument(row.body), key)) {
      const encoded = encodeId(value);
      if (seen.has(encoded.toString('latin1'))) continue;
      seen.set(encoded.toString('latin1'), value);
      bytes += encoded.length;
      if (bytes > LIMITS.maxBsonObjectSize) throw new ServerError('BSONObjectTooLarge', 'distinct too big, 16mb cap');
    }
  }
  return { values: [...seen.values()], ok: 1 };
}

const FIND_FIELDS = [
  'filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'hint', 'collation', 'let', 'noCursorTimeout',
  'allowDiskUse', 'allowPartialResults',
]; // prettier-ignore

function explained(context: CommandContext): { selection: Selection; collection: string; sort: Doc } {
  const inner = context.body['explain'] as Doc;
  const [name = ''] = Object.keys(inner);
  const nested = { ...context, body: inner, name };
  const collection = collectionName(nested);
  if (name === 'find') return { selection: selectionOf(nested, 'filter'), collection, sort: docField(inner, 'sort') };
  if (name === 'count' || name === 'distinct') return { selection: selectionOf(nested, 'query'), collection, sort: {} };
  if (name === 'aggregate') return explainedPipeline(nested, collection);
  throw new ServerError('CommandNotFound', `explain of ${name} is not supported by the embedded engine`);
}

function explainedPipeline(
  context: CommandContext,
  collection: string,
): { selection: Selection; collection: string; sort: Doc } {
  const [first, second] = context.body['pipeline'] as Doc[];
  const filter = (first?.['$match'] ?? {}) as Doc;
  const sort = (first?.['$sort'] ?? second?.['$sort'] ?? {}) as Doc;
  const body = { ...context.body, filter, sort };
  return { selection: selectionOf({ ...context, body }, 'filter'), collection, sort };
}

function runExplain(context: CommandContext): Doc {
  const { selection, collection, sort } = explained(context);
  const view = readView(context, collection);
  const plan = planSelection(view, selection);
  const winningPlan = explainPlan(plan, sort);
  const queryPlanner = {
    plannerVersion: 1,
    namespace: view.namespace,
    indexFilterSet: false,
    winningPlan,
    rejectedPlans: [],
  };
  if (context.body['verbosity'] === 'queryPlanner') return { queryPlanner, ok: 1 };
  const count = { keys: 0, documents: 0 };
  let returned = 0;
  for (const _row of runPlan(view, plan, { selection, count })) returned += 1;
  const executionStats = {
    executionSuccess: true,
    nReturned: returned,
    totalKeysExamined: count.keys,
    totalDocsExamined: count.documents,
    executionStages: { ...winningPlan, nReturned: returned },
  };
  return { queryPlanner, executionStats, ok: 1 };
}

export const QUERY_COMMANDS: Readonly<Record<string, Command>> = {
  find: { fields: FIND_FIELDS, transactional: true, run: runFind },
  getMore: { fields: ['collection', 'batchSize'], transactional: true, run: runGetMore },
  killCursors: { fields: ['cursors'], transactional: true, run: runKillCursors },
  count: { fields: ['query', 'limit', 'skip', 'hint', 'collation'], run: runCount },
  distinct: { fields: ['key', 'query', 'collation', 'hint'], transactional: true, run: runDistinct },
  explain: { fields: ['verbosity'], run: runExplain },
};
