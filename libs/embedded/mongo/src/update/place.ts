import { ServerError } from '../error.ts';
import { isDoc, ownField, setField } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { isIndexSegment } from '../query/path.ts';

/** How far past its end an array may be filled with null. */
const MAX_BACKFILL = 1_500_000;

/** Where an update modifies: the object or array that holds the last segment. */
export interface Place {
  readonly holder: Doc | unknown[];
  readonly name: string;
}

function child(holder: Doc | unknown[], name: string): unknown {
  return Array.isArray(holder) ? holder[Number(name)] : ownField(holder, name);
}

function notViable(path: readonly string[], at: number): ServerError {
  return new ServerError(
    'PathNotViable',
    `Cannot create field '${path[at] ?? ''}' in element at '${path.slice(0, at).join('.')}'`,
  );
}

/** Reads what is at a place; undefined when nothing is. */
export function readPlace(place: Place): unknown {
  return child(place.holder, place.name);
}

/** Writes to a place; an array is filled with null up to the index. */
export function writePlace(place: Place, value: unknown): void {
  const { holder, name } = place;
  if (!Array.isArray(holder)) {
    setField(holder, name, value);
    return;
  }
  const index = Number(name);
  if (index > holder.length + MAX_BACKFILL) {
    throw new ServerError('BadValue', `can't backfill more than ${MAX_BACKFILL} elements`);
  }
  while (holder.length < index) holder.push(null);
  holder[index] = value;
}

/** Removes a field; an array element becomes null. */
export function removePlace(place: Place): void {
  const { holder, name } = place;
  if (Array.isArray(holder)) holder[Number(name)] = null;
  else delete holder[name];
}

/** The place of a path, or null when the way there does not exist. */
export function findPlace(doc: Doc, path: readonly string[]): Place | null {
  let holder: unknown = doc;
  for (const name of path.slice(0, -1)) {
    if (Array.isArray(holder)) holder = isIndexSegment(name) ? (holder as unknown[])[Number(name)] : undefined;
    else holder = isDoc(holder) ? ownField(holder, name) : undefined;
  }
  const name = path.at(-1) ?? '';
  if (Array.isArray(holder)) return isIndexSegment(name) ? { holder, name } : null;
  return isDoc(holder) ? { holder, name } : null;
}

/** The place of a path, with the documents on the way created. Throws PathNotViable when a value stands in the way. */
export function makePlace(doc: Doc, path: readonly string[]): Place {
  let holder: Doc | unknown[] = doc;
  for (const [at, name] of path.slice(0, -1).entries()) {
    if (Array.isArray(holder) && !isIndexSegment(name)) throw notViable(path, at);
    let next = child(holder, name);
    if (next === undefined) {
      next = {};
      writePlace({ holder, name }, next);
    }
    if (!Array.isArray(next) && !isDoc(next)) throw notViable(path, at + 1);
    holder = next as Doc | unknown[];
  }
  const name = path.at(-1) ?? '';
  if (Array.isArray(holder) && !isIndexSegment(name)) throw notViable(path, path.length - 1);
  return { holder, name };
}
