import { defineScheme } from '../define-scheme.ts';
import { MARK, numberKey, textKey } from '../key.ts';

/** Gentoo versions in the order of the Package Manager Specification (PMS 3.3). */
export const gentoo = defineScheme({
  name: 'gentoo',
  key: gentooKey,
  accepts: (text) => GENTOO_VERSION.test(text.trim()),
});

const GENTOO_VERSION =
  /^(?<numbers>\d+(?:\.\d+)*)(?<letter>[a-z]?)(?<suffixes>(?:_(?:alpha|beta|pre|rc|p)\d*)*)(?:-r(?<revision>\d+))?$/;

function gentooKey(text: string): string | undefined {
  const groups = GENTOO_VERSION.exec(text.trim())?.groups;
  if (groups === undefined) return undefined;
  const [first = '', ...others] = (groups['numbers'] ?? '').split('.');
  const numbers = numberKey(first) + others.map((part) => MARK.low + componentKey(part)).join('') + MARK.lowest;
  const letter = groups['letter'] === '' ? MARK.lowest : MARK.low + (groups['letter'] ?? '');
  return numbers + letter + suffixesKey(groups['suffixes'] ?? '') + numberKey(groups['revision'] ?? '');
}

/** With a leading zero a component is compared as a decimal fraction is (algorithm 3.3). */
function componentKey(digits: string): string {
  return digits.startsWith('0') ? MARK.lowest + textKey(digits.replace(/0+$/, '')) : MARK.low + numberKey(digits);
}

const PRE_SUFFIXES = ['alpha', 'beta', 'pre', 'rc'];

function suffixesKey(suffixes: string): string {
  const keys = suffixes
    .split('_')
    .slice(1)
    .map((suffix) => {
      const [, name = '', digits = ''] = /^([a-z]+)(\d*)$/.exec(suffix) ?? [];
      const place = PRE_SUFFIXES.indexOf(name);
      return (place === -1 ? MARK.middle : MARK.lowest + String(place)) + numberKey(digits);
    });
  return keys.join('') + MARK.low;
}
