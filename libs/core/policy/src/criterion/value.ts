import { SEVERITIES } from '@bulkhead/core-base';
import { parseQuantity } from '@bulkhead/core-workload';
import { z } from 'zod';
import type { Value } from './define.ts';

const MAX_ENTRIES = 500;
const TEXT = z.string().min(1).max(1024);

/** One text or a list of texts; `*` and `?` are wild cards. */
export const PATTERNS = z
  .union([TEXT.transform((text) => [text]), z.array(TEXT).min(1).max(MAX_ENTRIES)])
  .describe('one pattern or a list of them; * is any text, ? one character');

/** Bounds a number is compared with. */
export interface Range {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  readonly above?: number | undefined;
  readonly below?: number | undefined;
}

/** A range of numbers. */
export const RANGE = rangeOf(z.number());

/** A range of Kubernetes quantities: `{ above: 512Mi }`. */
export const QUANTITY_RANGE = rangeOf(
  z.union([z.number(), z.string().max(32)]).transform((text, context) => {
    const amount = parseQuantity(text);
    if (amount !== undefined) return amount;
    context.addIssue({ code: 'custom', message: `"${text}" is not a quantity such as 500m or 64Mi` });
    return z.NEVER;
  }),
);

/** `{ atLeast: HIGH }`, or a list of severities. */
export const SEVERITY_CHOICE = z
  .union([
    z
      .strictObject({ atLeast: z.enum(SEVERITIES) })
      .transform(({ atLeast }) => SEVERITIES.slice(SEVERITIES.indexOf(atLeast))),
    choiceOf(SEVERITIES),
  ])
  .describe('severities, or the weakest of them as { atLeast: HIGH }');

/** One word or a list of words of a closed vocabulary. */
export function choiceOf<Word extends string>(words: readonly [Word, ...Word[]]): z.ZodType<readonly Word[]> {
  const word = z.enum(words) as z.ZodType<Word>;
  return z.union([word.transform((one) => [one]), z.array(word).min(1)]);
}

/** True when the number lies in the range. */
export function inRange(range: Range, value: number): boolean {
  if (range.atLeast !== undefined && value < range.atLeast) return false;
  if (range.atMost !== undefined && value > range.atMost) return false;
  if (range.above !== undefined && value <= range.above) return false;
  return range.below === undefined || value < range.below;
}

/** A range in words: `at least 7 and below 9`. */
export function describeRange(range: Range): string {
  const parts = [];
  if (range.atLeast !== undefined) parts.push(`at least ${range.atLeast}`);
  if (range.above !== undefined) parts.push(`above ${range.above}`);
  if (range.atMost !== undefined) parts.push(`at most ${range.atMost}`);
  if (range.below !== undefined) parts.push(`below ${range.below}`);
  return parts.join(' and ');
}

/** An object of a document as it is shown in a reason: without what was left out. */
export function shown(members: object): Value {
  return Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as Value;
}

/** A few words or numbers in a row: `a, b or c`. */
export function anyOf(words: readonly (string | number)[]): string {
  if (words.length <= 1) return String(words[0] ?? '');
  return `${words.slice(0, -1).join(', ')} or ${String(words.at(-1))}`;
}

function rangeOf<Bound extends z.ZodType<number>>(bound: Bound) {
  return z
    .strictObject({
      atLeast: bound.optional(),
      atMost: bound.optional(),
      above: bound.optional(),
      below: bound.optional(),
    })
    .refine((range) => Object.values(range).some((member) => member !== undefined), {
      message: 'needs at least one of atLeast, atMost, above, below',
    });
}
