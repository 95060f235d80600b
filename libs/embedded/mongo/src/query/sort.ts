import { ServerError, refused } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { compareValues } from '../value/compare.ts';
import { decodeFields, fieldNames } from '../value/decode.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { pathValues } from '../value/index-key.ts';
import type { KeyField } from '../value/index-key.ts';
import { EMPTY_ARRAY } from '../value/key.ts';
import { segmentsOf } from './path.ts';

/** Parses a sort document: 1 or -1 per path. `$meta` is refused. */
export function parseSort(sort: Doc): KeyField[] {
  const entries = Object.entries(sort);
  if (entries.length > LIMITS.fieldsPerIndex) throw new ServerError('BadValue', 'too many sort keys');
  return entries.map(([path, direction]) => {
    if (isDoc(direction)) throw refused('$meta in a sort', 'BadValue');
    if (direction !== 1 && direction !== -1) {
      throw new ServerError('BadValue', `$sort key ordering must be 1 (for ascending) or -1 (for descending)`);
    }
    if (path === '' || (path.startsWith('$') && path !== '$natural')) {
      throw new ServerError('Location16410', `FieldPath field names may not start with '$': ${path}`);
    }
    return { path, segments: segmentsOf(path), direction };
  });
}

function order(left: unknown, right: unknown): number {
  if (left === EMPTY_ARRAY) return right === EMPTY_ARRAY ? 0 : -1;
  return right === EMPTY_ARRAY ? 1 : compareValues(left, right);
}

/** The value an array is sorted by: its least element ascending, its greatest descending. */
function sortValue(doc: Doc, field: KeyField): unknown {
  const { values } = pathValues(doc, field.segments);
  if (values.length === 1) return values[0];
  const ordered = [...values].sort(order);
  return field.direction === 1 ? ordered[0] : ordered.at(-1);
}

export function sortKey(doc: Doc, fields: readonly KeyField[]): unknown[] {
  return fields.map((field) => sortValue(doc, field));
}

export function compareSortKeys(
  left: readonly unknown[],
  right: readonly unknown[],
  fields: readonly KeyField[],
): number {
  for (const [at, field] of fields.entries()) {
    const difference = order(left[at], right[at]);
    if (difference !== 0) return difference * field.direction;
  }
  return 0;
}

interface Held<T> {
  readonly item: T;
  readonly key: readonly unknown[];
  readonly place: number;
}

export interface SortOptions<T> {
  readonly fields: readonly KeyField[];
  /** Keep only this many, 0 for all. */
  readonly limit: number;
  readonly bytesOf: (item: T) => number;
  readonly docOf: (item: T) => Doc;
}

function outOfMemory(): ServerError {
  return new ServerError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `Sort exceeded memory limit of ${LIMITS.blockingBytes} bytes; add an index that gives the order, or a limit (the embedded engine does not sort on disk)`,
  );
}

/** Sorts in memory, stable, with a bound; with a limit it holds at most twice that many. */
export function sortItems<T>(items: Iterable<T>, options: SortOptions<T>): T[] {
  const { fields, limit } = options;
  let held: Held<T>[] = [];
  let bytes = 0;
  const compare = (left: Held<T>, right: Held<T>) =>
    compareSortKeys(left.key, right.key, fields) || left.place - right.place;
  let place = 0;
  for (const item of items) {
    held.push({ item, key: sortKey(options.docOf(item), fields), place });
    place += 1;
    bytes += options.bytesOf(item);
    if (limit > 0 && held.length >= limit * 2 + 64) {
      held = held.sort(compare).slice(0, limit);
      bytes = held.reduce((sum, entry) => sum + options.bytesOf(entry.item), 0);
    }
    if (bytes > LIMITS.blockingBytes) throw outOfMemory();
  }
  const sorted = held.sort(compare).map((entry) => entry.item);
  return limit > 0 ? sorted.slice(0, limit) : sorted;
}

/** Decodes just what the sort looks at. */
export function sortDecoder(fields: readonly KeyField[]): (bytes: Buffer) => Doc {
  const names = fieldNames(fields.map((field) => field.segments[0] ?? ''));
  return (bytes) => decodeFields(bytes, names);
}
