/** Three-valued logic (Kleene). Numbers, because every criterion of every policy returns one. */
export const NO = 0;
export const YES = 1;
export const UNKNOWN = 2;
export type Truth = typeof NO | typeof YES | typeof UNKNOWN;

/** The truth of a fact that may be missing. */
export function truthOf(value: boolean | undefined): Truth {
  if (value === undefined) return UNKNOWN;
  return value ? YES : NO;
}

export function negate(truth: Truth): Truth {
  if (truth === UNKNOWN) return UNKNOWN;
  return truth === YES ? NO : YES;
}
