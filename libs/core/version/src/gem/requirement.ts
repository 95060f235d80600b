import { MAX_VERSION_LENGTH } from '../scheme.ts';
import { EVERYTHING, intersect } from '../interval/interval.ts';
import type { Interval } from '../interval/interval.ts';
import { gem, gemSegments, isNumberSegment, segmentsKey } from './gem.ts';

const MOST_PARTS = 64;
const PART = /^\s*(=|!=|>=|<=|~>|>|<)?\s*(\S+)\s*$/;

/**
 * Does a gem version satisfy a requirement (`~> 1.2, >= 1.2.3`), as Gem::Requirement says? Undefined when either is
 * not readable.
 */
export function gemSatisfies(requirement: string, version: string): boolean | undefined {
  if (requirement.length > MAX_VERSION_LENGTH || gem.problem(version) !== undefined) return undefined;
  const parts = requirement.split(',', MOST_PARTS).map((part) => PART.exec(part));
  let isIn = true;
  for (const part of parts) {
    const [, operator = '=', bound = ''] = part ?? [];
    if (part === null || gem.problem(bound) !== undefined) return undefined;
    isIn &&= satisfiesOne(operator, bound, version);
  }
  return isIn;
}

function satisfiesOne(operator: string, bound: string, version: string): boolean {
  const order = gem.compare(version, bound);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
    default:
      return order >= 0 && segmentsKey(numbersOf(version)) < segmentsKey(bump(bound));
  }
}

/** The numbers before the first word: the release a pre-release leads to. */
function numbersOf(version: string): string[] {
  const segments = gemSegments(version);
  const firstWord = segments.findIndex((segment) => !isNumberSegment(segment));
  return firstWord === -1 ? segments : segments.slice(0, firstWord);
}

/** `~> 1.2.3` ends before 1.3: the last number is dropped and the one before it counted up. */
function bump(bound: string): string[] {
  const numbers = numbersOf(bound);
  if (numbers.length > 1) numbers.pop();
  const last = numbers.pop() ?? '0';
  return [...numbers, String(BigInt(last) + 1n)];
}

/**
 * The versions a gem requirement stands for, as one interval; empty when it contradicts itself, undefined when it is
 * not readable or leaves a single version out (`!=`).
 */
export function gemIntervals(requirement: string): Interval[] | undefined {
  let whole: Interval | undefined = EVERYTHING;
  for (const part of requirement.slice(0, MAX_VERSION_LENGTH).split(',', MOST_PARTS)) {
    const [, operator = '=', bound = ''] = PART.exec(part) ?? [];
    if (gem.problem(bound) !== undefined || operator === '!=') return undefined;
    whole = whole && intersect(whole, intervalOf(operator, bound));
  }
  return whole === undefined ? [] : [whole];
}

function intervalOf(operator: string, version: string): Interval {
  const bound = { version, key: gem.sortKey(version) };
  const included = { ...bound, isIncluded: true };
  const excluded = { ...bound, isIncluded: false };
  switch (operator) {
    case '>':
      return { from: excluded, to: undefined };
    case '>=':
      return { from: included, to: undefined };
    case '<':
      return { from: undefined, to: excluded };
    case '<=':
      return { from: undefined, to: included };
    case '~>':
      return { from: included, to: beforePrereleasesOf(bump(version).join('.')) };
    default:
      return { from: included, to: included };
  }
}

/** `~> 1.2` leaves the pre-releases of 2.0 out, the first of which is 2.a. */
function beforePrereleasesOf(release: string): Interval['to'] {
  const version = `${release}.a`;
  return { version, key: gem.sortKey(version), isIncluded: false };
}
