import { ObjectId } from 'bson';
import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { compileExpression } from '../aggregate/expression.ts';
import { compileProjection } from '../query/projection.ts';
import type { View } from '../store/view.ts';
import { decodeDocument, wrongName } from '../value/decode.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { idFirst } from '../value/patch.ts';
import { collectionName, docField, scopeOf, writableDatabase, writeView } from './context.ts';
import type { Command, CommandContext } from './context.ts';
import { chosenRows, insertUpsert, prepareUpdate, runDelete, runUpdate, updateRow } from './write.ts';
import type { UpdateStatement } from './write.ts';

interface WriteError extends Doc {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

function writeError(index: number, error: unknown): WriteError {
  if (!(error instanceof ServerError)) throw error;
  // Errors that end a transaction are the command's, not one statement's.
  if (error.labels.length > 0) throw error;
  return { index, code: error.code, errmsg: error.message, ...error.fields };
}

/** Runs statements one after the other; ordered ones stop at the first error. */
function runEach<T>(context: CommandContext, list: readonly T[], run: (item: T, index: number) => void): WriteError[] {
  const errors: WriteError[] = [];
  const ordered = context.body['ordered'] !== false;
  for (const [index, item] of list.entries()) {
    try {
      run(item, index);
    } catch (error) {
      errors.push(writeError(index, error));
      if (ordered || context.transaction !== null) break;
    }
  }
  return errors;
}

/** One SQLite transaction for the whole command; inside a MongoDB transaction nothing is written yet. */
function atomically<T>(context: CommandContext, work: () => T): T {
  return context.transaction === null ? writableDatabase(context).write(work) : work();
}

function finished(reply: Doc, errors: readonly WriteError[]): Doc {
  return errors.length === 0 ? { ...reply, ok: 1 } : { ...reply, writeErrors: errors, ok: 1 };
}

function checkCount(count: number): void {
  if (count > 0 && count <= LIMITS.maxWriteBatchSize) return;
  throw new ServerError(
    'InvalidLength',
    `Write batch sizes must be between 1 and ${LIMITS.maxWriteBatchSize}. Got ${count} operations.`,
  );
}

/** The bytes to store for a document that came in: `_id` first, made when it is missing. */
function storable(bytes: Buffer): Buffer {
  if (bytes.length > LIMITS.maxBsonObjectSize) {
    throw new ServerError(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${bytes.length}, max size: ${LIMITS.maxBsonObjectSize}`,
    );
  }
  const wrong = wrongName(bytes);
  if (wrong === '_id') throw new ServerError('BadValue', "can't have multiple _id fields in one document");
  if (wrong !== null) {
    throw new ServerError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${wrong}' in '${wrong}' is not allowed in the context of an insert.`,
    );
  }
  if (startsWithId(bytes)) return bytes;
  return idFirst(bytes, () => new ObjectId());
}

const ID_NAME = Buffer.from('_id\0');

function startsWithId(bytes: Buffer): boolean {
  return bytes.length > 9 && bytes.compare(ID_NAME, 0, 4, 5, 9) === 0;
}

function runInsert(context: CommandContext): Doc {
  const documents = context.sequences.get('documents') ?? [];
  checkCount(documents.length);
  const view = writeView(context, collectionName(context));
  return atomically(context, () => {
    let n = 0;
    const errors = runEach(context, documents, (bytes) => {
      view.insert(storable(bytes));
      n += 1;
    });
    return finished({ n }, errors);
  });
}

function statements(context: CommandContext, name: string): Doc[] {
  const sequence = context.sequences.get(name);
  const list = sequence === undefined ? context.body[name] : sequence.map((bytes) => decodeDocument(bytes));
  if (!Array.isArray(list) || !list.every(isDoc))
    throw new ServerError('TypeMismatch', `BSON field '${name}' must be an array of objects`);
  checkCount(list.length);
  return list;
}

const UPDATE_STATEMENT = new Set(['q', 'u', 'c', 'multi', 'upsert', 'collation', 'arrayFilters', 'hint', 'sort']);
const DELETE_STATEMENT = new Set(['q', 'limit', 'collation', 'hint']);

function checkStatement(statement: Doc, known: ReadonlySet<string>, command: string): void {
  const wrong = Object.keys(statement).find((name) => !known.has(name));
  if (wrong !== undefined)
    throw new ServerError('Location40415', `BSON field '${command}.${wrong}' is an unknown field.`);
}

function runUpdateCommand(context: CommandContext): Doc {
  const list = statements(context, 'updates');
  const scope = scopeOf(context.body);
  const view = writeView(context, collectionName(context));
  return atomically(context, () => {
    let [n, nModified] = [0, 0];
    const upserted: Doc[] = [];
    const errors = runEach(context, list, (statement, index) => {
      checkStatement(statement, UPDATE_STATEMENT, 'update.updates');
      const given = { query: docField(statement, 'q'), update: statement['u'], options: statement };
      const prepared = prepareUpdate(given, scope, context.state.now());
      const outcome = runUpdate({ view, deadline: context.deadline }, prepared);
      n += outcome.matched + (outcome.upserted === null ? 0 : 1);
      nModified += outcome.modified;
      if (outcome.upserted !== null) upserted.push({ index, _id: outcome.upserted['_id'] });
    });
    return finished(upserted.length > 0 ? { n, upserted, nModified } : { n, nModified }, errors);
  });
}

function runDeleteCommand(context: CommandContext): Doc {
  const list = statements(context, 'deletes');
  const scope = scopeOf(context.body);
  const view = writeView(context, collectionName(context));
  return atomically(context, () => {
    let n = 0;
    const errors = runEach(context, list, (statement) => {
      checkStatement(statement, DELETE_STATEMENT, 'delete.deletes');
      n += runDelete({ view, deadline: context.deadline }, statement, scope);
    });
    return finished({ n }, errors);
  });
}

interface Modified {
  readonly value: Buffer | null;
  readonly lastErrorObject: Doc;
}

function modifyOne(context: CommandContext, view: View, statement: UpdateStatement): Modified {
  const [row] = chosenRows({ view, deadline: context.deadline }, { ...statement, limit: 1 });
  const wantsNew = context.body['new'] === true;
  if (row !== undefined) {
    const after = updateRow(view, row, statement) ?? row.body;
    return { value: wantsNew ? after : row.body, lastErrorObject: { n: 1, updatedExisting: true } };
  }
  if (!statement.upsert) return { value: null, lastErrorObject: { n: 0, updatedExisting: false } };
  const { doc, body } = insertUpsert(view, statement);
  return { value: wantsNew ? body : null, lastErrorObject: { n: 1, updatedExisting: false, upserted: doc['_id'] } };
}

function removeOne(context: CommandContext, view: View, statement: UpdateStatement): Modified {
  const [row] = chosenRows({ view, deadline: context.deadline }, { ...statement, limit: 1 });
  if (row === undefined) return { value: null, lastErrorObject: { n: 0 } };
  view.remove(row);
  return { value: row.body, lastErrorObject: { n: 1 } };
}

function runFindAndModify(context: CommandContext): Doc {
  const { body } = context;
  const remove = body['remove'] === true;
  if (remove && (body['update'] !== undefined || body['upsert'] === true || body['new'] === true)) {
    throw new ServerError('FailedToParse', "Cannot specify 'remove' together with 'update', 'upsert' or 'new'");
  }
  if (!remove && body['update'] === undefined) {
    throw new ServerError('FailedToParse', 'Either an update or remove=true must be specified');
  }
  const scope = scopeOf(body);
  const given = { query: docField(body, 'query'), update: remove ? { $set: {} } : body['update'], options: body };
  const statement = prepareUpdate(given, scope, context.state.now());
  const projection = compileProjection(docField(body, 'fields'), {
    expression: (expression) => compileExpression(expression, scope),
    filter: statement.filter.node,
  });
  const view = writeView(context, collectionName(context));
  return atomically(context, () => {
    const { value, lastErrorObject } = remove
      ? removeOne(context, view, statement)
      : modifyOne(context, view, statement);
    const doc = value === null ? null : decodeDocument(value);
    return { lastErrorObject, value: doc === null || projection === null ? doc : projection(doc), ok: 1 };
  });
}

const WRITE = { transactional: true, retryable: true };
const FIND_AND_MODIFY: Command = {
  ...WRITE,
  fields: [
    'query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert', 'bypassDocumentValidation', 'collation', 'arrayFilters',
    'hint', 'let',
  ], // prettier-ignore
  run: runFindAndModify,
};

export const CRUD_COMMANDS: Readonly<Record<string, Command>> = {
  insert: { ...WRITE, fields: ['documents', 'ordered', 'bypassDocumentValidation'], run: runInsert },
  update: { ...WRITE, fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'], run: runUpdateCommand },
  delete: { ...WRITE, fields: ['deletes', 'ordered', 'let'], run: runDeleteCommand },
  findAndModify: FIND_AND_MODIFY,
  findandmodify: FIND_AND_MODIFY,
};
