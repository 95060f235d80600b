import { defineScheme } from '../define-scheme.ts';
import { MARK, numberKey, textKey } from '../key.ts';
import { numbersKey } from '../semver/semver-key.ts';

/** PHP versions in the order of composer/semver: dev < alpha < beta < RC < the release < patch. */
export const composer = defineScheme({
  name: 'composer',
  key: composerKey,
  accepts: (text) => composerKey(text) !== undefined,
});

const COMPOSER_VERSION = new RegExp(
  [
    '^v?(?<numbers>\\d+(?:\\.\\d+)*)',
    '(?:[._-]?(?<stability>stable|beta|b|rc|alpha|a|patch|pl|p)(?<counts>[.-]?\\d+(?:[.-]\\d+)*)?)?',
    '(?<dev>[.-]?dev)?(?:\\+[^\\s]*)?$',
  ].join(''),
);

const STABILITY: Readonly<Record<string, string>> = {
  a: MARK.low,
  alpha: MARK.low,
  b: MARK.middle,
  beta: MARK.middle,
  rc: MARK.high,
  stable: MARK.higher,
  p: MARK.highest,
  pl: MARK.highest,
  patch: MARK.highest,
};

function composerKey(text: string): string | undefined {
  const version = text.trim().toLowerCase();
  // Branches come before every version; `dev-main` and the like have no numbers to go by.
  if (version.startsWith('dev-')) return MARK.lowest + textKey(version.slice(4));
  const groups = COMPOSER_VERSION.exec(version)?.groups;
  if (groups === undefined) return undefined;
  const stability = STABILITY[groups['stability'] ?? 'stable'] ?? MARK.higher;
  const counts = (groups['counts'] ?? '').split(/[.-]/).filter((count) => count !== '');
  const isDevOfRelease = groups['dev'] !== undefined && groups['stability'] === undefined;
  const mark = isDevOfRelease ? MARK.lowest : stability;
  const devMark = groups['dev'] === undefined ? MARK.low : MARK.lowest;
  return numbersKey((groups['numbers'] ?? '').split('.')) + mark + counts.map(numberKey).join('') + devMark;
}
