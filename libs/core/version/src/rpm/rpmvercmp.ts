import { MARK, TEXT_END, endOfDigits, endOfLetters, isDigit, isLetter, numberKey } from '../key.ts';

/**
 * The order of rpmvercmp as a key. Segments of digits or of letters, everything between them ignored; `~` sorts
 * before the end, `^` just after it, then letters, then numbers.
 */
export function rpmvercmpKey(text: string): string {
  let key = '';
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const end = endOfSegment(text, at);
    if (code === 0x7e) key += MARK.lowest;
    else if (code === 0x5e) key += MARK.middle;
    else if (isDigit(code)) key += MARK.higher + numberKey(text.slice(at, end));
    else if (isLetter(code)) key += MARK.high + text.slice(at, end) + TEXT_END;
    at = end;
  }
  return key + MARK.low;
}

function endOfSegment(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (isDigit(code)) return endOfDigits(text, at);
  return isLetter(code) ? endOfLetters(text, at) : at + 1;
}
