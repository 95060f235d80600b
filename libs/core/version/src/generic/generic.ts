import { defineScheme } from '../define-scheme.ts';
import { rpmvercmpKey } from '../rpm/rpmvercmp.ts';

/** Versions nobody has named a scheme for: numbers as numbers, words as words, `~` before the end. */
export const generic = defineScheme({
  name: 'generic',
  key: (text) => (isVersion(text) ? rpmvercmpKey(text.trim()) : undefined),
  accepts: isVersion,
});

function isVersion(text: string): boolean {
  return /[A-Za-z0-9]/.test(text);
}
