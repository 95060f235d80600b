import { ServerError, refused } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import { segmentsOf } from '../query/path.ts';
import type { ExpressionCompiler, FilterNode } from '../query/node.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import type { KeyField } from '../value/index-key.ts';
import type { IndexInfo } from './collection.ts';

const REFUSED_OPTIONS = new Set([
  'collation', 'weights', 'default_language', 'language_override', 'textIndexVersion', '2dsphereIndexVersion', 'bits', 'min',
  'max', 'bucketSize', 'storageEngine', 'wildcardProjection', 'hidden', 'clustered',
]); // prettier-ignore
const KNOWN_OPTIONS = new Set([
  'v', 'key', 'name', 'ns', 'unique', 'sparse', 'background', 'partialFilterExpression', 'expireAfterSeconds',
]); // prettier-ignore
const PARTIAL_OPERATORS = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$in']);

function keyFields(key: unknown): KeyField[] {
  if (!isDoc(key) || Object.keys(key).length === 0)
    throw new ServerError('CannotCreateIndex', 'Index keys cannot be empty.');
  const entries = Object.entries(key);
  if (entries.length > LIMITS.fieldsPerIndex)
    throw new ServerError('CannotCreateIndex', 'too many fields in one index');
  return entries.map(([path, direction]) => {
    if (typeof direction === 'string') throw refused(`the index kind "${direction}"`, 'CannotCreateIndex');
    if (path.includes('$**')) throw refused('a wildcard index', 'CannotCreateIndex');
    if (typeof direction !== 'number' || direction === 0 || Number.isNaN(direction)) {
      throw new ServerError(
        'CannotCreateIndex',
        `Values in v:2 index key pattern must be numbers that are not 0 (${path})`,
      );
    }
    if (path === '' || path.startsWith('$') || segmentsOf(path).includes('')) {
      throw new ServerError('CannotCreateIndex', `Index key contains an illegal field name: '${path}'`);
    }
    return { path, segments: segmentsOf(path), direction: direction > 0 ? 1 : -1 };
  });
}

function checkOptions(spec: Doc): void {
  for (const name of Object.keys(spec)) {
    if (REFUSED_OPTIONS.has(name)) throw refused(`the index option ${name}`, 'CannotCreateIndex');
    if (!KNOWN_OPTIONS.has(name)) {
      throw new ServerError(
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification.`,
      );
    }
  }
}

function checkPartial(node: FilterNode): void {
  if (node.kind === 'and') {
    for (const inner of node.nodes) checkPartial(inner);
    return;
  }
  if (node.kind === 'field' && PARTIAL_OPERATORS.has(node.operator) && node.operand !== false) return;
  throw new ServerError(
    'CannotCreateIndex',
    'unsupported expression in partial index: use equality, $exists: true, $gt, $gte, $lt, $lte, $type, $in and $and',
  );
}

function partialFilter(spec: Doc, expression: ExpressionCompiler): Filter | null {
  const filter = spec['partialFilterExpression'];
  if (filter === undefined) return null;
  if (!isDoc(filter)) throw new ServerError('CannotCreateIndex', 'partialFilterExpression must be an object');
  if (spec['sparse'] === true) {
    throw new ServerError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  const compiled = compileFilter(filter, expression);
  checkPartial(compiled.node);
  return compiled;
}

function expiry(spec: Doc, fields: readonly KeyField[]): number | null {
  const seconds = spec['expireAfterSeconds'];
  if (seconds === undefined) return null;
  if (typeof seconds !== 'number' || !(seconds >= 0) || seconds > 2 ** 31 - 1) {
    throw new ServerError(
      'CannotCreateIndex',
      "TTL index 'expireAfterSeconds' option must be within an acceptable range",
    );
  }
  if (fields.length !== 1 || fields[0]?.path === '_id') {
    throw new ServerError('CannotCreateIndex', 'TTL indexes are single-field indexes, and not on _id');
  }
  return seconds;
}

export function defaultIndexName(key: Doc): string {
  return Object.entries(key)
    .map(([path, direction]) => `${path}_${String(direction)}`)
    .join('_');
}

/** Reads an index specification; throws ServerError for a kind or an option that is wrong or not supported. */
export function parseIndexSpec(
  spec: Doc,
  expression: ExpressionCompiler,
): Omit<IndexInfo, 'id' | 'table' | 'multikey'> {
  checkOptions(spec);
  const fields = keyFields(spec['key']);
  const key = spec['key'] as Doc;
  const name = typeof spec['name'] === 'string' && spec['name'] !== '' ? spec['name'] : defaultIndexName(key);
  const unique = Boolean(spec['unique']);
  const sparse = Boolean(spec['sparse']);
  const { ns: _ns, background: _background, v: _v, key: _key, name: _name, ...options } = spec;
  if (!unique) delete options['unique'];
  if (!sparse) delete options['sparse'];
  return {
    name,
    spec: { v: 2, key, name, ...options },
    fields,
    unique,
    sparse,
    partial: partialFilter(spec, expression),
    expireAfterSeconds: expiry(spec, fields),
  };
}
