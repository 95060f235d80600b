import { BSONRegExp } from 'bson';
import { ServerError, refused } from '../error.ts';
import { regexParts } from '../value/compare.ts';
import { bsonTag } from '../value/document.ts';

const MAX_PATTERN = 32_764;

export function isRegex(value: unknown): boolean {
  return value instanceof RegExp || bsonTag(value) === 'BSONRegExp';
}

/** A JavaScript regular expression of a BSON one. Flags i, m, s and u; x (extended) is refused. */
export function compileRegex(pattern: string, options: string): RegExp {
  if (pattern.length > MAX_PATTERN) throw new ServerError('BadValue', 'Regular expression is too long');
  if (options.includes('x')) throw refused('the regular expression option x');
  if (/[^imsu]/.test(options)) throw new ServerError('BadValue', `invalid flag in regex options: ${options}`);
  try {
    return new RegExp(pattern, options.replaceAll('u', ''));
  } catch (error) {
    throw new ServerError('BadValue', `Regular expression is invalid: ${(error as Error).message}`);
  }
}

/** The operand of `$regex`, with `$options` beside it. */
export function regexOperand(value: unknown, options: unknown): RegExp {
  if (options !== undefined && typeof options !== 'string') {
    throw new ServerError('BadValue', '$options has to be a string');
  }
  if (typeof value === 'string') return compileRegex(value, options ?? '');
  if (!isRegex(value)) throw new ServerError('BadValue', '$regex has to be a string');
  const parts = regexParts(value);
  return compileRegex(parts.pattern, options ?? parts.flags);
}

/** The same expression as a stored value, for equality with stored expressions. */
export function storedRegex(value: unknown): BSONRegExp {
  const { pattern, flags } = regexParts(value);
  return new BSONRegExp(pattern, flags);
}

/** The literal text every match of a case-sensitive anchored expression starts with; empty when there is none. */
export function literalPrefix(regex: RegExp): string {
  if (regex.flags.includes('i') || regex.flags.includes('m') || !regex.source.startsWith('^')) return '';
  if (regex.source.includes('|')) return '';
  const literal = /^\^((?:[A-Za-z0-9_:/@=, -]|\\[./-])*)/.exec(regex.source)?.[1] ?? '';
  const rest = regex.source.slice(1 + literal.length);
  const kept = /^[*?{]/.test(rest) ? literal.replace(/(?:\\.|.)$/, '') : literal;
  return kept.replaceAll('\\', '');
}
