import { defineScheme } from '../define-scheme.ts';
import { MARK, endOfDigits, numberKey, textKey } from '../key.ts';
import { parsePep440 } from './pep440.ts';
import type { Pep440 } from './pep440.ts';

/** Python versions in the order of PEP 440, as `packaging` has it. */
export const pypi = defineScheme({
  name: 'pypi',
  key: (text) => {
    const version = parsePep440(text);
    return version === undefined ? undefined : pep440Key(version);
  },
  accepts: (text) => parsePep440(text) !== undefined,
});

const PRE_PHASE = { a: MARK.low, b: MARK.middle, rc: MARK.high } as const;

/** The order-preserving key of a parsed version: epoch, release without trailing zeros, then what may follow. */
export function pep440Key(version: Pep440): string {
  return numberKey(version.epoch) + releaseKey(version.release) + suffixKey(version) + localKey(version.local);
}

function releaseKey(release: readonly string[]): string {
  let last = release.length;
  while (last > 0 && /^0*$/.test(release[last - 1] ?? '')) last -= 1;
  return release.slice(0, last).map(numberKey).join('') + MARK.lowest;
}

function suffixKey({ pre, post, dev }: Pep440): string {
  const postKey = post === undefined ? MARK.lowest : MARK.low + numberKey(post);
  const devKey = dev === undefined ? MARK.low : MARK.lowest + numberKey(dev);
  return preKey(pre, post === undefined && dev !== undefined) + postKey + devKey;
}

function preKey(pre: Pep440['pre'], isBareDev: boolean): string {
  if (pre !== undefined) return PRE_PHASE[pre.phase] + numberKey(pre.number);
  return isBareDev ? MARK.lowest : MARK.higher;
}

function localKey(local: readonly string[]): string {
  if (local.length === 0) return MARK.lowest;
  const parts = local.map((part) =>
    endOfDigits(part, 0) === part.length ? MARK.high + numberKey(part) : MARK.middle + textKey(part),
  );
  return MARK.low + parts.join('') + MARK.lowest;
}
