import { isUtf8 } from 'node:buffer';
import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';

const TYPE_NAMES: Readonly<Record<number, string>> = {
  0x06: 'undefined',
  0x0c: 'DBPointer',
  0x0d: 'JavaScript code',
  0x0e: 'Symbol',
  0x0f: 'JavaScript code with scope',
  0x13: 'Decimal128',
};
const REGEX_OPTIONS = Buffer.from('ilmsux');
/** Binary subtype whose data begins with their own length. */
const OLD_BINARY = 2;
/** Largest time of a JavaScript date. */
const MAX_DATE_MS = 8.64e15;

function invalid(message: string): ServerError {
  return new ServerError('InvalidBSON', `invalid BSON: ${message}`);
}

function checkText(bytes: Buffer, start: number, end: number): void {
  for (let at = start; at < end; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    if (!isUtf8(bytes.subarray(start, end))) throw invalid('text that is not UTF-8');
    return;
  }
}

function cstringEnd(bytes: Buffer, start: number, limit: number): number {
  for (let at = start; at < limit; at += 1) if (bytes[at] === 0) return at;
  throw invalid('a name without an end');
}

function stringEnd(bytes: Buffer, at: number, limit: number): number {
  if (at + 4 > limit) throw invalid('a truncated string');
  const size = bytes.readInt32LE(at);
  const end = at + 4 + size;
  if (size < 1 || end > limit || bytes[end - 1] !== 0) throw invalid('a string of a wrong length');
  checkText(bytes, at + 4, end - 1);
  return end;
}

function binaryEnd(bytes: Buffer, at: number, limit: number): number {
  if (at + 5 > limit) throw invalid('a truncated binary');
  const size = bytes.readInt32LE(at);
  const end = at + 5 + size;
  if (size < 0 || end > limit) throw invalid('a binary of a wrong length');
  const old = bytes[at + 4] === OLD_BINARY;
  if (old && (size < 4 || bytes.readInt32LE(at + 5) !== size - 4)) throw invalid('an old binary of a wrong length');
  return end;
}

function regexEnd(bytes: Buffer, at: number, limit: number): number {
  const pattern = cstringEnd(bytes, at, limit);
  const options = cstringEnd(bytes, pattern + 1, limit);
  checkText(bytes, at, options);
  for (let place = pattern + 1; place < options; place += 1) {
    if (!REGEX_OPTIONS.includes(bytes[place] ?? 0))
      throw new ServerError('BadValue', 'an unknown option of a regular expression');
  }
  return options + 1;
}

function checkLong(bytes: Buffer, at: number): void {
  const high = bytes.readInt32LE(at + 4);
  const value = high * 4_294_967_296 + bytes.readUInt32LE(at);
  if (Number.isSafeInteger(value)) return;
  throw new ServerError(
    'BadValue',
    `int64 beyond ±(2^53 - 1) is not supported by the embedded engine (${String(bytes.readBigInt64LE(at))})`,
  );
}

function checkDate(bytes: Buffer, at: number): void {
  const value = bytes.readInt32LE(at + 4) * 4_294_967_296 + bytes.readUInt32LE(at);
  if (Math.abs(value) > MAX_DATE_MS)
    throw new ServerError('BadValue', 'a date beyond the year 275760 is not supported');
}

function fixed(end: number, limit: number): number {
  if (end > limit) throw invalid('a truncated value');
  return end;
}

function valueEnd(bytes: Buffer, type: number, place: { at: number; limit: number; depth: number }): number {
  const { at, limit, depth } = place;
  switch (type) {
    case 0x01:
    case 0x11:
      return fixed(at + 8, limit);
    case 0x02:
      return stringEnd(bytes, at, limit);
    case 0x03:
    case 0x04:
      return inspectDocument(bytes, at, { limit, depth: depth + 1 });
    case 0x05:
      return binaryEnd(bytes, at, limit);
    case 0x07:
      return fixed(at + 12, limit);
    case 0x08:
      return fixed(at + 1, limit);
    case 0x09:
      fixed(at + 8, limit);
      checkDate(bytes, at);
      return at + 8;
    case 0x0b:
      return regexEnd(bytes, at, limit);
    case 0x10:
      return fixed(at + 4, limit);
    case 0x12:
      fixed(at + 8, limit);
      checkLong(bytes, at);
      return at + 8;
    case 0x0a:
    case 0x7f:
    case 0xff:
      return at;
    default:
      throw unknownType(type);
  }
}

function unknownType(type: number): ServerError {
  const name = TYPE_NAMES[type];
  if (name === undefined) return invalid(`unknown type 0x${type.toString(16)}`);
  return new ServerError('BadValue', `the BSON type ${name} is not supported by the embedded engine`);
}

/**
 * Checks one document's bytes: lengths, nesting, UTF-8, and the types this engine refuses (Decimal128, int64 beyond
 * 2^53, code). Returns the offset after it; throws ServerError (InvalidBSON or BadValue).
 */
export function inspectDocument(bytes: Buffer, start: number, bound: { limit: number; depth?: number }): number {
  const depth = bound.depth ?? 0;
  if (depth > LIMITS.nestingDepth) throw invalid(`nested deeper than ${LIMITS.nestingDepth} levels`);
  if (start + 5 > bound.limit) throw invalid('a truncated document');
  const size = bytes.readInt32LE(start);
  const end = start + size;
  if (size < 5 || end > bound.limit || bytes[end - 1] !== 0) throw invalid('a document of a wrong length');
  let at = start + 4;
  const limit = end - 1;
  while (at < limit) {
    const type = bytes[at] ?? 0;
    const nameEnd = cstringEnd(bytes, at + 1, limit);
    checkText(bytes, at + 1, nameEnd);
    at = valueEnd(bytes, type, { at: nameEnd + 1, limit, depth });
  }
  if (at !== limit) throw invalid('a document that does not end where it says');
  return end;
}
