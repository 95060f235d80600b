/**
 * An element of a sequence whose missing elements count as a null (gem, Maven): where it stands to that null, and its
 * own key among elements of the same standing.
 */
export interface PaddedItem {
  /** `above` and `light` are both newer than null; a null followed by more is newer than `light`, older than `above`. */
  readonly standing: 'below' | 'null' | 'light' | 'above';
  readonly key: string;
}

const BELOW = '\u0001';
const NULLS_THEN_BELOW = '\u0002';
const END = '\u0003';
const LIGHT = '\u0004';
const NULLS_THEN_MORE = '\u0005';
const ABOVE = '\u0006';

/**
 * Key of a sequence that is compared element by element, the shorter one filled up with nulls: trailing nulls do not
 * count, and a run of nulls before an element weakens what that element does.
 */
export function paddedKey(items: readonly PaddedItem[]): string {
  let key = '';
  let nulls = 0;
  for (const item of items) {
    if (item.standing === 'null') {
      nulls += 1;
      continue;
    }
    key += markOf(item, nulls) + item.key;
    nulls = 0;
  }
  return key + END;
}

function markOf({ standing }: PaddedItem, nulls: number): string {
  if (standing === 'below') return nulls === 0 ? BELOW : NULLS_THEN_BELOW + twoBytes(nulls);
  if (nulls > 0) return NULLS_THEN_MORE + twoBytes(0xffff - nulls);
  return standing === 'light' ? LIGHT : ABOVE;
}

function twoBytes(value: number): string {
  return String.fromCharCode((value >> 8) & 0xff, value & 0xff);
}
