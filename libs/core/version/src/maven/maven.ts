import { defineScheme } from '../define-scheme.ts';
import { MARK, isDigit, numberKey, textKey } from '../key.ts';
import { paddedKey } from '../padded-key.ts';
import type { PaddedItem } from '../padded-key.ts';
import { parseMaven } from './parse.ts';
import type { MavenItem } from './parse.ts';

/**
 * Maven versions in the order of Maven's ComparableVersion. That comparison is not an order in a few corners (a word
 * in the middle of the numbers, `1.x.2` beside `1-alpha`); there the words keep their place against the release.
 */
export const maven = defineScheme({
  name: 'maven',
  key: (text) => (/[0-9A-Za-z]/.test(text) ? paddedKey(parseMaven(text.trim()).map(itemOf)) : undefined),
  accepts: (text) => /^[0-9A-Za-z][0-9A-Za-z._+-]*$/.test(text.trim()),
});

/** Known words in their order; `` stands for the release itself. */
const QUALIFIERS = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const RELEASE = QUALIFIERS.indexOf('');
const RELEASE_WORDS = new Set(['', 'ga', 'final', 'release']);

// Where both stand on the same side of the release: words, then sub-lists, then numbers.
const WORD = MARK.lowest;
const LIST = MARK.low;

function itemOf(item: MavenItem): PaddedItem {
  if (Array.isArray(item)) return listItem(item);
  return isDigit(item.charCodeAt(0)) ? numberItem(item) : wordItem(item);
}

function numberItem(digits: string): PaddedItem {
  return /^0*$/.test(digits) ? { standing: 'null', key: '' } : { standing: 'above', key: numberKey(digits) };
}

function wordItem(word: string): PaddedItem {
  if (RELEASE_WORDS.has(word)) return { standing: 'null', key: '' };
  const place = QUALIFIERS.indexOf(word === 'cr' ? 'rc' : word);
  const rank = place === -1 ? String(QUALIFIERS.length) + textKey(word) : String(place);
  return { standing: place !== -1 && place < RELEASE ? 'below' : 'light', key: WORD + rank };
}

/** A list stands where its first element that is not null stands. */
function listItem(list: readonly MavenItem[]): PaddedItem {
  const items = list.map(itemOf);
  const first = items.find(({ standing }) => standing !== 'null');
  if (first === undefined) return { standing: 'null', key: '' };
  return { standing: first.standing === 'below' ? 'below' : 'light', key: LIST + paddedKey(items) };
}
