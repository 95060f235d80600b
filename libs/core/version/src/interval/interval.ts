/** Where an interval begins or ends. */
export interface Bound {
  readonly version: string;
  /** Sort key of the version. */
  readonly key: string;
  readonly isIncluded: boolean;
}

/** A stretch of versions; a bound that is missing is open without end. */
export interface Interval {
  readonly from: Bound | undefined;
  readonly to: Bound | undefined;
}

/** Every version. */
export const EVERYTHING: Interval = { from: undefined, to: undefined };

/** The versions in both of two intervals; undefined when there are none. */
export function intersect(a: Interval, b: Interval): Interval | undefined {
  const from = isLater(a.from, b.from, 'from') ? a.from : b.from;
  const to = isLater(a.to, b.to, 'to') ? b.to : a.to;
  return isEmpty(from, to) ? undefined : { from, to };
}

/** The versions in none of some intervals, oldest first. */
export function complement(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.toSorted((a, b) => comparePoints(pointOf(a.from, 'from'), pointOf(b.from, 'from')));
  const gaps: Interval[] = [];
  let covered: { readonly upTo: Bound | undefined } | undefined;
  for (const { from, to } of sorted) {
    const gap = gapBefore(covered, from);
    if (gap !== undefined) gaps.push(gap);
    if (covered === undefined || isLater(to, covered.upTo, 'to')) covered = { upTo: to };
  }
  if (covered === undefined) return [EVERYTHING];
  return covered.upTo === undefined ? gaps : [...gaps, { from: flip(covered.upTo), to: undefined }];
}

function gapBefore(
  covered: { readonly upTo: Bound | undefined } | undefined,
  from: Bound | undefined,
): Interval | undefined {
  if (from === undefined || (covered !== undefined && covered.upTo === undefined)) return undefined;
  const start = covered?.upTo === undefined ? undefined : flip(covered.upTo);
  const end = flip(from);
  return isEmpty(start, end) ? undefined : { from: start, to: end };
}

/** The other side of a bound: what one interval includes there, its neighbour does not. */
function flip(bound: Bound): Bound {
  return { ...bound, isIncluded: !bound.isIncluded };
}

/** A bound as a place between versions: just before (0) or just after (1) its own. */
interface Point {
  readonly key: string;
  readonly side: 0 | 1;
}

type Role = 'from' | 'to';

const BEFORE_ALL: Point = { key: '', side: 0 };
const AFTER_ALL: Point = { key: '\u00ff', side: 1 };

function pointOf(bound: Bound | undefined, role: Role): Point {
  if (bound === undefined) return role === 'from' ? BEFORE_ALL : AFTER_ALL;
  const isBefore = bound.isIncluded === (role === 'from');
  return { key: bound.key, side: isBefore ? 0 : 1 };
}

function comparePoints(a: Point, b: Point): number {
  if (a.key === b.key) return a.side - b.side;
  return a.key < b.key ? -1 : 1;
}

function isLater(a: Bound | undefined, b: Bound | undefined, role: Role): boolean {
  return comparePoints(pointOf(a, role), pointOf(b, role)) > 0;
}

function isEmpty(from: Bound | undefined, to: Bound | undefined): boolean {
  return comparePoints(pointOf(from, 'from'), pointOf(to, 'to')) >= 0;
}
