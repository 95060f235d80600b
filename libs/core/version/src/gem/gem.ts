import { defineScheme } from '../define-scheme.ts';
import { endOfDigits, numberKey, textKey } from '../key.ts';
import { paddedKey } from '../padded-key.ts';
import type { PaddedItem } from '../padded-key.ts';

/** Ruby gem versions in the order of Gem::Version: letters make a pre-release, trailing zeros do not count. */
export const gem = defineScheme({ name: 'gem', key: gemKey, accepts: isGemVersion });

const GEM_VERSION = /^\s*[0-9]+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?\s*$/;

function isGemVersion(text: string): boolean {
  return GEM_VERSION.test(text);
}

/** Numbers and words of a version, `-` read as `.pre.`. */
export function gemSegments(text: string): string[] {
  return (
    text
      .trim()
      .replaceAll('-', '.pre.')
      .match(/[0-9]+|[A-Za-z]+/g) ?? []
  );
}

export function isNumberSegment(segment: string): boolean {
  return endOfDigits(segment, 0) === segment.length;
}

function gemKey(text: string): string | undefined {
  if (!isGemVersion(text)) return undefined;
  return segmentsKey(gemSegments(text));
}

/** Key of segments: zeros at the end of the numbers before the first word, and at the very end, do not count. */
export function segmentsKey(segments: readonly string[]): string {
  const firstWord = segments.findIndex((segment) => !isNumberSegment(segment));
  if (firstWord === -1) return paddedKey(segments.map(itemOf));
  const numbers = segments.slice(0, firstWord);
  while (numbers.length > 0 && /^0+$/.test(numbers.at(-1) ?? '')) numbers.pop();
  return paddedKey([...numbers, ...segments.slice(firstWord)].map(itemOf));
}

function itemOf(segment: string): PaddedItem {
  if (!isNumberSegment(segment)) return { standing: 'below', key: textKey(segment) };
  return /^0+$/.test(segment) ? { standing: 'null', key: '' } : { standing: 'above', key: numberKey(segment) };
}
