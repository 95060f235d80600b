import type { Binary, ObjectId } from 'bson';
import { ServerError } from '../error.ts';
import { bsonTag, isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { pathValues } from '../value/index-key.ts';
import { EMPTY_ARRAY, encodeKey } from '../value/key.ts';
import type { IndexInfo } from './collection.ts';

function show(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (isDoc(value)) return showDoc(value);
  if (bsonTag(value) === 'ObjectId') return `ObjectId('${(value as ObjectId).toHexString()}')`;
  if (bsonTag(value) === 'Binary') {
    const binary = value as Binary;
    return `BinData(${binary.sub_type}, ${Buffer.from(binary.value()).toString('hex').toUpperCase()})`;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

function showDoc(doc: Doc): string {
  const fields = Object.entries(doc).map(([name, value]) => `${name}: ${show(value)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** The values of the key that is there already: of several keys of an array, the one with these bytes. */
function keyValue(index: IndexInfo, doc: Doc, key: Buffer | null): Doc {
  const value: Doc = {};
  for (const field of index.fields) {
    const { values } = pathValues(doc, field.segments);
    const found =
      index.fields.length === 1 && key !== null
        ? values.find((candidate) => encodeKey([candidate], [field.direction]).equals(key))
        : values[0];
    value[field.path] = found === EMPTY_ARRAY || found === undefined ? null : found;
  }
  return value;
}

/** E11000 in MongoDB's words, with keyPattern and keyValue. */
export function duplicateKey(
  namespace: string,
  index: IndexInfo,
  found: { doc: Doc; key: Buffer | null },
): ServerError {
  const value = keyValue(index, found.doc, found.key);
  return new ServerError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: ${showDoc(value)}`,
    { fields: { keyPattern: index.spec['key'], keyValue: value } },
  );
}
