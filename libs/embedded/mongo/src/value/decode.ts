import { Binary, BSONRegExp, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { ServerError } from '../error.ts';
import { setField } from './document.ts';
import type { Doc } from './document.ts';

const SHORT = 24;

/** Text between two offsets; short ASCII is built without leaving JavaScript. */
function text(bytes: Buffer, start: number, end: number): string {
  if (end - start > SHORT) return bytes.toString('utf8', start, end);
  let result = '';
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80) return bytes.toString('utf8', start, end);
    result += String.fromCharCode(byte);
  }
  return result;
}

function cstringEnd(bytes: Buffer, start: number): number {
  let at = start;
  while (bytes[at] !== 0) at += 1;
  return at;
}

function long(bytes: Buffer, at: number): number {
  return bytes.readInt32LE(at + 4) * 4_294_967_296 + bytes.readUInt32LE(at);
}

function binary(bytes: Buffer, at: number): Binary {
  const size = bytes.readInt32LE(at);
  const kind = bytes[at + 4] ?? 0;
  // The old subtype repeats its length before the data.
  const start = kind === Binary.SUBTYPE_BYTE_ARRAY ? at + 9 : at + 5;
  return new Binary(Buffer.from(bytes.subarray(start, at + 5 + size)), kind);
}

function regex(bytes: Buffer, at: number): BSONRegExp {
  const patternEnd = cstringEnd(bytes, at);
  const optionsEnd = cstringEnd(bytes, patternEnd + 1);
  return new BSONRegExp(text(bytes, at, patternEnd), text(bytes, patternEnd + 1, optionsEnd));
}

/** Decodes one value of an inspected document. */
export function decodeValue(bytes: Buffer, type: number, at: number): unknown {
  switch (type) {
    case 0x01:
      return bytes.readDoubleLE(at);
    case 0x02:
      return text(bytes, at + 4, at + 3 + bytes.readInt32LE(at));
    case 0x03:
      return decodeDocument(bytes, at);
    case 0x04:
      return decodeArray(bytes, at);
    case 0x05:
      return binary(bytes, at);
    case 0x07:
      return new ObjectId(Buffer.from(bytes.subarray(at, at + 12)));
    case 0x08:
      return bytes[at] === 1;
    case 0x09:
      return new Date(long(bytes, at));
    case 0x0a:
      return null;
    case 0x0b:
      return regex(bytes, at);
    case 0x10:
      return bytes.readInt32LE(at);
    case 0x11:
      return new Timestamp(bytes.readBigUInt64LE(at));
    case 0x12:
      return long(bytes, at);
    case 0x7f:
      return new MaxKey();
    case 0xff:
      return new MinKey();
    default:
      throw new ServerError('InvalidBSON', `invalid BSON: unknown type 0x${type.toString(16)}`);
  }
}

function valueSize(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case 0x01:
    case 0x09:
    case 0x11:
    case 0x12:
      return 8;
    case 0x02:
      return 4 + bytes.readInt32LE(at);
    case 0x03:
    case 0x04:
      return bytes.readInt32LE(at);
    case 0x05:
      return 5 + bytes.readInt32LE(at);
    case 0x07:
      return 12;
    case 0x08:
      return 1;
    case 0x0b:
      return cstringEnd(bytes, cstringEnd(bytes, at) + 1) + 1 - at;
    case 0x10:
      return 4;
    default:
      return 0;
  }
}

/** Decodes a whole document whose bytes were inspected when they came in. */
export function decodeDocument(bytes: Buffer, start = 0): Doc {
  const doc: Doc = {};
  const limit = start + bytes.readInt32LE(start) - 1;
  let at = start + 4;
  while (at < limit) {
    const type = bytes[at] ?? 0;
    const nameEnd = cstringEnd(bytes, at + 1);
    setField(doc, text(bytes, at + 1, nameEnd), decodeValue(bytes, type, nameEnd + 1));
    at = nameEnd + 1 + valueSize(bytes, type, nameEnd + 1);
  }
  return doc;
}

function decodeArray(bytes: Buffer, start: number): unknown[] {
  const list: unknown[] = [];
  const limit = start + bytes.readInt32LE(start) - 1;
  let at = start + 4;
  while (at < limit) {
    const type = bytes[at] ?? 0;
    const valueAt = cstringEnd(bytes, at + 1) + 1;
    list.push(decodeValue(bytes, type, valueAt));
    at = valueAt + valueSize(bytes, type, valueAt);
  }
  return list;
}

/** One element of a document, still as bytes. */
export interface Element {
  readonly name: string;
  readonly type: number;
  /** Where the value starts and ends. */
  readonly start: number;
  readonly end: number;
}

/** The top-level elements of an inspected document, in order, without decoding their values. */
export function elements(bytes: Buffer, start = 0): Element[] {
  const list: Element[] = [];
  const limit = start + bytes.readInt32LE(start) - 1;
  let at = start + 4;
  while (at < limit) {
    const type = bytes[at] ?? 0;
    const nameEnd = cstringEnd(bytes, at + 1);
    const end = nameEnd + 1 + valueSize(bytes, type, nameEnd + 1);
    list.push({ name: text(bytes, at + 1, nameEnd), type, start: nameEnd + 1, end });
    at = end;
  }
  return list;
}

/** The names of some top-level fields, prepared for `decodeFields`. */
export type FieldNames = readonly Buffer[];

export function fieldNames(names: Iterable<string>): FieldNames {
  return [...new Set(names)].map((name) => Buffer.from(name, 'utf8'));
}

function wantedName(bytes: Buffer, place: { start: number; end: number }, wanted: FieldNames): boolean {
  const size = place.end - place.start;
  for (const name of wanted) {
    if (name.length !== size) continue;
    let same = true;
    for (let index = 0; same && index < size; index += 1) same = name[index] === bytes[place.start + index];
    if (same) return true;
  }
  return false;
}

/** Decodes only the named top-level fields: what a filter, a sort or an index needs of a document. */
export function decodeFields(bytes: Buffer, wanted: FieldNames): Doc {
  const doc: Doc = {};
  let missing = wanted.length;
  const limit = bytes.readInt32LE(0) - 1;
  let at = 4;
  while (at < limit && missing > 0) {
    const type = bytes[at] ?? 0;
    const nameEnd = cstringEnd(bytes, at + 1);
    if (wantedName(bytes, { start: at + 1, end: nameEnd }, wanted)) {
      setField(doc, text(bytes, at + 1, nameEnd), decodeValue(bytes, type, nameEnd + 1));
      missing -= 1;
    }
    at = nameEnd + 1 + valueSize(bytes, type, nameEnd + 1);
  }
  return doc;
}

/** What is wrong with the top-level names of a document that is to be stored: a `$` name, or `_id` twice; or null. */
export function wrongName(bytes: Buffer): string | null {
  const limit = bytes.readInt32LE(0) - 1;
  let ids = 0;
  let at = 4;
  while (at < limit) {
    const type = bytes[at] ?? 0;
    const nameEnd = cstringEnd(bytes, at + 1);
    if (bytes[at + 1] === 0x24) return text(bytes, at + 1, nameEnd);
    if (nameEnd === at + 4 && bytes[at + 1] === 0x5f && bytes[at + 2] === 0x69 && bytes[at + 3] === 0x64) ids += 1;
    if (ids > 1) return '_id';
    at = nameEnd + 1 + valueSize(bytes, type, nameEnd + 1);
  }
  return null;
}
