import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  array,
  boolean,
  bytes,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  nullableBytes,
  nullableString,
  since,
  string,
  struct,
  throttledFirst,
  throttledLast,
  until,
} from './codec.ts';
import type { Codec } from './codec.ts';
import { MalformedRequest, Reader } from './reader.ts';
import { Writer } from './writer.ts';

function written<T>(codec: Codec<T>, value: T, version = 0): Buffer {
  const to = new Writer();
  codec.write(to, value, version);
  const whole = Buffer.concat(to.chunks());
  expect(to.length).toBe(whole.length);
  return whole;
}

const everything = struct({
  flag: boolean,
  tiny: int8,
  small: int16,
  medium: int32,
  large: int64,
  name: string,
  note: nullableString,
  blob: bytes,
  maybe: nullableBytes,
  list: array(struct({ id: int32, label: string })),
  maybeList: nullableArray(string),
});

const anything = fc.record({
  flag: fc.boolean(),
  tiny: fc.integer({ min: -128, max: 127 }),
  small: fc.integer({ min: -32768, max: 32767 }),
  medium: fc.integer(),
  large: fc.maxSafeInteger(),
  name: fc.string({ unit: 'grapheme', maxLength: 2000 }),
  note: fc.option(fc.string({ unit: 'grapheme' })),
  blob: fc.uint8Array({ maxLength: 3000 }).map((value) => Buffer.from(value)),
  maybe: fc.option(fc.uint8Array().map((value) => Buffer.from(value))),
  list: fc.array(fc.record({ id: fc.integer(), label: fc.string() }), { maxLength: 200, size: 'max' }),
  maybeList: fc.option(fc.array(fc.string())),
});

describe('a codec', () => {
  test('reads_back_what_it_wrote_whatever_the_size', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const from = new Reader(written(everything, value));
        expect(everything.read(from, 0)).toEqual(value);
        expect(from.remaining).toBe(0);
      }),
    );
  });

  test('has_fields_that_come_and_go_with_versions', () => {
    const codec = struct({ always: int8, old: until(1, int8, -1), young: since(2, int8, -2) });
    const value = { always: 1, old: 2, young: 3 };
    expect([...written(codec, value, 1)]).toEqual([1, 2]);
    expect([...written(codec, value, 2)]).toEqual([1, 3]);
    expect(codec.read(new Reader(Buffer.from([1, 2])), 1)).toEqual({ always: 1, old: 2, young: -2 });
    expect(codec.read(new Reader(Buffer.from([1, 3])), 2)).toEqual({ always: 1, old: -1, young: 3 });
  });

  test('puts_the_throttle_time_where_the_version_has_it', () => {
    expect([...written(throttledFirst(1, int8), 7, 1)]).toEqual([0, 0, 0, 0, 7]);
    expect([...written(throttledLast(1, int8), 7, 1)]).toEqual([7, 0, 0, 0, 0]);
    expect([...written(throttledLast(1, int8), 7, 0)]).toEqual([7]);
  });
});

function errorOf(frame: Buffer): string | undefined {
  try {
    everything.read(new Reader(frame), 0);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : 'not an error';
  }
}

describe('hostile bytes', () => {
  test('end_in_a_value_or_in_one_kind_of_error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (value) => {
        expect(['MalformedRequest', undefined]).toContain(errorOf(Buffer.from(value)));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['an array longer than its frame', array(int8), '7fffffff'],
    ['an array of negative length', array(int8), 'fffffff0'],
    ['a string longer than its frame', string, '7fff41'],
    ['bytes of negative length', bytes, 'fffffff0'],
    ['a null where a value is needed', string, 'ffff'],
    ['a number that a double cannot hold', int64, '7fffffffffffffff'],
  ])('%s_are_malformed', (_what, codec: Codec<unknown>, hex) => {
    expect(() => codec.read(new Reader(Buffer.from(hex, 'hex')), 0)).toThrow(MalformedRequest);
  });

  test('cannot_make_arrays_without_end_out_of_a_small_frame', () => {
    const nothing: Codec<number> = { read: () => 0, write: () => undefined };
    const many = Buffer.concat([Buffer.from('00030d41', 'hex'), Buffer.alloc(300_000)]);
    expect(() => array(nothing).read(new Reader(many), 0)).toThrow(MalformedRequest);
  });
});
