import type { Doc } from '../value/document.ts';
import { pickFields } from '../value/patch.ts';

function isYes(value: unknown): boolean {
  return value === true || (typeof value === 'number' && value !== 0);
}

function isNo(value: unknown): boolean {
  return value === false || value === 0;
}

/**
 * A projection on bytes for the frequent kinds: only top-level fields, all taken or all left. Null for any other, which
 * has to decode.
 */
export function compileRawProjection(projection: Doc): ((bytes: Buffer) => Buffer) | null {
  const { _id: id, ...fields } = projection;
  const names = Object.keys(fields);
  if (names.some((name) => name === '' || name.includes('.') || name.includes('$'))) return null;
  const values = Object.values(fields);
  const withoutId = isNo(id);
  if (!withoutId && id !== undefined && !isYes(id)) return null;
  const wanted = new Set(names);
  if (names.length > 0 && values.every(isYes)) {
    return (bytes) => pickFields(bytes, (name) => (name === '_id' ? !withoutId : wanted.has(name)));
  }
  if (isYes(id) && names.length === 0) return (bytes) => pickFields(bytes, (name) => name === '_id');
  if (!values.every(isNo) || isYes(id) || Object.keys(projection).length === 0) return null;
  return (bytes) => pickFields(bytes, (name) => (name === '_id' ? !withoutId : !wanted.has(name)));
}
