import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  cargoIntervals,
  complement,
  gemIntervals,
  gemSatisfies,
  npmIntervals,
  npmSatisfies,
  versionScheme,
} from '../index.ts';
import type { Interval, SchemeName } from '../index.ts';

function isIn(intervals: readonly Interval[], version: string, scheme: SchemeName): boolean {
  const key = versionScheme(scheme).sortKey(version);
  return intervals.some(({ from, to }) => {
    const isAfter = from === undefined || key > from.key || (from.isIncluded && key === from.key);
    return isAfter && (to === undefined || key < to.key || (to.isIncluded && key === to.key));
  });
}

const digit = fc.integer({ min: 0, max: 3 });
const version = fc.tuple(digit, digit, digit).map((numbers) => numbers.join('.'));
const operator = fc.constantFrom('=', '>', '>=', '<', '<=', '^', '~', '');
const npmRange = fc
  .array(fc.array(fc.tuple(operator, version), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
  .map((sets) => sets.map((set) => set.map((part) => part.join('')).join(' ')).join(' || '));
const gemRequirement = fc
  .array(fc.tuple(fc.constantFrom('=', '>', '>=', '<', '<=', '~>'), version), { minLength: 1, maxLength: 2 })
  .map((parts) => parts.map((part) => part.join(' ')).join(', '));

describe('intervals of versions', () => {
  test('hold_what_npm_says_satisfies_the_range', () => {
    fc.assert(
      fc.property(npmRange, version, (range, candidate) => {
        expect(isIn(npmIntervals(range) ?? [], candidate, 'npm')).toBe(npmSatisfies(range, candidate));
      }),
      { numRuns: 500 },
    );
  });

  test('hold_what_RubyGems_says_satisfies_the_requirement_pre_releases_too', () => {
    const candidates = fc.oneof(
      version,
      version.map((text) => `${text}.rc1`),
    );
    fc.assert(
      fc.property(gemRequirement, candidates, (requirement, candidate) => {
        expect(isIn(gemIntervals(requirement) ?? [], candidate, 'gem')).toBe(gemSatisfies(requirement, candidate));
      }),
      { numRuns: 500 },
    );
  });

  test('read_a_bare_version_of_Cargo_as_a_caret', () => {
    expect(isIn(cargoIntervals('1.2') ?? [], '1.9.0', 'cargo')).toBe(true);
    expect(isIn(cargoIntervals('>= 0.2, < 0.4') ?? [], '0.4.0', 'cargo')).toBe(false);
    expect(cargoIntervals('latest')).toBeUndefined();
    expect(gemIntervals('!= 1.0')).toBeUndefined();
  });

  test('and_their_complement_hold_every_version_exactly_once', () => {
    fc.assert(
      fc.property(npmRange, version, (range, candidate) => {
        const intervals = npmIntervals(range) ?? [];
        expect(isIn(complement(intervals), candidate, 'npm')).toBe(!isIn(intervals, candidate, 'npm'));
      }),
      { numRuns: 500 },
    );
    expect(complement([])).toEqual([{ from: undefined, to: undefined }]);
    expect(complement(npmIntervals('*') ?? [])).toEqual([]);
  });
});
