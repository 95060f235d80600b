import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAX_VERSION_LENGTH, SCHEME_NAMES, compareVersions, isUnreadableKey, versionScheme } from './index.ts';

const PIECES = '0 00 1 01 2 9 10 123456789012345678901234567890 . - _ ~ ^ + : ! v a b rc alpha dev post p -r1 final é';
const piece = fc.constantFrom(...PIECES.split(' '), ' ');
const version = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));

describe.each(SCHEME_NAMES)('the order of %s', (name) => {
  const scheme = versionScheme(name);

  test('is_antisymmetric_and_every_version_equals_itself', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(scheme.compare(a, b) + scheme.compare(b, a)).toBe(0);
        expect(scheme.compare(a, a)).toBe(0);
      }),
    );
  });

  test('is_transitive', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        const [low = '', middle = '', high = ''] = [a, b, c].sort((x, y) =>
          scheme.sortKey(x) < scheme.sortKey(y) ? -1 : 1,
        );
        expect(scheme.compare(low, middle)).toBeLessThanOrEqual(0);
        expect(scheme.compare(middle, high)).toBeLessThanOrEqual(0);
        expect(scheme.compare(low, high)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('never_throws_and_its_keys_hold_one_byte_a_character', () => {
    fc.assert(
      fc.property(fc.oneof(version, fc.string({ unit: 'binary', maxLength: 40 })), (text) => {
        expect(Buffer.from(scheme.sortKey(text), 'latin1').toString('latin1')).toBe(scheme.sortKey(text));
        expect(scheme.problem(text) === undefined).toBe(!isUnreadableKey(scheme.sortKey(text)));
      }),
    );
  });

  test('says_so_when_a_text_is_empty_or_too_long_to_be_a_version', () => {
    const long = '1.'.repeat(MAX_VERSION_LENGTH);
    expect(scheme.problem(' ')).toBe('EMPTY');
    expect(scheme.problem(long)).toBe('TOO_LONG');
    expect(compareVersions(name, long, '1.0.1')).toBe(-1);
  });

  test('reads_a_hostile_version_in_linear_time', () => {
    const started = performance.now();
    for (const start of ['', '1', '1.0-alpha', '1.0_p', '1.0+', '1:1-']) {
      for (const text of ['1', '1.', '1-', '.0', 'a', '1a', '~', '0', '-alpha', '1.0-', '_p1', '-1', '.a']) {
        const hostile = start + text.repeat((MAX_VERSION_LENGTH - 16) / text.length);
        scheme.compare(`${hostile}!`, `${hostile}x`);
        scheme.isValid(`${hostile}!`);
      }
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
