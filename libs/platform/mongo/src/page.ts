import { Fault } from '@bulkhead/core-base';
import type { Query } from 'mongoose';
import type { PageFault, SortValue } from './cursor.ts';
import { decodeCursor, encodeCursor, invalidCursor } from './cursor.ts';

/** One field of the order. Every document of the list must have it: a value, not null. `_id` is always added last. */
export interface SortKey {
  readonly field: string;
  readonly direction: 'ascending' | 'descending';
}

export interface PageRequest {
  /** How many nodes at most, 1 to 200; 50 when absent. */
  readonly first?: number | null | undefined;
  /** The `endCursor` of the page before. */
  readonly after?: string | null | undefined;
  /** The order, strongest field first, backed by an index; by `_id` when absent. */
  readonly sort?: readonly SortKey[] | undefined;
}

/** A page of a list, in the words of the GraphQL connection. */
export interface Page<T> {
  readonly nodes: readonly T[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 50;

interface Identified {
  readonly _id: unknown;
}

/**
 * The next page of a lean query by keyset: no offset is counted, a document that comes or goes shifts nothing. The
 * query must not have an order, limit or projection that hides the sort fields. Throws CURSOR_INVALID and
 * PAGE_SIZE_INVALID (invalid).
 */
export async function page<T extends Identified>(
  query: Query<T[], never> | Query<T[], unknown>,
  request: PageRequest = {},
): Promise<Page<T>> {
  const size = pageSize(request.first);
  const keys = withId(request.sort ?? []);
  const order = keys.map((key) => `${key.direction === 'ascending' ? '+' : '-'}${key.field}`).join(',');
  const list = query as Query<T[], unknown>;
  if (request.after !== undefined && request.after !== null) {
    list.and([after(keys, decodeCursor(order, request.after))]);
  }
  list.sort(Object.fromEntries(keys.map((key) => [key.field, key.direction === 'ascending' ? 1 : -1])));
  const found = await list.limit(size + 1).exec();
  const nodes = found.slice(0, size);
  const last = nodes.at(-1);
  const endCursor =
    last === undefined
      ? null
      : encodeCursor(
          order,
          keys.map((key) => valueAt(last, key.field)),
        );
  return { nodes, pageInfo: { hasNextPage: found.length > size, endCursor } };
}

/** The page size asked for, or the default. Throws PAGE_SIZE_INVALID (invalid). */
export function pageSize(first: number | null | undefined): number {
  if (first === undefined || first === null) return DEFAULT_PAGE;
  if (Number.isInteger(first) && first >= 1 && first <= MAX_PAGE) return first;
  throw new Fault<PageFault>('invalid', 'PAGE_SIZE_INVALID', `first must be between 1 and ${MAX_PAGE}`, {
    details: { first },
  });
}

function withId(sort: readonly SortKey[]): readonly SortKey[] {
  if (sort.some((key) => key.field === '_id')) return sort;
  return [...sort, { field: '_id', direction: sort.at(-1)?.direction ?? 'ascending' }];
}

/**
 * What comes after a document: further on in the first field, or equal there and further on in the next, and so on.
 * The first clause repeats the bound of the strongest field so that one range of its index is read.
 */
function after(keys: readonly SortKey[], values: readonly SortValue[]): Record<string, unknown> {
  const [strongest] = keys;
  const [bound] = values;
  if (values.length !== keys.length || strongest === undefined || bound === undefined) throw invalidCursor();
  const steps = keys.map((key, index) => {
    const equal = keys.slice(0, index).map((before, position) => [before.field, values[position]]);
    return { ...Object.fromEntries(equal), [key.field]: { [further(key)]: values[index] } };
  });
  if (steps.length === 1) return steps[0] ?? {};
  return { $and: [{ [strongest.field]: { [`${further(strongest)}e`]: bound } }, { $or: steps }] };
}

function further(key: SortKey): '$gt' | '$lt' {
  return key.direction === 'ascending' ? '$gt' : '$lt';
}

function valueAt(document: unknown, path: string): unknown {
  let value = document;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
