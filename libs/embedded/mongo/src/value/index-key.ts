import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { isDoc, ownField } from './document.ts';
import { EMPTY_ARRAY, encodeKey } from './key.ts';
import type { Direction } from './key.ts';

/** One field of an index or a sort. */
export interface KeyField {
  readonly path: string;
  readonly segments: readonly string[];
  readonly direction: Direction;
}

/** What a document has at a path, as an index sees it. */
export interface PathValues {
  readonly values: readonly unknown[];
  /** An array was met, so the document may have several keys. */
  readonly multikey: boolean;
  readonly missing: boolean;
}

interface Sink {
  readonly segments: readonly string[];
  readonly values: unknown[];
  multikey: boolean;
  present: boolean;
}

function leaf(value: unknown, sink: Sink): void {
  if (value !== undefined) sink.present = true;
  if (!Array.isArray(value)) {
    sink.values.push(value ?? null);
    return;
  }
  sink.multikey = true;
  if (value.length === 0) sink.values.push(EMPTY_ARRAY);
  for (const item of value) sink.values.push(item ?? null);
}

function walkArray(list: readonly unknown[], at: number, sink: Sink): void {
  const segment = sink.segments[at] ?? '';
  sink.multikey = true;
  if (list.length === 0) sink.values.push(null);
  if (/^\d+$/.test(segment) && Number(segment) < list.length) walk(list[Number(segment)], at + 1, sink);
  for (const item of list) {
    if (isDoc(item)) walk(item, at, sink);
    else sink.values.push(null);
  }
}

function walk(value: unknown, at: number, sink: Sink): void {
  if (at === sink.segments.length) {
    leaf(value, sink);
    return;
  }
  if (Array.isArray(value)) {
    walkArray(value, at, sink);
    return;
  }
  if (isDoc(value)) walk(ownField(value, sink.segments[at] ?? ''), at + 1, sink);
  else sink.values.push(null);
}

/** The values a document has at a path: arrays opened, missing as null, an empty array as its own mark. */
export function pathValues(doc: unknown, segments: readonly string[]): PathValues {
  const sink: Sink = { segments, values: [], multikey: false, present: false };
  walk(doc, 0, sink);
  return { values: sink.values, multikey: sink.multikey, missing: !sink.present };
}

/** The keys of one document in one index. */
export interface DocumentKeys {
  readonly keys: readonly Buffer[];
  readonly multikey: boolean;
  /** None of the fields is there: what a sparse index leaves out. */
  readonly absent: boolean;
}

function topSegment(field: KeyField): string {
  return field.segments[0] ?? '';
}

function refuseParallelArrays(fields: readonly KeyField[], found: readonly PathValues[]): void {
  const arrays = new Set(fields.filter((_, at) => found[at]?.multikey === true).map(topSegment));
  if (arrays.size <= 1) return;
  const [first, second] = arrays;
  throw new ServerError('CannotIndexParallelArrays', `cannot index parallel arrays [${second}] [${first}]`);
}

/** Fields under one array go element by element, so that a key holds what one element holds. */
function alignedKeys(doc: unknown, fields: readonly KeyField[], top: string): unknown[][] | null {
  const list: unknown = isDoc(doc) ? ownField(doc, top) : undefined;
  const under = fields.filter((field) => topSegment(field) === top);
  if (!Array.isArray(list) || under.length < 2 || under.some((field) => field.segments.length < 2)) return null;
  return list.flatMap((item: unknown) => product(fields.map((field) => elementValues(doc, field, { top, item }))));
}

function elementValues(doc: unknown, field: KeyField, place: { top: string; item: unknown }): readonly unknown[] {
  if (topSegment(field) !== place.top) return pathValues(doc, field.segments).values;
  return isDoc(place.item) ? pathValues(place.item, field.segments.slice(1)).values : [null];
}

function product(lists: readonly (readonly unknown[])[]): unknown[][] {
  let rows: unknown[][] = [[]];
  for (const list of lists) {
    if (rows.length * list.length > LIMITS.keysPerDocument) {
      throw new ServerError(
        'CannotCreateIndex',
        `a document has more than ${LIMITS.keysPerDocument} keys in one index`,
      );
    }
    rows = rows.flatMap((row) => list.map((value) => [...row, value]));
  }
  return rows;
}

function uniqueKeys(rows: readonly (readonly unknown[])[], directions: readonly Direction[]): Buffer[] {
  const seen = new Map<string, Buffer>();
  for (const row of rows) {
    const key = encodeKey(row, directions);
    seen.set(key.toString('latin1'), key);
  }
  return [...seen.values()];
}

/** Every key a document has in an index over these fields, each once. */
export function documentKeys(doc: unknown, fields: readonly KeyField[]): DocumentKeys {
  const found = fields.map((field) => pathValues(doc, field.segments));
  const directions = fields.map((field) => field.direction);
  const absent = found.every((values) => values.missing);
  if (!found.some((values) => values.multikey)) {
    return {
      keys: [
        encodeKey(
          found.map((values) => values.values[0]),
          directions,
        ),
      ],
      multikey: false,
      absent,
    };
  }
  refuseParallelArrays(fields, found);
  const array = fields[found.findIndex((values) => values.multikey)];
  const aligned = array === undefined ? null : alignedKeys(doc, fields, topSegment(array));
  const rows = aligned !== null && aligned.length > 0 ? aligned : product(found.map((values) => values.values));
  return { keys: uniqueKeys(rows, directions), multikey: true, absent };
}
