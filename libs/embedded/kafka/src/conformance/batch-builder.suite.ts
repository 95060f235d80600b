import { BATCH_HEADER_BYTES } from '../record/batch.ts';
import { crc32c } from '../record/crc32c.ts';

export interface BatchTerms {
  readonly values: readonly string[];
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  /** Milliseconds; every record has it. */
  readonly timestamp?: number;
  readonly attributes?: number;
}

/** A version 2 record batch, uncompressed, as a producer writes it. */
export function buildBatch(terms: BatchTerms): Buffer {
  const { values, producerId = -1, producerEpoch = -1, baseSequence = -1, timestamp = Date.now() } = terms;
  const header = Buffer.alloc(BATCH_HEADER_BYTES);
  const records = Buffer.concat(values.map((value, index) => buildRecord(value, index)));
  header.writeInt32BE(BATCH_HEADER_BYTES + records.length - 12, 8);
  header.writeInt8(2, 16);
  header.writeInt16BE(terms.attributes ?? 0, 21);
  header.writeInt32BE(values.length - 1, 23);
  header.writeBigInt64BE(BigInt(timestamp), 27);
  header.writeBigInt64BE(BigInt(timestamp), 35);
  header.writeBigInt64BE(BigInt(producerId), 43);
  header.writeInt16BE(producerEpoch, 51);
  header.writeInt32BE(baseSequence, 53);
  header.writeInt32BE(values.length, 57);
  const batch = Buffer.concat([header, records]);
  batch.writeUInt32BE(crc32c(batch.subarray(21)), 17);
  return batch;
}

function buildRecord(value: string, offsetDelta: number): Buffer {
  const bytes = Buffer.from(value);
  const body = Buffer.concat([
    Buffer.from([0]),
    varint(0),
    varint(offsetDelta),
    varint(-1),
    varint(bytes.length),
    bytes,
    varint(0),
  ]);
  return Buffer.concat([varint(body.length), body]);
}

/** Zigzag varint of a 32-bit number. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  while (rest > 0x7f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
