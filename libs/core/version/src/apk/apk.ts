import { defineScheme } from '../define-scheme.ts';
import { MARK, TEXT_END, endOfDigits, numberKey, oneByte } from '../key.ts';

/** Alpine versions, ordered as apk-tools 3 does: `1.2.3[a][_suffix[n]]...[~hash][-rN]`. */
export const apk = defineScheme({ name: 'apk', key: apkKey, accepts: isApkVersion });

/** What may come next, lowest first: a pre-release suffix, nonsense, the end, and then what makes a version newer. */
const NEXT = {
  preSuffix: MARK.lowest,
  nonsense: MARK.low,
  end: MARK.middle,
  revision: MARK.high,
  hash: MARK.higher,
  suffixNumber: MARK.highest,
  postSuffix: '\u0007',
  letter: '\u0008',
  fraction: '\u0009',
} as const;

const PRE_SUFFIXES = ['alpha', 'beta', 'pre', 'rc'];
const POST_SUFFIXES = ['cvs', 'svn', 'git', 'hg', 'p'];

const TOKEN =
  /^(?:(?<fraction>\.\d+)|(?<letter>[a-z](?![a-z]))|_(?<suffix>[a-z]+)(?<number>\d*)|~(?<hash>[0-9a-f]+)|-r(?<revision>\d+)$)/;

function isApkVersion(text: string): boolean {
  return readApk(text.trim()).isWellFormed;
}

function apkKey(text: string): string {
  return readApk(text.trim()).key;
}

function readApk(version: string): { key: string; isWellFormed: boolean } {
  let at = endOfDigits(version, 0);
  let key = numberKey(version.slice(0, at));
  if (at === 0) return { key: key + NEXT.nonsense + oneByte(version), isWellFormed: false };
  while (at < version.length) {
    const token = TOKEN.exec(version.slice(at));
    const tokenKey = token === null ? undefined : keyOfToken(token.groups ?? {});
    if (token === null || tokenKey === undefined) {
      return { key: key + NEXT.nonsense + oneByte(version.slice(at)), isWellFormed: false };
    }
    key += tokenKey;
    at += token[0].length;
  }
  return { key: key + NEXT.end, isWellFormed: true };
}

function keyOfToken(token: Record<string, string | undefined>): string | undefined {
  if (token['fraction'] !== undefined) return NEXT.fraction + fractionKey(token['fraction'].slice(1));
  if (token['letter'] !== undefined) return NEXT.letter + token['letter'];
  if (token['hash'] !== undefined) return NEXT.hash + token['hash'] + TEXT_END;
  if (token['revision'] !== undefined) return NEXT.revision + numberKey(token['revision']);
  return suffixKey(token['suffix'] ?? '', token['number'] ?? '');
}

/** With a leading zero a part is compared as a decimal fraction is, by text (1.01 < 1.1); otherwise as a number. */
function fractionKey(digits: string): string {
  return digits.startsWith('0') ? MARK.lowest + digits + TEXT_END : MARK.low + numberKey(digits);
}

function suffixKey(name: string, digits: string): string | undefined {
  const number = digits === '' ? '' : NEXT.suffixNumber + numberKey(digits);
  const pre = PRE_SUFFIXES.indexOf(name);
  if (pre !== -1) return NEXT.preSuffix + String.fromCharCode(0x20 + pre) + number;
  const post = POST_SUFFIXES.indexOf(name);
  return post === -1 ? undefined : NEXT.postSuffix + String.fromCharCode(0x20 + post) + number;
}
