import { isDoc, ownField } from '../value/document.ts';

/** The segments of a dotted path. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('.');
}

export function isIndexSegment(segment: string): boolean {
  return /^(?:0|[1-9]\d{0,8})$/.test(segment);
}

type Test = (value: unknown) => boolean;

/** Whether a leaf that is an array is also tried element by element. */
export interface LeafMode {
  readonly expand: boolean;
}

function leafMatches(value: unknown, test: Test, mode: LeafMode): boolean {
  if (mode.expand && Array.isArray(value) && value.some(test)) return true;
  return test(value);
}

interface Walk {
  readonly segments: readonly string[];
  readonly test: Test;
  readonly mode: LeafMode;
}

function arrayMatches(list: readonly unknown[], at: number, walk: Walk): boolean {
  const segment = walk.segments[at] ?? '';
  if (isIndexSegment(segment) && Number(segment) < list.length && valueMatches(list[Number(segment)], at + 1, walk)) {
    return true;
  }
  return list.some((item) => isDoc(item) && valueMatches(item, at, walk));
}

function valueMatches(value: unknown, at: number, walk: Walk): boolean {
  if (at === walk.segments.length) return leafMatches(value, walk.test, walk.mode);
  if (Array.isArray(value)) return arrayMatches(value, at, walk);
  if (!isDoc(value)) return walk.test(undefined);
  return valueMatches(ownField(value, walk.segments[at] ?? ''), at + 1, walk);
}

/**
 * True when some value at the path passes: arrays on the way are entered, an array at the end is tried element by
 * element and whole. A path that leads nowhere is tried as undefined.
 */
export function anyAtPath(root: unknown, walk: Walk): boolean {
  return valueMatches(root, 0, walk);
}

function collect(value: unknown, at: number, sink: { segments: readonly string[]; out: unknown[] }): void {
  const { segments, out } = sink;
  if (at === segments.length) {
    if (Array.isArray(value)) out.push(...(value as unknown[]));
    else if (value !== undefined) out.push(value);
    return;
  }
  const segment = segments[at] ?? '';
  if (Array.isArray(value)) {
    if (isIndexSegment(segment)) collect(value[Number(segment)], at + 1, sink);
    for (const item of value) if (isDoc(item)) collect(item, at, sink);
    return;
  }
  if (isDoc(value)) collect(ownField(value, segment), at + 1, sink);
}

/** Every value at the path, arrays opened once: what `distinct` lists. */
export function valuesAtPath(root: unknown, path: string): unknown[] {
  const out: unknown[] = [];
  collect(root, 0, { segments: segmentsOf(path), out });
  return out;
}
