import { ServerError } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';

/** Update operators this engine knows. */
export const UPDATE_OPERATORS = [
  '$set', '$unset', '$inc', '$mul', '$min', '$max', '$rename', '$setOnInsert', '$currentDate', '$push', '$addToSet',
  '$pop', '$pull', '$pullAll', '$bit',
] as const; // prettier-ignore
export type UpdateOperator = (typeof UPDATE_OPERATORS)[number];

/** One operator on one path. */
export interface Modifier {
  readonly operator: UpdateOperator;
  readonly path: readonly string[];
  readonly operand: unknown;
}

function isUpdateOperator(name: string): name is UpdateOperator {
  return (UPDATE_OPERATORS as readonly string[]).includes(name);
}

function checkPath(path: string): readonly string[] {
  const segments = path.split('.');
  if (segments.includes('')) {
    throw new ServerError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  if (segments.length > LIMITS.nestingDepth) throw new ServerError('BadValue', 'an update path is nested too deep');
  if (segments[0]?.startsWith('$') === true) {
    throw new ServerError(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${path}' is not valid for storage.`,
    );
  }
  return segments;
}

function isPrefix(shorter: readonly string[], longer: readonly string[]): boolean {
  return shorter.length <= longer.length && shorter.every((segment, at) => segment === longer[at]);
}

function refuseConflicts(modifiers: readonly Modifier[]): void {
  for (const [at, modifier] of modifiers.entries()) {
    const next = modifiers[at + 1];
    if (next !== undefined && isPrefix(modifier.path, next.path)) {
      const [shorter, longer] = [modifier.path.join('.'), next.path.join('.')];
      throw new ServerError(
        'ConflictingUpdateOperators',
        `Updating the path '${longer}' would create a conflict at '${shorter}'`,
      );
    }
  }
}

function compareSegments(left: string, right: string): number {
  if (/^\d+$/.test(left) && /^\d+$/.test(right)) return Number(left) - Number(right);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The order in which MongoDB applies modifiers: by path, numeric segments as numbers. */
function comparePaths(left: readonly string[], right: readonly string[]): number {
  for (const [at, segment] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    const order = compareSegments(segment, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** The modifiers of an update document, in the order they apply. Throws ServerError for what is wrong. */
export function parseModifiers(update: Doc): Modifier[] {
  const modifiers: Modifier[] = [];
  const renames: Modifier[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (!isUpdateOperator(operator)) {
      throw new ServerError(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw new ServerError(
        'FailedToParse',
        `Modifiers operate on fields but we found another type instead of an object for ${operator}`,
      );
    }
    for (const [path, operand] of Object.entries(fields)) {
      const segments = checkPath(path);
      modifiers.push({ operator, path: segments, operand });
      if (operator === '$rename') renames.push({ operator, path: renameTarget(path, operand), operand: undefined });
    }
  }
  const sorted = modifiers.sort((left, right) => comparePaths(left.path, right.path));
  refuseConflicts([...sorted, ...renames].sort((left, right) => comparePaths(left.path, right.path)));
  return sorted;
}

export function renameTarget(path: string, operand: unknown): readonly string[] {
  if (typeof operand !== 'string') throw new ServerError('BadValue', `The 'to' field for $rename must be a string`);
  if (operand === path)
    throw new ServerError('BadValue', `The source and target field for $rename must differ: ${path}`);
  return checkPath(operand);
}
