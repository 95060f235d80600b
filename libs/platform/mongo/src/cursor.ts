import { Fault } from '@bulkhead/core-base';
import { Types } from 'mongoose';

export type PageFault = 'CURSOR_INVALID' | 'PAGE_SIZE_INVALID' | 'SORT_KEY_MISSING';

/** What a sort key may be; anything else could smuggle an operator into the query. */
export type SortValue = string | number | boolean | Date | Types.ObjectId;

const MAX_CURSOR_CHARS = 2_048;
const OBJECT_ID = /^[0-9a-f]{24}$/;

/**
 * An opaque cursor: the order it belongs to and the sort keys of the last document, base64url of JSON. It is not
 * secret and not signed: what it may hold is checked on the way in, and it is compared, never executed.
 */
export function encodeCursor(order: string, values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([order, ...values.map(write)])).toString('base64url');
}

/** The sort keys a cursor carries. Throws CURSOR_INVALID for anything this function's twin did not write. */
export function decodeCursor(order: string, cursor: string): readonly SortValue[] {
  const parts = parse(cursor);
  if (parts === undefined || parts[0] !== order) throw invalidCursor();
  return parts.slice(1).map(read);
}

function parse(cursor: string): readonly unknown[] | undefined {
  if (cursor.length === 0 || cursor.length > MAX_CURSOR_CHARS) return undefined;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : undefined;
  } catch {
    return undefined;
  }
}

function write(value: unknown): unknown {
  if (value instanceof Date) return { d: value.getTime() };
  if (value instanceof Types.ObjectId) return { o: value.toHexString() };
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Fault('invariant', 'SORT_KEY_MISSING', 'a document has no value that can be sorted by', {
    details: { type: value === null ? 'null' : typeof value },
  });
}

function read(part: unknown): SortValue {
  if (typeof part === 'string' || typeof part === 'boolean' || typeof part === 'number') return part;
  if (typeof part !== 'object' || part === null || Array.isArray(part)) throw invalidCursor();
  const { d, o } = part as { d?: unknown; o?: unknown };
  if (typeof d === 'number' && Number.isSafeInteger(d) && !Number.isNaN(new Date(d).getTime())) return new Date(d);
  if (typeof o === 'string' && OBJECT_ID.test(o)) return Types.ObjectId.createFromHexString(o);
  throw invalidCursor();
}

/** A cursor that was made up, cut, or belongs to another order. */
export function invalidCursor(): Fault<PageFault> {
  return new Fault('invalid', 'CURSOR_INVALID', 'the cursor is not one of this list', {
    advice: 'use endCursor of the page before, with the same order and filter',
  });
}
