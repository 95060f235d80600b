import type { z } from 'zod';
import type { Target } from '../evaluation/target.ts';
import type { Truth } from '../evaluation/truth.ts';

/**
 * What a criterion is asked about. The criteria of one rule hold together: those of level `finding` for one finding, of
 * level `container` for one container and its image.
 */
export const LEVELS = ['workload', 'container', 'image', 'finding', 'component', 'host', 'check'] as const;
export type Level = (typeof LEVELS)[number];

/** A value in a reason, as JSON. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Where a criterion looked, what it wanted, what was there, and the same as a phrase. */
export interface Evidence {
  readonly path: string;
  readonly operator: string;
  readonly expected: Value;
  readonly actual: Value;
  readonly message: string;
}

/** A criterion with its value, compiled. `explain` is only asked where `test` did not say NO, or under a `not`. */
export interface Test {
  test(target: Target): Truth;
  explain(target: Target): Evidence;
}

/** One criterion of the language. */
export interface Criterion {
  readonly name: string;
  readonly level: Level;
  /** One sentence: what it is true of. Ends up in the reference and in the JSON Schema. */
  readonly doc: string;
  /** A value as an author writes it. */
  readonly example: Value;
  readonly schema: z.ZodType;
  /** @param value what `schema` made of the document */
  compile(value: unknown): Test;
}

export interface CriterionDefinition<Shape extends z.ZodType> {
  readonly name: string;
  readonly level: Level;
  readonly doc: string;
  readonly example: Value;
  readonly schema: Shape;
  readonly compile: (value: z.output<Shape>) => Test;
}

/** Makes a criterion whose value has any shape; see `kind.ts` for the four usual ones. */
export function defineCriterion<Shape extends z.ZodType>(definition: CriterionDefinition<Shape>): Criterion {
  return { ...definition, compile: (value) => definition.compile(value as z.output<Shape>) };
}
