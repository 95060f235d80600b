import { defineScheme } from '../define-scheme.ts';
import { MARK, numberKey } from '../key.ts';

/** Haskell versions: numbers compared one by one, and 1.0 before 1.0.0 (the PVP). */
export const hackage = defineScheme({
  name: 'hackage',
  key: (text) => (isNumbers(text) ? numberListKey(text.trim().split('.')) : undefined),
  accepts: isNumbers,
});

function isNumbers(text: string): boolean {
  return /^\d+(?:\.\d+)*$/.test(text.trim());
}

/** Key of a list of numbers in which fewer come first. */
export function numberListKey(numbers: readonly string[]): string {
  return numbers.map(numberKey).join('') + MARK.lowest;
}
