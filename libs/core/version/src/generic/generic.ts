import { defineScheme } from '../define-scheme.ts';
import { rpmvercmpKey } from '../rpm/rpmvercmp.ts';

/** Versions nobody has named a scheme for: numbers as numbers, words as words, `~` before the end. */
export const generic = defineScheme({
  name: 'generic',
  key: (text) => rpmvercmpKey(text.trim()),
  accepts: (text) => /[A-Za-z0-9]/.test(text),
});
