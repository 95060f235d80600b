import { ObjectId } from 'bson';
import type { Deadline } from '../deadline.ts';
import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { compileDocPipeline } from '../aggregate/run.ts';
import { select } from '../plan/select.ts';
import type { Row } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { LiveView } from '../store/view.ts';
import { sameValue } from '../value/compare.ts';
import { decodeDocument } from '../value/decode.ts';
import { isDoc, ownField } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { encodeStored } from '../value/encode.ts';
import { checkCollectionName, filterOf, writableDatabase } from './context.ts';
import type { CommandContext } from './context.ts';

interface Target {
  readonly database: Database;
  readonly collection: string;
}

function targetOf(context: CommandContext, into: unknown): Target {
  if (typeof into === 'string') {
    return { database: writableDatabase(context), collection: checkCollectionName(into, context.database) };
  }
  if (!isDoc(into) || typeof into['db'] !== 'string' || typeof into['coll'] !== 'string') {
    throw new ServerError(
      'TypeMismatch',
      'the output of $merge and $out is a collection name, or a document of db and coll',
    );
  }
  return {
    database: context.state.databases.get(into['db']),
    collection: checkCollectionName(into['coll'], into['db']),
  };
}

function withId(doc: Doc): Doc {
  return doc['_id'] === undefined ? { _id: new ObjectId(), ...doc } : doc;
}

/** All results, within the bound of what a command may hold: they are read before the first one is written. */
function held(documents: Iterable<Buffer>): Buffer[] {
  const list: Buffer[] = [];
  let bytes = 0;
  for (const document of documents) {
    bytes += document.length;
    if (bytes > LIMITS.blockingBytes) {
      throw new ServerError(
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `$merge and $out write at most ${LIMITS.blockingBytes} bytes in one command`,
      );
    }
    list.push(Buffer.from(document));
  }
  return list;
}

/** `$out`: the collection holds what the pipeline yields and nothing else; its indexes stay. */
export function replaceWith(context: CommandContext, spec: unknown, documents: Iterable<Buffer>): void {
  const { database, collection } = targetOf(context, spec);
  database.write(() => {
    const results = held(documents).map((bytes) => encodeStored(withId(decodeDocument(bytes))));
    const view = new LiveView(database, collection);
    const all = { filter: filterOf({}, { variables: {} }), sort: [], skip: 0, limit: 0, deadline: context.deadline };
    for (const row of select(view, all)) view.remove(row);
    if (view.info === null) database.catalog.create(collection);
    for (const body of results) view.insert(body);
  });
}

interface MergeSpec extends Target {
  readonly on: readonly string[];
  readonly whenMatched: unknown;
  readonly whenNotMatched: unknown;
  readonly variables: Doc;
}

const MATCHED: readonly unknown[] = ['replace', 'keepExisting', 'merge', 'fail'];
const NOT_MATCHED: readonly unknown[] = ['insert', 'discard', 'fail'];

function onFields(on: unknown): string[] {
  const fields: unknown[] = Array.isArray(on) ? on : [on ?? '_id'];
  if (fields.every((field): field is string => typeof field === 'string')) return fields;
  throw new ServerError('TypeMismatch', "'on' of $merge is a field name or an array of them");
}

function mergeSpec(context: CommandContext, raw: unknown): MergeSpec {
  const spec: Doc = isDoc(raw) && 'into' in raw ? raw : { into: raw };
  const target = targetOf(context, spec['into']);
  const fields = onFields(spec['on']);
  const whenMatched = spec['whenMatched'] ?? 'merge';
  const whenNotMatched = spec['whenNotMatched'] ?? 'insert';
  if (!Array.isArray(whenMatched) && !MATCHED.includes(whenMatched)) {
    throw new ServerError('BadValue', `whenMatched of $merge must be a pipeline or one of ${MATCHED.join(', ')}`);
  }
  if (!NOT_MATCHED.includes(whenNotMatched)) {
    throw new ServerError('BadValue', `whenNotMatched of $merge must be one of ${NOT_MATCHED.join(', ')}`);
  }
  const variables = isDoc(spec['let']) ? spec['let'] : {};
  return { ...target, on: fields, whenMatched, whenNotMatched, variables };
}

function checkUnique(spec: MergeSpec): void {
  if (sameValue([...spec.on], ['_id'])) return;
  const { indexes } = spec.database.catalog.get(spec.collection) ?? { indexes: [] };
  const wanted = [...spec.on].sort().join('\n');
  const found = indexes.some((index) => {
    const fields = index.fields.map((field) => field.path);
    return index.unique && index.partial === null && fields.sort().join('\n') === wanted;
  });
  if (!found) throw new ServerError('Location51183', 'Cannot find index to verify that join fields will be unique');
}

function onFilter(doc: Doc, on: readonly string[]): Doc {
  return Object.fromEntries(
    on.map((path) => {
      const value = path.split('.').reduce<unknown>((at, name) => (isDoc(at) ? ownField(at, name) : undefined), doc);
      if (value === undefined || value === null || Array.isArray(value)) {
        throw new ServerError(
          'BadValue',
          `$merge write error: 'on' field '${path}' cannot be missing, null or an array`,
        );
      }
      return [path, { $eq: value }];
    }),
  );
}

function mergeMatched(view: LiveView, row: Row, merge: { spec: MergeSpec; doc: Doc }): void {
  const { spec, doc } = merge;
  const existing = decodeDocument(row.body);
  if (spec.whenMatched === 'keepExisting') return;
  if (spec.whenMatched === 'fail')
    throw new ServerError('DuplicateKey', '$merge with whenMatched: fail found an existing document');
  const next = matchedDoc(existing, doc, spec);
  if (!sameValue(existing['_id'], next['_id'])) {
    throw new ServerError(
      'ImmutableField',
      "$merge failed to update the matching document: the '_id' field is immutable",
    );
  }
  view.replace(row, encodeStored(next));
}

function matchedDoc(existing: Doc, doc: Doc, spec: MergeSpec): Doc {
  if (spec.whenMatched === 'replace') return { _id: existing['_id'], ...doc };
  if (spec.whenMatched === 'merge') return { ...existing, ...doc };
  return compileDocPipeline(spec.whenMatched as Doc[], { variables: { ...spec.variables, new: doc } })(existing);
}

function mergeOne(view: LiveView, doc: Doc, run: { spec: MergeSpec; deadline: Deadline | null }): void {
  const { spec, deadline } = run;
  const filter = filterOf(onFilter(doc, spec.on), { variables: {} });
  const [row] = select(view, { filter, sort: [], skip: 0, limit: 1, deadline });
  if (row !== undefined) mergeMatched(view, row, { spec, doc });
  else if (spec.whenNotMatched === 'insert') view.insert(encodeStored(withId(doc)));
  else if (spec.whenNotMatched === 'fail') {
    throw new ServerError(
      'Location13113',
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
  }
}

/** `$merge`, by `_id` or by fields with a unique index. */
export function mergeInto(context: CommandContext, raw: unknown, documents: Iterable<Buffer>): void {
  const spec = mergeSpec(context, raw);
  checkUnique(spec);
  spec.database.write(() => {
    const view = new LiveView(spec.database, spec.collection);
    if (view.info === null) spec.database.catalog.create(spec.collection);
    const results = held(documents);
    for (const bytes of results) mergeOne(view, withId(decodeDocument(bytes)), { spec, deadline: context.deadline });
  });
}
