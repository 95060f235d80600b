import { Binary } from 'bson';
import { ServerError, refused } from '../error.ts';
import { compileExpression } from '../aggregate/expression.ts';
import { allIndexes } from '../store/collection.ts';
import type { CollectionInfo, IndexInfo } from '../store/collection.ts';
import type { Database } from '../store/database.ts';
import { parseIndexSpec } from '../store/index-spec.ts';
import { compareText, sameValue } from '../value/compare.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { encodeDocument } from '../value/encode.ts';
import {
  checkCollectionName,
  collectionName,
  countField,
  docField,
  existingDatabase,
  filterOf,
  refuseCollation,
  writableDatabase,
} from './context.ts';
import type { Command, CommandContext } from './context.ts';

type ParsedIndex = ReturnType<typeof parseIndexSpec>;

function existing(context: CommandContext, name: string): { database: Database; info: CollectionInfo } {
  const database = existingDatabase(context);
  const info = database?.catalog.get(name) ?? null;
  if (database === null || info === null) {
    throw new ServerError('NamespaceNotFound', `ns does not exist: ${context.database}.${name}`);
  }
  return { database, info };
}

/** A reply whose cursor is finished with its first batch. */
function listing(context: CommandContext, namespace: string, documents: Doc[]): Buffer {
  return context.state.cursors.open({
    namespace,
    documents: documents.map(encodeDocument),
    session: context.session,
    transaction: null,
    deadline: context.deadline,
    batchSize: countField(docField(context.body, 'cursor'), 'batchSize') ?? Number.POSITIVE_INFINITY,
    singleBatch: false,
    now: context.state.now(),
  });
}

const REFUSED_CREATE = [
  'capped', 'timeseries', 'validator', 'viewOn', 'pipeline', 'clusteredIndex', 'changeStreamPreAndPostImages', 'encryptedFields',
  'storageEngine', 'expireAfterSeconds', 'indexOptionDefaults',
]; // prettier-ignore

function runCreate(context: CommandContext): Doc {
  const name = collectionName(context);
  for (const option of REFUSED_CREATE) {
    const value = context.body[option];
    const off = value === undefined || value === false || (isDoc(value) && Object.keys(value).length === 0);
    if (!off) throw refused(`the collection option ${option}`, 'InvalidOptions');
  }
  refuseCollation(context.body['collation']);
  const database = writableDatabase(context);
  if (database.catalog.get(name) !== null) {
    throw new ServerError('NamespaceExists', `Collection ${context.database}.${name} already exists.`);
  }
  database.write(() => database.catalog.create(name));
  return { ok: 1 };
}

function runDrop(context: CommandContext): Doc {
  const name = collectionName(context);
  const database = existingDatabase(context);
  const info = database?.catalog.get(name) ?? null;
  if (database === null || info === null) return { ok: 1 };
  const namespace = `${context.database}.${name}`;
  context.state.cursors.killWhere((cursor) => cursor.namespace === namespace);
  const nIndexesWas = allIndexes(info).length;
  database.write(() => database.catalog.drop(info));
  return { nIndexesWas, ns: namespace, ok: 1 };
}

function runDropDatabase(context: CommandContext): Doc {
  const { database: name, state } = context;
  state.cursors.killWhere((cursor) => cursor.namespace.startsWith(`${name}.`));
  if (state.sessions.openTransactions > 0) state.sessions.abortAll();
  return state.databases.drop(name) ? { dropped: name, ok: 1 } : { ok: 1 };
}

function runRename(context: CommandContext): Doc {
  const [from, to] = [context.body['renameCollection'], context.body['to']];
  if (typeof from !== 'string' || typeof to !== 'string')
    throw new ServerError('TypeMismatch', 'renameCollection needs two namespaces');
  const database = from.slice(0, from.indexOf('.'));
  if (to.slice(0, to.indexOf('.')) !== database)
    throw refused('renaming a collection into another database', 'IllegalOperation');
  const inner = { ...context, database };
  const [source, target] = [from, to].map((namespace) =>
    checkCollectionName(namespace.slice(database.length + 1), database),
  );
  const found = existing(inner, source ?? '');
  const taken = found.database.catalog.get(target ?? '');
  if (taken !== null && context.body['dropTarget'] !== true)
    throw new ServerError('NamespaceExists', 'target namespace exists');
  found.database.write(() => {
    if (taken !== null) found.database.catalog.drop(taken);
    found.database.catalog.rename(found.info, target ?? '');
  });
  return { ok: 1 };
}

function sameOptions(left: ParsedIndex, right: ParsedIndex): boolean {
  const { name: _left, v: _v, ...leftOptions } = left.spec;
  const { name: _right, v: _w, ...rightOptions } = right.spec;
  const ordered = (options: Doc) =>
    Object.fromEntries(Object.entries(options).sort(([left], [right]) => compareText(left, right)));
  return sameValue(ordered(leftOptions), ordered(rightOptions));
}

/** True when the index is there already; throws when another one has its name or its keys. */
function alreadyThere(info: CollectionInfo, wanted: ParsedIndex): boolean {
  for (const index of allIndexes(info)) {
    const sameKeys = sameValue(index.spec['key'], wanted.spec['key']);
    if (index.name === wanted.name) {
      if (sameKeys && (index.id === 0 || sameOptions(index, wanted))) return true;
      throw new ServerError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Requested index: ${wanted.name}`,
      );
    }
    if (!sameKeys) continue;
    if (index.id === 0) return true;
    if (sameValue(index.spec['partialFilterExpression'], wanted.spec['partialFilterExpression'])) {
      throw new ServerError('IndexOptionsConflict', `Index already exists with a different name: ${index.name}`);
    }
  }
  return false;
}

function buildIndex(database: Database, name: string, wanted: ParsedIndex): void {
  const before = database.catalog.get(name) ?? database.catalog.create(name);
  const index = database.catalog.addIndex(before, wanted);
  let after: number | null = null;
  for (;;) {
    const rows = database.reader.scanTable(before, { after, reverse: false, limit: 500 });
    const info = database.catalog.get(name);
    for (const row of rows) if (info !== null) database.writer.addToIndex(info, index, row);
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.rid;
  }
}

function runCreateIndexes(context: CommandContext): Doc {
  const name = collectionName(context);
  const specs = context.body['indexes'];
  if (!Array.isArray(specs) || specs.length === 0 || !specs.every(isDoc)) {
    throw new ServerError('BadValue', 'Must specify at least one index to create');
  }
  const wanted = specs.map((spec) => parseIndexSpec(spec, compileExpression));
  const database = writableDatabase(context);
  const before = database.catalog.get(name);
  const numIndexesBefore = before === null ? 1 : allIndexes(before).length;
  database.write(() => {
    if (before === null) database.catalog.create(name);
    for (const index of wanted) {
      const info = database.catalog.get(name);
      if (info !== null && !alreadyThere(info, index)) buildIndex(database, name, index);
    }
  });
  const numIndexesAfter = allIndexes(existing(context, name).info).length;
  const note = numIndexesAfter === numIndexesBefore ? { note: 'all indexes already exist' } : {};
  return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically: before === null, ...note, ok: 1 };
}

function indexesToDrop(info: CollectionInfo, wanted: unknown): IndexInfo[] {
  if (wanted === '*') return [...info.indexes];
  const list = Array.isArray(wanted) ? wanted : [wanted];
  return list.map((item: unknown) => {
    const found = allIndexes(info).find((index) =>
      typeof item === 'string' ? index.name === item : sameValue(index.spec['key'], item),
    );
    if (found === undefined) {
      const shown = typeof item === 'string' ? `name [${item}]` : `key ${JSON.stringify(item)}`;
      throw new ServerError('IndexNotFound', `index not found with ${shown}`);
    }
    if (found.id === 0) throw new ServerError('InvalidOptions', 'cannot drop _id index');
    return found;
  });
}

function runDropIndexes(context: CommandContext): Doc {
  const { database, info } = existing(context, collectionName(context));
  const gone = indexesToDrop(info, context.body['index']);
  const namespace = `${context.database}.${info.name}`;
  context.state.cursors.killWhere((cursor) => cursor.namespace === namespace);
  database.write(() => {
    let current = info;
    for (const index of gone) current = database.catalog.dropIndex(current, index);
  });
  return { nIndexesWas: allIndexes(info).length, ok: 1 };
}

function runListIndexes(context: CommandContext): Buffer {
  const name = collectionName(context);
  const { info } = existing(context, name);
  return listing(
    context,
    `${context.database}.${name}`,
    allIndexes(info).map((index) => index.spec),
  );
}

function collectionDoc(info: CollectionInfo, nameOnly: boolean): Doc {
  const head = { name: info.name, type: 'collection' };
  if (nameOnly) return head;
  const uuid = new Binary(info.uuid, Binary.SUBTYPE_UUID);
  return { ...head, options: {}, info: { readOnly: false, uuid }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } };
}

function runListCollections(context: CommandContext): Buffer {
  const { test } = filterOf(docField(context.body, 'filter'), { variables: {} });
  const nameOnly = context.body['nameOnly'] === true;
  const all = existingDatabase(context)?.catalog.list() ?? [];
  const documents = all.filter((info) => test(collectionDoc(info, false))).map((info) => collectionDoc(info, nameOnly));
  return listing(context, `${context.database}.$cmd.listCollections`, documents);
}

function runCollMod(context: CommandContext): Doc {
  const { database, info } = existing(context, collectionName(context));
  const change = docField(context.body, 'index');
  const index = info.indexes.find((candidate) => {
    return candidate.name === change['name'] || sameValue(candidate.spec['key'], change['keyPattern']);
  });
  const seconds = change['expireAfterSeconds'];
  if (index === undefined) throw new ServerError('IndexNotFound', 'cannot find index for collMod');
  if (typeof seconds !== 'number' || seconds < 0 || index.expireAfterSeconds === null) {
    throw refused('collMod of anything but expireAfterSeconds of a TTL index', 'InvalidOptions');
  }
  database.write(() => database.catalog.setExpiry(info, index, seconds));
  return { expireAfterSeconds_old: index.expireAfterSeconds, expireAfterSeconds_new: seconds, ok: 1 };
}

function runCollStats(context: CommandContext): Doc {
  const name = collectionName(context);
  const database = existingDatabase(context);
  const info = database?.catalog.get(name) ?? null;
  const ns = `${context.database}.${name}`;
  if (database === null || info === null) return { ns, count: 0, size: 0, nindexes: 0, ok: 1 };
  const size = Number(database.sqlite.get(`SELECT total(length(body)) FROM ${info.table}`)?.[0] ?? 0);
  const count = database.reader.count(info);
  const avgObjSize = count === 0 ? 0 : Math.round(size / count);
  return { ns, count, size, avgObjSize, storageSize: size, nindexes: allIndexes(info).length, capped: false, ok: 1 };
}

export const COLLECTION_COMMANDS: Readonly<Record<string, Command>> = {
  create: {
    fields: [
      ...REFUSED_CREATE,
      'size',
      'max',
      'collation',
      'autoIndexId',
      'idIndex',
      'validationLevel',
      'validationAction',
    ],
    run: runCreate,
  },
  drop: { fields: [], run: runDrop },
  dropDatabase: { fields: [], run: runDropDatabase },
  renameCollection: { fields: ['to', 'dropTarget'], run: runRename },
  createIndexes: { fields: ['indexes', 'commitQuorum'], run: runCreateIndexes },
  dropIndexes: { fields: ['index'], run: runDropIndexes },
  listIndexes: { fields: ['cursor'], run: runListIndexes },
  listCollections: { fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'], run: runListCollections },
  collMod: { fields: ['index'], run: runCollMod },
  collStats: { fields: ['scale'], run: runCollStats },
};
