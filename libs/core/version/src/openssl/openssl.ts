import { defineScheme } from '../define-scheme.ts';
import { MARK, numberKey, textKey } from '../key.ts';

/** OpenSSL's own versions: letters after the numbers are fixes (1.0.2za), `-pre1`, `-beta2` lead to a release. */
export const openssl = defineScheme({
  name: 'openssl',
  key: opensslKey,
  accepts: (text) => opensslKey(text) !== undefined,
});

const OPENSSL_VERSION = /^(\d+)\.(\d+)\.(\d+)(?:([a-z]+)|-([a-z]+)(\d*))?$/;
const PRE_WORDS = ['dev', 'alpha', 'beta', 'pre', 'rc'];

function opensslKey(text: string): string | undefined {
  const match = OPENSSL_VERSION.exec(text.trim());
  if (match === null) return undefined;
  const [, major = '', minor = '', fix = '', letters, word, count = ''] = match;
  const numbers = numberKey(major) + numberKey(minor) + numberKey(fix);
  if (letters !== undefined) return numbers + MARK.middle + textKey(letters);
  if (word === undefined) return numbers + MARK.low;
  return numbers + MARK.lowest + String(PRE_WORDS.indexOf(word) + 1) + textKey(word) + numberKey(count);
}
