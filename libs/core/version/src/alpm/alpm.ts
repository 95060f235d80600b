import { defineScheme } from '../define-scheme.ts';
import { MARK, TEXT_END, endOfDigits, endOfLetters, isDigit, isLetter, numberKey, orderOfKeys } from '../key.ts';
import { splitRpm } from '../rpm/rpm.ts';
import type { Order } from '../scheme.ts';

/** Arch Linux versions: `[epoch:]version[-pkgrel]`, ordered as vercmp(8) does. */
export const alpm = defineScheme({
  name: 'alpm',
  key: (text) => {
    if (!/[0-9A-Za-z]/.test(text)) return undefined;
    const { version, release } = keysOf(text);
    return version + (release === undefined ? MARK.lowest : MARK.low + release);
  },
  accepts: (text) => /^(?:\d+:)?[0-9A-Za-z._+~]+(?:-\d+(?:\.\d+)?)?$/.test(text.trim()),
  compare: compareAlpm,
});

/** A version without pkgrel equals all its releases, so this is coarser than the order of keys. */
function compareAlpm(a: string, b: string): Order {
  const [x, y] = [keysOf(a), keysOf(b)];
  const order = orderOfKeys(x.version, y.version);
  if (order !== 0 || x.release === undefined || y.release === undefined) return order;
  return orderOfKeys(x.release, y.release);
}

function keysOf(text: string): { version: string; release: string | undefined } {
  const { epoch, version, release } = splitRpm(text.trim());
  const key = numberKey(endOfDigits(epoch, 0) === epoch.length ? epoch : '') + segmentsKey(version);
  return { version: key, release: release === undefined ? undefined : segmentsKey(release) };
}

/** A word right after a number makes a version older (1.0rc1 < 1.0), after a separator newer (1.0.a > 1.0). */
function segmentsKey(text: string): string {
  let key = '';
  let at = 0;
  while (at < text.length) {
    let start = at;
    while (start < text.length && !isDigit(text.charCodeAt(start)) && !isLetter(text.charCodeAt(start))) start += 1;
    if (start > at) key += MARK.high + String.fromCharCode(Math.min(start - at, 0xff));
    if (start === text.length) break;
    const isNumber = isDigit(text.charCodeAt(start));
    at = isNumber ? endOfDigits(text, start) : endOfLetters(text, start);
    const segment = text.slice(start, at);
    key += isNumber ? MARK.middle + numberKey(segment) : MARK.lowest + segment + TEXT_END;
  }
  return key + MARK.low;
}
