import type { Binary, BSONRegExp, ObjectId, Timestamp } from 'bson';
import { bsonTag } from './document.ts';
import type { Doc } from './document.ts';

/** Canonical order of BSON types as MongoDB sorts them. Missing and undefined sort as null. */
export const RANK = {
  minKey: 1,
  undefined: 5,
  null: 10,
  number: 30,
  string: 60,
  object: 70,
  array: 80,
  binary: 90,
  objectId: 100,
  boolean: 110,
  date: 120,
  timestamp: 130,
  regex: 140,
  maxKey: 255,
} as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

const TAG_RANK: Readonly<Record<string, Rank>> = {
  ObjectId: RANK.objectId,
  Binary: RANK.binary,
  Timestamp: RANK.timestamp,
  BSONRegExp: RANK.regex,
  MinKey: RANK.minKey,
  MaxKey: RANK.maxKey,
};

/** Where a value's type stands among all types. */
export function rankOf(value: unknown): Rank {
  switch (typeof value) {
    case 'number':
      return RANK.number;
    case 'string':
      return RANK.string;
    case 'boolean':
      return RANK.boolean;
    case 'undefined':
      return RANK.null;
    default:
      return rankOfObject(value);
  }
}

function rankOfObject(value: unknown): Rank {
  if (value === null) return RANK.null;
  if (Array.isArray(value)) return RANK.array;
  if (value instanceof Date) return RANK.date;
  if (value instanceof RegExp) return RANK.regex;
  const tag = bsonTag(value);
  return tag === null ? RANK.object : (TAG_RANK[tag] ?? RANK.object);
}

function compareNumbers(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  if (left === right) return 0;
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : -1;
  return 1;
}

/** UTF-16 code units moved so that they order as code points do, which is how UTF-8 bytes order. */
function codePointWeight(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** Orders text as its UTF-8 bytes. */
export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  const size = Math.min(left.length, right.length);
  for (let at = 0; at < size; at += 1) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return codePointWeight(a) - codePointWeight(b);
  }
  return left.length - right.length;
}

function compareLists(left: readonly unknown[], right: readonly unknown[]): number {
  const size = Math.min(left.length, right.length);
  for (let at = 0; at < size; at += 1) {
    const order = compareValues(left[at], right[at]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareDocs(left: Doc, right: Doc): number {
  const leftNames = Object.keys(left);
  const rightNames = Object.keys(right);
  const size = Math.min(leftNames.length, rightNames.length);
  for (let at = 0; at < size; at += 1) {
    const leftName = leftNames[at] ?? '';
    const rightName = rightNames[at] ?? '';
    const order =
      rankOf(left[leftName]) - rankOf(right[rightName]) ||
      compareText(leftName, rightName) ||
      compareValues(left[leftName], right[rightName]);
    if (order !== 0) return order;
  }
  return leftNames.length - rightNames.length;
}

function compareBinary(left: Binary, right: Binary): number {
  return (
    left.position - right.position ||
    left.sub_type - right.sub_type ||
    Buffer.compare(left.buffer.subarray(0, left.position), right.buffer.subarray(0, right.position))
  );
}

/** Pattern and flags of a regular expression value, whatever class holds it. */
export function regexParts(value: unknown): { pattern: string; flags: string } {
  if (value instanceof RegExp) return { pattern: value.source, flags: value.flags };
  const regex = value as BSONRegExp;
  return { pattern: regex.pattern, flags: regex.options };
}

function compareRegex(left: unknown, right: unknown): number {
  const a = regexParts(left);
  const b = regexParts(right);
  return compareText(a.pattern, b.pattern) || compareText(a.flags, b.flags);
}

/** Orders two values as MongoDB does without a collation: first by type, then by value. Negative, zero or positive. */
export function compareValues(left: unknown, right: unknown): number {
  const rank = rankOf(left);
  const difference = rank - rankOf(right);
  if (difference !== 0) return difference;
  switch (rank) {
    case RANK.number:
      return compareNumbers(left as number, right as number);
    case RANK.string:
      return compareText(left as string, right as string);
    case RANK.boolean:
    case RANK.date:
      return Number(left) - Number(right);
    case RANK.objectId:
      return Buffer.compare((left as ObjectId).id, (right as ObjectId).id);
    case RANK.object:
      return compareDocs(left as Doc, right as Doc);
    case RANK.array:
      return compareLists(left as unknown[], right as unknown[]);
    case RANK.binary:
      return compareBinary(left as Binary, right as Binary);
    case RANK.timestamp:
      return (left as Timestamp).compare(right as Timestamp);
    case RANK.regex:
      return compareRegex(left, right);
    default:
      return 0;
  }
}

/** Equality as MongoDB has it: numbers by value, documents by fields in order. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  return compareValues(left, right) === 0;
}
