import { Timestamp } from 'bson';
import { ServerError } from '../error.ts';
import { compareValues, sameValue } from '../value/compare.ts';
import { cloneValue, isDoc } from '../value/document.ts';
import { exact } from '../value/number.ts';

/** What a modifier leaves at its place; KEEP when nothing changes, GONE to remove. */
export const KEEP = Symbol('keep');
export const GONE = Symbol('gone');
export type Outcome = unknown;

function requireNumber(operator: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw new ServerError('TypeMismatch', `Cannot ${operator.slice(1)}ement with non-numeric argument`);
}

function currentNumber(operator: string, current: unknown): number {
  if (typeof current === 'number') return current;
  throw new ServerError('TypeMismatch', `Cannot apply ${operator} to a value of non-numeric type`);
}

export function setValue(current: unknown, operand: unknown): Outcome {
  return current !== undefined && sameValue(current, operand) ? KEEP : cloneValue(operand);
}

export function increment(current: unknown, operand: unknown): Outcome {
  const by = requireNumber('$inc', operand);
  if (current === undefined) return by;
  const from = currentNumber('$inc', current);
  const result = exact(from + by, [from, by]);
  return result === from ? KEEP : result;
}

export function multiply(current: unknown, operand: unknown): Outcome {
  const by = requireNumber('$mul', operand);
  if (current === undefined) return 0;
  const from = currentNumber('$mul', current);
  const result = exact(from * by, [from, by]);
  return result === from ? KEEP : result;
}

export function least(current: unknown, operand: unknown): Outcome {
  return current === undefined || compareValues(operand, current) < 0 ? cloneValue(operand) : KEEP;
}

export function greatest(current: unknown, operand: unknown): Outcome {
  return current === undefined || compareValues(operand, current) > 0 ? cloneValue(operand) : KEEP;
}

export function currentDate(operand: unknown, now: number): Outcome {
  if (operand === true || (isDoc(operand) && operand['$type'] === 'date')) return new Date(now);
  if (isDoc(operand) && operand['$type'] === 'timestamp') return new Timestamp({ t: Math.floor(now / 1000), i: 1 });
  throw new ServerError('BadValue', `$currentDate takes true, or {$type: 'date'} or {$type: 'timestamp'}`);
}

const INT32 = 2 ** 31;

/** `$bit` on whole numbers of 32 bits, which is what JavaScript's operators are exact on. */
export function bitwise(current: unknown, operand: unknown): Outcome {
  if (!isDoc(operand) || Object.keys(operand).length === 0) {
    throw new ServerError('BadValue', '$bit takes a document of and, or, xor');
  }
  let value = current ?? 0;
  for (const [name, mask] of Object.entries(operand)) value = bitStep(name, value, mask);
  return value === current ? KEEP : value;
}

function bitStep(name: string, value: unknown, mask: unknown): number {
  for (const part of [value, mask]) {
    if (typeof part !== 'number' || !Number.isInteger(part) || part < -INT32 || part >= INT32) {
      throw new ServerError('BadValue', '$bit works on whole numbers of 32 bits in the embedded engine');
    }
  }
  const [left, right] = [value as number, mask as number];
  if (name === 'and') return left & right;
  if (name === 'or') return left | right;
  if (name === 'xor') return left ^ right;
  throw new ServerError('BadValue', `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
}
