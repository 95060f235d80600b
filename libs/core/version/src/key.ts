import type { Order } from './scheme.ts';

/**
 * Building blocks of sort keys: texts whose code unit order is a version order. All characters stay below U+0100, so
 * that V8 keeps one byte for each. `MARK` values stay below every number key, which starts at U+0010.
 */
export const MARK = {
  lowest: '\u0001',
  low: '\u0002',
  middle: '\u0003',
  high: '\u0004',
  higher: '\u0005',
  highest: '\u0006',
} as const;

/** Ends a text inside a key; below every character a version may hold. */
export const TEXT_END = '\u0000';

const FIRST_LENGTH = 0x10;
const LONG_NUMBER = 0xf0;

/** Order-preserving key of a decimal number of any length, leading zeros ignored ('' is 0). */
export function numberKey(digits: string): string {
  let start = 0;
  while (start < digits.length && digits.charCodeAt(start) === 0x30) start += 1;
  const length = digits.length - start;
  if (length < LONG_NUMBER - FIRST_LENGTH) {
    return String.fromCharCode(FIRST_LENGTH + length) + (start === 0 ? digits : digits.slice(start));
  }
  return String.fromCharCode(LONG_NUMBER, (length >> 8) & 0xff, length & 0xff) + digits.slice(start);
}

/** Order-preserving key of a text, a prefix first. Characters beyond U+00FF are spelled as two. */
export function textKey(text: string): string {
  return oneByte(text) + TEXT_END;
}

/** The same text with every character above U+00FE written as U+00FF and its two bytes. */
export function oneByte(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) >= 0xff) return spellWide(text);
  }
  return text;
}

function spellWide(text: string): string {
  let spelled = '';
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    spelled += code < 0xff ? text[index] : String.fromCharCode(0xff, code >> 8, code & 0xff);
  }
  return spelled;
}

export function orderOfKeys(a: string, b: string): Order {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

/** The end of the run of digits that starts at `from`. */
export function endOfDigits(text: string, from: number): number {
  let end = from;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

/** The end of the run of ASCII letters that starts at `from`. */
export function endOfLetters(text: string, from: number): number {
  let end = from;
  while (end < text.length && isLetter(text.charCodeAt(end))) end += 1;
  return end;
}
