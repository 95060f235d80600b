import { defineScheme } from '../define-scheme.ts';
import { MARK, endOfDigits, numberKey, textKey } from '../key.ts';

/** Conan 2 versions: any number of parts that may be words; zeros at the end do not count; build metadata does. */
export const conan = defineScheme({
  name: 'conan',
  key: (text) => (/[0-9A-Za-z]/.test(text) ? conanKey(text.trim().toLowerCase()) : undefined),
  accepts: (text) => /^[0-9a-z_][0-9a-z_+.-]*$/.test(text.trim()),
});

function conanKey(version: string): string {
  const plus = version.indexOf('+');
  const public_ = plus === -1 ? version : version.slice(0, plus);
  const hyphen = public_.indexOf('-');
  const release = hyphen === -1 ? public_ : public_.slice(0, hyphen);
  const preKey = hyphen === -1 ? MARK.higher : partsKey(public_.slice(hyphen + 1));
  return partsKey(release) + preKey + partsKey(plus === -1 ? '' : version.slice(plus + 1));
}

/** Numbers before words; a word that starts with a digit is a word. */
function partsKey(text: string): string {
  const parts = text === '' ? [] : text.split('.');
  while (parts.length > 0 && /^0*$/.test(parts.at(-1) ?? '')) parts.pop();
  const keys = parts.map((part) => {
    const isNumber = part !== '' && endOfDigits(part, 0) === part.length;
    return isNumber ? MARK.low + numberKey(part) : MARK.middle + textKey(part);
  });
  return keys.join('') + MARK.lowest;
}
