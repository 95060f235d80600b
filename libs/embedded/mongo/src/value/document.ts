import type { Binary, BSONRegExp, ObjectId, Timestamp } from 'bson';

/** A decoded BSON document. Numbers are JavaScript numbers, whatever of int32, int64 or double they were. */
export type Doc = Record<string, unknown>;

/** A BSON value that is not plain JavaScript. */
export type Special = ObjectId | Binary | Timestamp | BSONRegExp;

/** The bson type tag of a value, or null for plain JavaScript. */
export function bsonTag(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const tag: unknown = (value as { _bsontype?: unknown })._bsontype;
  return typeof tag === 'string' ? tag : null;
}

/** True for an embedded document: an object that is no array, date or bson type. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) return false;
  return bsonTag(value) === null;
}

/** Sets a field also when it is called `__proto__`. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name !== '__proto__') {
    doc[name] = value;
    return;
  }
  Object.defineProperty(doc, name, { value, enumerable: true, configurable: true, writable: true });
}

/** Reads an own field; inherited names such as `constructor` are not fields. */
export function ownField(doc: Doc, name: string): unknown {
  const value = doc[name];
  if (value === undefined || Object.hasOwn(doc, name)) return value;
  return undefined;
}

/** The names of an object that start with `$`, when the first does: an operator object as filters and updates have. */
export function isOperatorDoc(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  for (const name in value) return name.startsWith('$');
  return false;
}

/** A deep copy; bson values are immutable here and are kept. */
export function cloneValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneValue);
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const name of Object.keys(value)) setField(copy, name, cloneValue(value[name]));
  return copy;
}
