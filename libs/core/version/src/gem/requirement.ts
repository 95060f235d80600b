import { MAX_VERSION_LENGTH } from '../scheme.ts';
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
