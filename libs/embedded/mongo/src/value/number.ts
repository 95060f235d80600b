import { ServerError } from '../error.ts';

/**
 * The result of arithmetic, refused when whole numbers leave the range in which this engine is exact: MongoDB would
 * have made an int64 of it.
 */
export function exact(result: number, operands: readonly number[]): number {
  if (!Number.isInteger(result) || Number.isSafeInteger(result)) return result;
  if (!operands.every((operand) => Number.isSafeInteger(operand))) return result;
  throw new ServerError(
    'BadValue',
    'the result leaves ±(2^53 - 1); int64 beyond it is not supported by the embedded engine',
  );
}
