import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AFFECTED_SCHEMA, REFERENCE_SCHEMA, SEVERITY_SCHEMA } from './advisory.ts';
import { isAffected, isReference, isSeverity } from './shape.ts';

const anything = fc.jsonValue({ maxDepth: 1 });
const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('', 'x', 'npm', 'SEMVER', '1.0.0') }, anything);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
  fc.oneof({ weight: 6, arbitrary }, fc.constantFrom(null, undefined));
const record = (members: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 8, arbitrary: fc.record(members, { requiredKeys: [] }) }, anything);
const list = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  maybe(fc.oneof({ weight: 8, arbitrary: fc.array(item, { maxLength: 3 }) }, anything));

const event = record({ introduced: text, fixed: text, last_affected: text, limit: text });
const range = record({ type: text, repo: text, events: list(event) });
const severity = record({ type: text, score: text });
const affected = record({
  package: maybe(record({ ecosystem: text, name: text, purl: maybe(text) })),
  ranges: list(range),
  versions: list(text),
  severity: list(severity),
  database_specific: anything,
});

describe('the checks by hand', () => {
  test('accept_what_the_schema_accepts_and_nothing_else', () => {
    fc.assert(
      fc.property(affected, severity, record({ type: text, url: text }), (entry, rated, reference) => {
        expect(isAffected(entry)).toBe(AFFECTED_SCHEMA.safeParse(entry).success);
        expect(isSeverity(rated)).toBe(SEVERITY_SCHEMA.safeParse(rated).success);
        expect(isReference(reference)).toBe(REFERENCE_SCHEMA.safeParse(reference).success);
      }),
      { numRuns: 2000 },
    );
  });

  test('keep_the_bounds_of_the_schema', () => {
    const long = (length: number): unknown => ({ package: { ecosystem: 'npm', name: 'x'.repeat(length) } });
    for (const entry of [long(1024), long(1025), { versions: Array(200_001).fill('1') }]) {
      expect(isAffected(entry)).toBe(AFFECTED_SCHEMA.safeParse(entry).success);
    }
  });
});
