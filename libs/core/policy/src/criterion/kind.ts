import { z } from 'zod';
import { anyTextTest } from '../evaluation/pattern.ts';
import type { Target } from '../evaluation/target.ts';
import { NO, UNKNOWN, YES, truthOf } from '../evaluation/truth.ts';
import type { Truth } from '../evaluation/truth.ts';
import { defineCriterion } from './define.ts';
import type { Criterion, Level, Value } from './define.ts';
import { PATTERNS, QUANTITY_RANGE, RANGE, anyOf, describeRange, inRange, shown } from './value.ts';
import type { Range } from './value.ts';

/** What every criterion says of itself, whatever the kind of its value. */
export interface About<Fact> {
  readonly name: string;
  readonly level: Level;
  readonly doc: string;
  readonly example: Value;
  /** The path of the fact, in words of the input. */
  readonly path: (target: Target) => string;
  /** The fact; undefined when it is not known. */
  readonly read: (target: Target) => Fact | undefined;
}

/** True or false. `phrases` say it in words: when it is so, and when it is not. */
export function flagCriterion(about: About<boolean> & { phrases: readonly [yes: string, no: string] }): Criterion {
  const { phrases, path, read } = about;
  return defineCriterion({
    ...about,
    schema: z.boolean(),
    compile: (wanted) => ({
      test: (target) => {
        const fact = read(target);
        return fact === undefined ? UNKNOWN : truthOf(fact === wanted);
      },
      explain: (target) => {
        const fact = read(target);
        const message = fact === undefined ? `it is not known whether ${phrases[0]}` : phrases[fact ? 0 : 1];
        return { path: path(target), operator: 'is', expected: wanted, actual: fact ?? null, message };
      },
    }),
  });
}

/** One text or several that match one of some patterns. `noun` names the fact: `the registry`. */
export function patternCriterion(
  about: About<string | readonly string[]> & {
    noun: string;
    /** What of a text may be shown. */ show?: (text: string) => string;
  },
): Criterion {
  const { noun, path, read, show = asIs } = about;
  return defineCriterion({
    ...about,
    schema: PATTERNS,
    compile: (patterns) => {
      const matches = anyTextTest(patterns);
      return {
        test: (target) => testTexts(read(target), matches),
        explain: (target) => {
          const fact = read(target);
          const texts = (typeof fact === 'string' ? [fact] : (fact ?? []).filter(matches)).map(show);
          const message = fact === undefined ? `${noun} is not known` : `${noun} ${quote(texts)}`;
          return {
            path: path(target),
            operator: 'matches',
            expected: patterns,
            actual: textValue(fact, texts),
            message,
          };
        },
      };
    },
  });
}

/** One word of a closed vocabulary. */
export function choiceCriterion<Word extends string>(
  about: About<string> & { noun: string; schema: z.ZodType<readonly Word[]> },
): Criterion {
  const { noun, path, read } = about;
  return defineCriterion({
    ...about,
    compile: (words) => ({
      test: (target) => {
        const fact = read(target);
        return fact === undefined ? UNKNOWN : truthOf((words as readonly string[]).includes(fact));
      },
      explain: (target) => {
        const fact = read(target);
        const message = fact === undefined ? `${noun} is not known` : `${noun} is ${fact}`;
        return { path: path(target), operator: 'in', expected: words, actual: fact ?? null, message };
      },
    }),
  });
}

/** A number in a range. `noun` names it, `unit` follows it: `the image is`, `days old`. */
export function rangeCriterion(
  about: About<number | readonly number[]> & { noun: string; unit?: string; quantity?: boolean },
): Criterion {
  const { noun, unit, path, read } = about;
  return defineCriterion({
    ...about,
    schema: about.quantity === true ? QUANTITY_RANGE : RANGE,
    compile: (range) => ({
      test: (target) => testNumbers(read(target), range),
      explain: (target) => {
        const fact = read(target);
        const numbers = numbersOf(fact).filter((value) => typeof fact === 'number' || inRange(range, value));
        const words = [noun, numbers.join(', '), unit].filter((part) => part !== undefined && part !== '').join(' ');
        const message = fact === undefined ? `${noun} not known` : `${words} (${describeRange(range)})`;
        const actual = typeof fact === 'number' ? fact : numbers;
        return {
          path: path(target),
          operator: 'in range',
          expected: shown(range),
          actual: fact === undefined ? null : actual,
          message,
        };
      },
    }),
  });
}

function asIs(text: string): string {
  return text;
}

/** Some of the wanted names are missing: of limits, labels, probes, dropped capabilities. */
export function missingCriterion<Word extends string>(
  about: Omit<About<never>, 'read'> & {
    noun: string;
    schema: z.ZodType<readonly Word[]>;
    /** Whether the name is there; undefined when it is not known. */
    has: (target: Target, name: Word) => boolean | undefined;
  },
): Criterion {
  const { noun, path, has } = about;
  return defineCriterion({
    ...about,
    compile: (names) => ({
      test: (target) => {
        let truth: Truth = NO;
        for (const name of names) {
          const there = has(target, name);
          if (there === false) return YES;
          if (there === undefined) truth = UNKNOWN;
        }
        return truth;
      },
      explain: (target) => {
        const missing = names.filter((name) => has(target, name) === false);
        const unknown = names.filter((name) => has(target, name) === undefined);
        const message =
          missing.length > 0 ? `${noun} ${missing.join(', ')} missing` : `${noun} ${anyOf(unknown)} not known`;
        return {
          path: path(target),
          operator: 'has',
          expected: names,
          actual: missing.length > 0 ? missing.map((name) => `no ${name}`) : null,
          message,
        };
      },
    }),
  });
}

function testTexts(fact: string | readonly string[] | undefined, matches: (text: string) => boolean): Truth {
  if (fact === undefined) return UNKNOWN;
  if (typeof fact === 'string') return matches(fact) ? YES : NO;
  return fact.some(matches) ? YES : NO;
}

function testNumbers(fact: number | readonly number[] | undefined, range: Range): Truth {
  if (fact === undefined) return UNKNOWN;
  if (typeof fact === 'number') return inRange(range, fact) ? YES : NO;
  return fact.some((value) => inRange(range, value)) ? YES : NO;
}

function numbersOf(fact: number | readonly number[] | undefined): readonly number[] {
  if (fact === undefined) return [];
  return typeof fact === 'number' ? [fact] : fact;
}

const SHOWN = 20;

function quote(texts: readonly string[]): string {
  if (texts.length === 0) return 'is none of them';
  const more = texts.length > SHOWN ? ` and ${texts.length - SHOWN} more` : '';
  return `is ${texts
    .slice(0, SHOWN)
    .map((text) => JSON.stringify(text))
    .join(', ')}${more}`;
}

function textValue(fact: string | readonly string[] | undefined, matched: readonly string[]): Value {
  if (fact === undefined) return null;
  return typeof fact === 'string' ? fact : matched.slice(0, SHOWN);
}
