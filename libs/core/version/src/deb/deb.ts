import { defineScheme } from '../define-scheme.ts';
import { MARK, endOfDigits, isDigit, isLetter, numberKey } from '../key.ts';

/** Debian versions: `[epoch:]upstream[-revision]`, ordered as dpkg does (deb-version(7)). */
export const deb = defineScheme({ name: 'deb', key: debKey, accepts: isDebVersion });

const DEB_VERSION = /^(?:\d{1,9}:)?[A-Za-z0-9.+~:-]+$/;

function isDebVersion(text: string): boolean {
  const trimmed = text.trim();
  return DEB_VERSION.test(trimmed) && isDigit(trimmed.charCodeAt(trimmed.indexOf(':') + 1));
}

function debKey(text: string): string {
  const version = text.trim();
  const colon = version.indexOf(':');
  const hyphen = version.lastIndexOf('-');
  const upstreamEnd = hyphen > colon ? hyphen : version.length;
  const epoch = colon === -1 ? '' : version.slice(0, colon);
  const revision = hyphen > colon ? version.slice(hyphen + 1) : '';
  return epochKey(epoch) + partKey(version.slice(colon + 1, upstreamEnd)) + partKey(revision);
}

function epochKey(epoch: string): string {
  return numberKey(endOfDigits(epoch, 0) === epoch.length ? epoch : '');
}

/** verrevcmp: runs of non-digits and of digits in turn, `~` before the end, letters before all other characters. */
function partKey(part: string): string {
  let key = '';
  let at = 0;
  do {
    for (; at < part.length && !isDigit(part.charCodeAt(at)); at += 1) key += characterKey(part.charCodeAt(at));
    const end = endOfDigits(part, at);
    key += MARK.low + numberKey(part.slice(at, end));
    at = end;
  } while (at < part.length);
  return key + MARK.low;
}

function characterKey(code: number): string {
  if (code === 0x7e) return MARK.lowest;
  if (isLetter(code)) return String.fromCharCode(code);
  return code < 0x7f ? String.fromCharCode(code + 0x80) : String.fromCharCode(0xff, (code >> 8) & 0xff, code & 0xff);
}
