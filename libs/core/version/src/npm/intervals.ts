import { Range } from 'semver';
import type { Comparator } from 'semver';
import { EVERYTHING, intersect } from '../interval/interval.ts';
import type { Interval } from '../interval/interval.ts';
import { MAX_VERSION_LENGTH } from '../scheme.ts';
import { npm } from './npm.ts';

/**
 * The versions an npm range (`^1.2 || >=3 <4`) stands for, as intervals: what lies between the bounds counts,
 * pre-releases included. Undefined when the range is not readable.
 */
export function npmIntervals(range: string): Interval[] | undefined {
  if (range.length > MAX_VERSION_LENGTH) return undefined;
  try {
    return new Range(range, { loose: true }).set.flatMap((comparators) => all(comparators.map(intervalOf)));
  } catch {
    return undefined;
  }
}

/**
 * The versions a Cargo requirement (`^1.2`, `>= 0.3, < 0.5`) stands for. A bare version is a caret requirement.
 * Undefined when it is not readable.
 */
export function cargoIntervals(requirement: string): Interval[] | undefined {
  const parts = requirement.split(',', 32).map((part) => part.trim());
  return npmIntervals(parts.map((part) => (/^\d/.test(part) ? `^${part}` : part)).join(' '));
}

function all(intervals: readonly (Interval | undefined)[]): Interval[] {
  let whole: Interval | undefined = EVERYTHING;
  for (const interval of intervals) whole = whole && interval && intersect(whole, interval);
  return whole === undefined ? [] : [whole];
}

function intervalOf({ operator, semver }: Comparator): Interval | undefined {
  // The comparator of `*` has no version.
  if (typeof semver.version !== 'string') return EVERYTHING;
  const { version } = semver;
  // What node-semver makes of a range that nothing is in.
  if (operator === '<' && version === '0.0.0-0') return undefined;
  const bound = { version, key: npm.sortKey(version) };
  const included = { ...bound, isIncluded: true };
  const excluded = { ...bound, isIncluded: false };
  switch (operator) {
    case '>=':
      return { from: included, to: undefined };
    case '>':
      return { from: excluded, to: undefined };
    case '<=':
      return { from: undefined, to: included };
    case '<':
      return { from: undefined, to: excluded };
    default:
      return { from: included, to: included };
  }
}
