import type { Binary } from 'bson';
import { ServerError } from '../error.ts';
import { bsonTag, isOperatorDoc } from '../value/document.ts';
import { isRegex, regexOperand, storedRegex } from './regex.ts';
import { sameValue } from '../value/compare.ts';

/** BSON type names of `$type`, with their numbers. `number` stands for int, long and double. */
const TYPE_BY_NAME: Readonly<Record<string, number>> = {
  double: 1, string: 2, object: 3, array: 4, binData: 5, undefined: 6, objectId: 7, bool: 8, date: 9, null: 10, regex: 11,
  dbPointer: 12, javascript: 13, symbol: 14, javascriptWithScope: 15, int: 16, timestamp: 17, long: 18, decimal: 19,
  minKey: -1, maxKey: 127,
}; // prettier-ignore
const NUMERIC_TYPES = [1, 16, 18];

/** What `$in` compares with: fast sets for the frequent types and a list for the rest. */
export interface InOperand {
  readonly values: readonly unknown[];
  readonly primitives: ReadonlySet<unknown>;
  readonly objectIds: ReadonlySet<string>;
  readonly others: readonly unknown[];
  readonly regexes: readonly RegExp[];
}

export function inOperand(name: string, operand: unknown): InOperand {
  if (!Array.isArray(operand)) throw new ServerError('BadValue', `${name} needs an array`);
  const values: unknown[] = [];
  const regexes: RegExp[] = [];
  const others: unknown[] = [];
  const primitives = new Set<unknown>();
  const objectIds = new Set<string>();
  for (const item of operand as unknown[]) {
    if (isOperatorDoc(item) && !('$ref' in item)) throw new ServerError('BadValue', `cannot nest $ under ${name}`);
    values.push(item);
    if (isRegex(item)) {
      regexes.push(regexOperand(item, undefined));
      others.push(storedRegex(item));
    } else if (typeof item === 'string' || typeof item === 'number') primitives.add(item === 0 ? 0 : item);
    else if (bsonTag(item) === 'ObjectId') objectIds.add(String(item));
    else others.push(item);
  }
  return { values, primitives, objectIds, others, regexes };
}

/** True when a value is one of an `$in` list. */
export function isIn(value: unknown, operand: InOperand): boolean {
  if (typeof value === 'string') {
    return operand.primitives.has(value) || operand.regexes.some((regex) => regex.test(value));
  }
  if (typeof value === 'number') return operand.primitives.has(value === 0 ? 0 : value);
  if (operand.objectIds.size > 0 && bsonTag(value) === 'ObjectId') return operand.objectIds.has(String(value));
  return operand.others.some((other) => sameValue(value, other));
}

function typeNumbers(operand: unknown): readonly number[] {
  if (operand === 'number') return NUMERIC_TYPES;
  if (typeof operand === 'string') {
    const found = TYPE_BY_NAME[operand];
    if (found === undefined) throw new ServerError('BadValue', `Unknown type name alias: ${operand}`);
    return [found];
  }
  if (typeof operand !== 'number' || !Object.values(TYPE_BY_NAME).includes(operand)) {
    throw new ServerError('BadValue', `Invalid numerical type code: ${String(operand)}`);
  }
  return [operand];
}

/**
 * The BSON type numbers `$type` asks for. Numbers lose their BSON width when a document is decoded, so asking for one
 * numeric type alone is refused; `number` works.
 */
export function typeOperand(operand: unknown): readonly number[] {
  const numbers = (Array.isArray(operand) ? operand : [operand]).flatMap(typeNumbers);
  const numeric = NUMERIC_TYPES.filter((type) => numbers.includes(type));
  if (numeric.length > 0 && numeric.length < NUMERIC_TYPES.length) {
    throw new ServerError(
      'BadValue',
      '$type of one numeric type is not supported by the embedded engine; ask for "number"',
    );
  }
  return numbers;
}

export function modOperand(operand: unknown): readonly [number, number] {
  if (!Array.isArray(operand) || operand.length !== 2) {
    throw new ServerError('BadValue', 'malformed mod, needs to be an array of two numbers');
  }
  const [divisor, remainder] = operand.map((item: unknown) =>
    typeof item === 'number' ? Math.trunc(item) : Number.NaN,
  );
  if (divisor === undefined || remainder === undefined || !Number.isFinite(divisor) || !Number.isFinite(remainder)) {
    throw new ServerError('BadValue', 'malformed mod, divisor and remainder must be numbers');
  }
  if (divisor === 0) throw new ServerError('BadValue', 'divisor cannot be 0');
  return [divisor, remainder];
}

export function sizeOperand(operand: unknown): number {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0) {
    throw new ServerError('BadValue', '$size must be a whole number that is not negative');
  }
  return operand;
}

function bitsOfBinary(value: Binary): bigint {
  let bits = 0n;
  for (let at = value.position - 1; at >= 0; at -= 1) bits = (bits << 8n) | BigInt(value.buffer[at] ?? 0);
  return bits;
}

/** The mask of a `$bits...` operator. */
export function bitOperand(name: string, operand: unknown): bigint {
  if (typeof operand === 'number' && Number.isSafeInteger(operand) && operand >= 0) return BigInt(operand);
  if (bsonTag(operand) === 'Binary') return bitsOfBinary(operand as Binary);
  if (!Array.isArray(operand)) throw new ServerError('BadValue', `${name} takes an Array, a number, or a BinData`);
  let mask = 0n;
  for (const position of operand as unknown[]) {
    if (typeof position !== 'number' || !Number.isInteger(position) || position < 0 || position > 1_000_000) {
      throw new ServerError('BadValue', `bit positions of ${name} must be whole numbers that are not negative`);
    }
    mask |= 1n << BigInt(position);
  }
  return mask;
}

/** The bits of a stored value, or null when it has none. Negative numbers are two's complement. */
export function bitsOf(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return bsonTag(value) === 'Binary' ? bitsOfBinary(value as Binary) : null;
}

const TYPE_BY_TAG: Readonly<Record<string, number>> = {
  Binary: 5,
  ObjectId: 7,
  BSONRegExp: 11,
  Timestamp: 17,
  MinKey: -1,
  MaxKey: 127,
};

/** The BSON type number of a value; every number is 1 (double). */
export function typeOf(value: unknown): number | null {
  if (value === undefined) return null;
  if (value === null) return 10;
  if (typeof value === 'number') return 1;
  if (typeof value === 'string') return 2;
  if (typeof value === 'boolean') return 8;
  if (Array.isArray(value)) return 4;
  if (value instanceof Date) return 9;
  const tag = bsonTag(value);
  return tag === null ? 3 : (TYPE_BY_TAG[tag] ?? null);
}
