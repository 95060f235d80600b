import { defineScheme } from '../define-scheme.ts';
import { numberListKey } from '../hackage/hackage.ts';

/** R package versions: numbers between `.` or `-`, compared one by one, fewer first (`package_version`). */
export const cran = defineScheme({
  name: 'cran',
  key: (text) => (isCranVersion(text) ? numberListKey(text.trim().split(/[.-]/)) : undefined),
  accepts: isCranVersion,
});

function isCranVersion(text: string): boolean {
  return /^\d+(?:[.-]\d+)*$/.test(text.trim());
}
