import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { ERROR, ProtocolError } from '../wire/error-code.ts';
import { BATCH_HEADER_BYTES } from './batch.ts';
import { VarintCursor } from './varint.ts';

/** A batch that unpacks to more than this is not searched for a timestamp. */
const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;

export interface RecordPosition {
  readonly offset: number;
  readonly timestamp: number;
}

/**
 * The first record of a stored batch at or after `timestamp` (ms) and `fromOffset`; undefined when it has none.
 *
 * @throws ProtocolError UNSUPPORTED_COMPRESSION_TYPE for snappy and lz4, which Node cannot open
 */
export function findByTimestamp(bytes: Buffer, timestamp: number, fromOffset: number): RecordPosition | undefined {
  const baseOffset = Number(bytes.readBigInt64BE(0));
  const baseTimestamp = Number(bytes.readBigInt64BE(27));
  if (baseTimestamp >= timestamp && baseOffset >= fromOffset) return { offset: baseOffset, timestamp: baseTimestamp };
  const cursor = new VarintCursor(recordsOf(bytes), 0);
  while (!cursor.atEnd) {
    const end = cursor.varint() + cursor.position;
    cursor.skip(1);
    const position = { timestamp: baseTimestamp + cursor.varint(), offset: baseOffset + cursor.varint() };
    if (position.timestamp >= timestamp && position.offset >= fromOffset) return position;
    cursor.skip(end - cursor.position);
  }
  return undefined;
}

function recordsOf(bytes: Buffer): Uint8Array {
  const packed = bytes.subarray(BATCH_HEADER_BYTES);
  try {
    switch (bytes.readInt16BE(21) & 0x07) {
      case 0:
        return packed;
      case 1:
        return gunzipSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES });
      case 4:
        return zstdDecompressSync(packed, { maxOutputLength: MAX_UNPACKED_BYTES });
      default:
        throw new ProtocolError(ERROR.UNSUPPORTED_COMPRESSION_TYPE, 'a snappy or lz4 batch cannot be searched by time');
    }
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    throw new ProtocolError(ERROR.CORRUPT_MESSAGE, 'the compressed records cannot be unpacked');
  }
}
