import { describe, expect, test } from '@jest/globals';
import { Binary, BSONRegExp, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { compareValues } from './compare.ts';
import { encodeId, encodeKey, successor } from './key.ts';

const leaf = fc.oneof(
  fc.constantFrom(null, true, false, new MinKey(), new MaxKey(), 0, -0, 1, -1, Number.NaN, Infinity, -Infinity),
  fc.double(),
  fc.integer(),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('', '\0', 'a', 'a\0', 'a\0b', 'ab', '\uFF5E', '🐎', '\uD7FF'),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(Buffer.from(bytes))),
  fc.tuple(fc.nat(9), fc.nat(9)).map(([t, i]) => new Timestamp({ t, i })),
  fc.constantFrom('a', 'b').map((pattern) => new BSONRegExp(pattern, 'i')),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'ab'), tie('value')), { maxLength: 3 })
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

function sign(order: number): number {
  return Math.sign(order) || 0;
}

describe('index keys', () => {
  test('keys_order_as_the_values_do', () => {
    fc.assert(
      fc.property(value, value, (left, right) => {
        expect(sign(Buffer.compare(encodeId(left), encodeId(right)))).toBe(sign(compareValues(left, right)));
      }),
      { numRuns: 800 },
    );
  });

  test('a_descending_field_turns_its_order_round', () => {
    fc.assert(
      fc.property(fc.tuple(value, value), fc.tuple(value, value), ([a, b], [c, d]) => {
        const order = Buffer.compare(encodeKey([a, b], [-1, 1]), encodeKey([c, d], [-1, 1]));
        expect(sign(order)).toBe(sign(-compareValues(a, c) || compareValues(b, d)));
      }),
      { numRuns: 800 },
    );
  });

  test('no_key_is_the_beginning_of_another', () => {
    fc.assert(
      fc.property(value, value, (left, right) => {
        const [a, b] = [encodeId(left), encodeId(right)];
        const begins = a.length <= b.length && b.subarray(0, a.length).equals(a);
        expect(begins).toBe(compareValues(left, right) === 0);
      }),
      { numRuns: 800 },
    );
  });

  test('the_successor_of_a_prefix_is_above_everything_that_starts_with_it_and_nothing_else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 3 }), fc.uint8Array({ maxLength: 4 }), (prefix, other) => {
        const [low, bytes] = [Buffer.from(prefix), Buffer.from(other)];
        const high = successor(low);
        const inside = bytes.compare(low) >= 0 && (high === null || bytes.compare(high) < 0);
        expect(inside).toBe(bytes.subarray(0, low.length).equals(low));
      }),
      { numRuns: 800 },
    );
  });
});
