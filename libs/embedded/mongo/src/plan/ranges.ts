import { LIMITS } from '../limit.ts';
import type { IndexInfo } from '../store/collection.ts';
import type { KeyRange } from '../store/reader.ts';
import { RANK, rankOf } from '../value/compare.ts';
import { encodeKey, successor } from '../value/key.ts';
import type { Direction } from '../value/key.ts';
import type { Bound, Edge } from './bound.ts';

/** How an index is asked: key ranges in ascending key order, and what they say of the filter. */
export interface Access {
  readonly ranges: readonly KeyRange[];
  /** The whole keys, when every field is pinned to values. */
  readonly points: readonly Buffer[] | null;
  /** Fields pinned to exactly one value, then to several, and whether a range follows. */
  readonly pinned: number;
  readonly listed: number;
  readonly ranged: boolean;
  /** Bounds that the ranges express in full. */
  readonly consumed: readonly Bound[];
  /** Bounds whose documents all have the field. */
  readonly present: boolean;
}

interface Building {
  prefixes: Buffer[];
  ranges: KeyRange[] | null;
  pinned: number;
  listed: number;
  consumed: Bound[];
  present: boolean;
}

function concat(prefix: Buffer, value: unknown, direction: Direction): Buffer {
  return Buffer.concat([prefix, encodeKey([value], [direction])]);
}

/** The first and the last key bytes of a value's own type. */
function typeEdges(value: unknown): { first: Buffer; after: Buffer } {
  const rank = rankOf(value);
  // NaN sorts below every number and no range of numbers holds it.
  const first = rank === RANK.number ? encodeKey([-Infinity], [1]) : Buffer.from([rank]);
  return { first, after: Buffer.from([rank + 1]) };
}

function invert(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => 0xff - byte));
}

function ascending(low: Edge | null, high: Edge | null): { from: Buffer; to: Buffer } {
  const edges = typeEdges((low ?? high)?.value);
  let from = edges.first;
  let to = edges.after;
  if (low !== null) {
    const key = encodeKey([low.value], [1]);
    from = low.inclusive ? key : (successor(key) ?? to);
  }
  if (high !== null) {
    const key = encodeKey([high.value], [1]);
    to = high.inclusive ? (successor(key) ?? to) : key;
  }
  return { from, to };
}

function rangeUnder(prefix: Buffer, bound: Bound, direction: Direction): KeyRange {
  const { from, to } = ascending(bound.low, bound.high);
  if (direction === 1) return { low: Buffer.concat([prefix, from]), high: Buffer.concat([prefix, to]) };
  // Inverted bytes turn the range round: [from, to) becomes (inverted to, inverted from], by prefix.
  const low = lastBelow(to);
  return { low: Buffer.concat([prefix, low]), high: successor(Buffer.concat([prefix, invert(from)])) };
}

/** The inverted form of an exclusive upper end, made inclusive for what starts below it. */
function lastBelow(to: Buffer): Buffer {
  return successor(invert(to)) ?? invert(to);
}

function tightest(bounds: readonly Bound[], multikey: boolean): { bound: Bound; consumed: readonly Bound[] } | null {
  const points = bounds.find((bound) => bound.points !== null);
  if (points !== undefined) return { bound: points, consumed: [points] };
  const [first, ...rest] = bounds;
  if (first === undefined) return null;
  if (multikey) return { bound: first, consumed: [] };
  const partner = rest.find((bound) => completes(first, bound));
  if (partner === undefined) return { bound: first, consumed: [first] };
  const bound = { ...first, low: first.low ?? partner.low, high: first.high ?? partner.high };
  return { bound, consumed: [first, partner] };
}

/** Two one-sided ranges of one type that make an interval. */
function completes(first: Bound, second: Bound): boolean {
  const [edge, other] = [first.low ?? first.high, second.low ?? second.high];
  if ((first.low === null) === (second.low === null) || edge === null || other === null) return false;
  return rankOf(edge.value) === rankOf(other.value);
}

function addPoints(building: Building, values: readonly unknown[], direction: Direction): boolean {
  if (building.prefixes.length * values.length > LIMITS.inPoints) return false;
  building.prefixes = building.prefixes.flatMap((prefix) => values.map((value) => concat(prefix, value, direction)));
  if (values.length === 1 && building.listed === 0) building.pinned += 1;
  else building.listed += 1;
  return true;
}

function byLow(left: KeyRange, right: KeyRange): number {
  if (left.low === null || right.low === null) return left.low === null ? -1 : 1;
  return Buffer.compare(left.low, right.low);
}

function finish(building: Building, index: IndexInfo): Access {
  const { prefixes, pinned, listed, consumed, present } = building;
  const whole = building.ranges === null && pinned + listed === index.fields.length;
  const ranges =
    building.ranges ??
    prefixes.map((prefix) =>
      prefix.length === 0 ? { low: null, high: null } : { low: prefix, high: successor(prefix) },
    );
  return {
    ranges: [...ranges].sort(byLow),
    points: whole ? [...prefixes].sort((left, right) => Buffer.compare(left, right)) : null,
    pinned,
    listed,
    ranged: building.ranges !== null,
    consumed,
    present,
  };
}

/** How far the bounds reach into an index, field by field. */
export function accessFor(index: IndexInfo, bounds: readonly Bound[]): Access {
  const building: Building = {
    prefixes: [Buffer.alloc(0)],
    ranges: null,
    pinned: 0,
    listed: 0,
    consumed: [],
    present: false,
  };
  const used = new Set<string>();
  for (const field of index.fields) {
    const top = field.segments[0] ?? '';
    // Under one array two conditions may hold for different elements, whose keys are different.
    if (index.multikey && used.has(top)) break;
    used.add(top);
    const found = tightest(
      bounds.filter((bound) => bound.path === field.path),
      index.multikey,
    );
    if (found === null) break;
    const { bound } = found;
    if (bound.points === null) {
      building.ranges = building.prefixes.map((prefix) => rangeUnder(prefix, bound, field.direction));
    } else if (!addPoints(building, bound.points, field.direction)) break;
    building.present ||= bound.present;
    building.consumed.push(...found.consumed);
    if (building.ranges !== null) break;
  }
  return finish(building, index);
}
