import { MARK, endOfDigits, numberKey, textKey } from '../key.ts';

/** What schemes built on Semantic Versioning see in a text. Missing numbers are left out, not filled in. */
export interface SemverParts {
  readonly numbers: readonly string[];
  readonly prerelease: readonly string[];
  readonly build: readonly string[];
}

const MOST_NUMBERS = 32;

/** Reads `v1.2.3-alpha.1+build` as freely as package managers do; undefined when it does not start with a number. */
export function parseSemver(text: string): SemverParts | undefined {
  const trimmed = text.trim();
  let at = 0;
  while (at < trimmed.length && (trimmed[at] === 'v' || trimmed[at] === '=' || trimmed[at] === ' ')) at += 1;
  const numbers: string[] = [];
  for (;;) {
    const end = endOfDigits(trimmed, at);
    if (end === at || numbers.length === MOST_NUMBERS) return undefined;
    numbers.push(trimmed.slice(at, end));
    at = end;
    if (trimmed[at] !== '.') break;
    at += 1;
  }
  return { numbers, ...parseTail(trimmed.slice(at)) };
}

/** `1.2.3beta` is read as `1.2.3-beta`, as node-semver does when it is told to be loose. */
function parseTail(tail: string): Omit<SemverParts, 'numbers'> {
  const plus = tail.indexOf('+');
  const before = plus === -1 ? tail : tail.slice(0, plus);
  const prerelease = before.startsWith('-') ? before.slice(1) : before;
  return {
    prerelease: prerelease === '' ? [] : prerelease.split('.'),
    build: plus === -1 ? [] : tail.slice(plus + 1).split('.'),
  };
}

/**
 * Precedence of Semantic Versioning 2.0 (section 11) as a key. Build metadata does not count. Further numbers after
 * the third (Bitnami, NuGet) count after it; missing ones are 0.
 */
export function semverKey(parts: SemverParts): string {
  return numbersKey(parts.numbers) + prereleaseKey(parts.prerelease);
}

export function numbersKey(numbers: readonly string[]): string {
  let key = numberKey(numbers[0] ?? '') + numberKey(numbers[1] ?? '') + numberKey(numbers[2] ?? '');
  let last = numbers.length;
  while (last > 3 && /^0*$/.test(numbers[last - 1] ?? '')) last -= 1;
  for (let index = 3; index < last; index += 1) key += MARK.highest + numberKey(numbers[index] ?? '');
  return key;
}

/** A pre-release sorts below the release it leads to; numbers below words, fewer parts below more. */
export function prereleaseKey(identifiers: readonly string[]): string {
  if (identifiers.length === 0) return MARK.higher;
  return identifiersKey(identifiers);
}

/** Identifiers one by one: numbers below words, fewer below more. */
export function identifiersKey(identifiers: readonly string[]): string {
  let key = '';
  for (const identifier of identifiers) {
    const isNumber = identifier !== '' && endOfDigits(identifier, 0) === identifier.length;
    key += isNumber ? MARK.low + numberKey(identifier) : MARK.middle + textKey(identifier);
  }
  return key + MARK.lowest;
}
