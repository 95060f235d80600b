import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildBatch, varint } from '../conformance/batch-builder.suite.ts';
import { ERROR, ProtocolError } from '../wire/error-code.ts';
import { BATCH_HEADER_BYTES, checkBatch, placeBatch } from './batch.ts';
import { crc32c } from './crc32c.ts';
import { findByTimestamp } from './seek.ts';
import { VarintCursor } from './varint.ts';

const LIMIT = 1_048_588;

function codeOf(run: () => unknown): number | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return error instanceof ProtocolError ? error.code : Number.NaN;
  }
}

/** The batch with other bytes for its records, its length and its checksum put right. */
function repacked(batch: Buffer, codec: number, records: Buffer): Buffer {
  const whole = Buffer.concat([batch.subarray(0, BATCH_HEADER_BYTES), records]);
  whole.writeInt32BE(whole.length - 12, 8);
  whole.writeInt16BE(codec, 21);
  whole.writeUInt32BE(crc32c(whole.subarray(21)), 17);
  return whole;
}

describe('CRC-32C', () => {
  // RFC 3720, B.4.
  test.each([
    ['32 bytes of zeroes', Buffer.alloc(32), 0x8a9136aa],
    ['32 bytes of ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['32 bytes that count up', Buffer.from(Array.from({ length: 32 }, (_, index) => index)), 0x46dd794e],
    ['the digits', Buffer.from('123456789'), 0xe3069283],
    ['nothing', Buffer.alloc(0), 0],
  ])('of_%s_is_known', (_what, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  test('does_not_depend_on_where_the_bytes_lie', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 20 }), (bytes, shift) => {
        const moved = Buffer.concat([Buffer.alloc(shift), bytes]).subarray(shift);
        expect(crc32c(moved)).toBe(crc32c(bytes));
      }),
    );
  });
});

describe('a record batch', () => {
  test('is_read_without_being_changed', () => {
    const batch = buildBatch({
      values: ['a', 'b', 'c'],
      producerId: 7,
      producerEpoch: 1,
      baseSequence: 9,
      timestamp: 5,
    });
    const before = Buffer.from(batch);
    expect(checkBatch(batch, LIMIT)).toEqual({
      size: batch.length,
      codec: 0,
      lastOffsetDelta: 2,
      baseTimestamp: 5,
      maxTimestamp: 5,
      producerId: 7,
      producerEpoch: 1,
      baseSequence: 9,
      recordCount: 3,
    });
    expect(batch.equals(before)).toBe(true);
  });

  test('keeps_its_checksum_when_it_is_given_its_place', () => {
    const batch = buildBatch({ values: ['a'] });
    placeBatch(batch, 12_345_678_901, 3);
    expect(Number(batch.readBigInt64BE(0))).toBe(12_345_678_901);
    expect(codeOf(() => checkBatch(batch, LIMIT))).toBeUndefined();
  });

  test.each([
    ['above the limit', ERROR.MESSAGE_TOO_LARGE, buildBatch({ values: ['x'.repeat(LIMIT)] })],
    ['of a transaction', ERROR.INVALID_TXN_STATE, buildBatch({ values: ['x'], attributes: 0x10 })],
    ['that is a control batch', ERROR.INVALID_RECORD, buildBatch({ values: ['x'], attributes: 0x20 })],
    ['with log append time', ERROR.INVALID_RECORD, buildBatch({ values: ['x'], attributes: 0x08 })],
    ['of an unknown codec', ERROR.UNSUPPORTED_COMPRESSION_TYPE, buildBatch({ values: ['x'], attributes: 7 })],
    ['without records', ERROR.INVALID_RECORD, buildBatch({ values: [] })],
    ['shorter than its header', ERROR.CORRUPT_MESSAGE, Buffer.alloc(20)],
    ['of an older format', ERROR.UNSUPPORTED_FOR_MESSAGE_FORMAT, Buffer.alloc(100)],
    ['whose records do not add up', ERROR.INVALID_RECORD, repacked(buildBatch({ values: ['x'] }), 0, varint(50))],
  ])('%s_is_refused', (_what, code, batch) => {
    expect(codeOf(() => checkBatch(batch, LIMIT))).toBe(code);
  });

  test('with_any_bit_turned_is_refused_or_still_what_it_was', () => {
    const batch = buildBatch({ values: ['some', 'records', 'to', 'damage'] });
    fc.assert(
      fc.property(fc.nat({ max: (batch.length - 16) * 8 - 1 }), (bit) => {
        // Before the magic byte there is only what the broker overwrites, and the length.
        const damaged = Buffer.from(batch);
        const at = 16 + (bit >> 3);
        damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (bit & 7)), at);
        expect(codeOf(() => checkBatch(damaged, LIMIT))).toEqual(expect.any(Number));
      }),
    );
  });

  test('made_of_any_bytes_ends_in_a_code_of_the_protocol', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(codeOf(() => checkBatch(Buffer.from(bytes), LIMIT))).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a varint', () => {
  test('is_read_as_it_was_written', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        const cursor = new VarintCursor(varint(value), 0);
        expect(cursor.varint()).toBe(value);
        expect(cursor.atEnd).toBe(true);
      }),
    );
  });

  test('without_an_end_is_an_invalid_record', () => {
    expect(codeOf(() => new VarintCursor(Buffer.alloc(20, 0xff), 0).varint())).toBe(ERROR.INVALID_RECORD);
    expect(codeOf(() => new VarintCursor(Buffer.from([0x80]), 0).varint())).toBe(ERROR.INVALID_RECORD);
  });
});

describe('a search by time', () => {
  const plain = buildBatch({ values: ['a', 'b', 'c'], timestamp: 1000 });
  const records = plain.subarray(BATCH_HEADER_BYTES);

  test.each([
    ['plain', plain],
    ['gzip', repacked(plain, 1, gzipSync(records))],
    ['zstd', repacked(plain, 4, zstdCompressSync(records))],
  ])('looks_into_a_%s_batch', (_codec, batch) => {
    placeBatch(batch, 40, 0);
    expect(findByTimestamp(batch, 1000, 0)).toEqual({ offset: 40, timestamp: 1000 });
    expect(findByTimestamp(batch, 1000, 41)).toEqual({ offset: 41, timestamp: 1000 });
    expect(findByTimestamp(batch, 1001, 0)).toBeUndefined();
  });

  test('says_that_it_cannot_open_snappy_and_lz4', () => {
    for (const codec of [2, 3]) {
      const batch = repacked(plain, codec, Buffer.from('whatever'));
      expect(codeOf(() => findByTimestamp(batch, 5000, 0))).toBe(ERROR.UNSUPPORTED_COMPRESSION_TYPE);
    }
  });

  test('gives_up_on_a_batch_that_unpacks_without_end', () => {
    const bomb = repacked(plain, 1, gzipSync(Buffer.alloc(80 * 1024 * 1024)));
    expect(codeOf(() => findByTimestamp(bomb, 5000, 0))).toBe(ERROR.CORRUPT_MESSAGE);
  });
});
