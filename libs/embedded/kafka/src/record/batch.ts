import { ERROR, ProtocolError } from '../wire/error-code.ts';
import { crc32c } from './crc32c.ts';
import { VarintCursor } from './varint.ts';

/** Bytes of a version 2 record batch before its first record. */
export const BATCH_HEADER_BYTES = 61;
/** The bytes baseOffset and batchLength take: what batchLength does not count. */
const LENGTH_PREFIX_BYTES = 12;
const CRC_COVERS_FROM = 21;
const MAGIC_V2 = 2;
const CODEC_MASK = 0x07;
const LOG_APPEND_TIME = 0x08;
const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

/** What the engine reads of a record batch; the records stay as the producer wrote them. */
export interface BatchHeader {
  readonly size: number;
  /** 0 none, 1 gzip, 2 snappy, 3 lz4, 4 zstd. */
  readonly codec: number;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  /** -1: not idempotent. */
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly baseSequence: number;
  readonly recordCount: number;
}

/**
 * Checks the one record batch of a produced partition as Kafka does: layout, CRC-32C, counts, no transactions. Records
 * of an uncompressed batch are walked once so that a consumer never meets lengths that do not add up; a compressed
 * batch is not opened.
 *
 * @throws ProtocolError CORRUPT_MESSAGE, INVALID_RECORD, MESSAGE_TOO_LARGE, INVALID_TXN_STATE or
 * UNSUPPORTED_FOR_MESSAGE_FORMAT
 */
export function checkBatch(bytes: Buffer, maxBytes: number): BatchHeader {
  const header = readHeader(bytes);
  if (bytes.length > maxBytes) {
    throw new ProtocolError(
      ERROR.MESSAGE_TOO_LARGE,
      `batch of ${bytes.length} bytes, max.message.bytes is ${maxBytes}`,
    );
  }
  if (crc32c(bytes.subarray(CRC_COVERS_FROM)) !== bytes.readUInt32BE(17))
    throw new ProtocolError(ERROR.CORRUPT_MESSAGE);
  checkAttributes(bytes.readInt16BE(21));
  if (header.recordCount < 1 || header.lastOffsetDelta !== header.recordCount - 1) {
    throw new ProtocolError(
      ERROR.INVALID_RECORD,
      `${header.recordCount} records, last delta ${header.lastOffsetDelta}`,
    );
  }
  if (header.codec === 0) walkRecords(bytes, header.recordCount);
  return header;
}

function readHeader(bytes: Buffer): BatchHeader {
  if (bytes.length < BATCH_HEADER_BYTES) throw new ProtocolError(ERROR.CORRUPT_MESSAGE, 'shorter than a batch header');
  if (bytes.readInt8(16) !== MAGIC_V2) throw new ProtocolError(ERROR.UNSUPPORTED_FOR_MESSAGE_FORMAT);
  if (bytes.readInt32BE(8) !== bytes.length - LENGTH_PREFIX_BYTES) {
    throw new ProtocolError(ERROR.INVALID_RECORD, 'exactly one record batch per partition is allowed');
  }
  const attributes = bytes.readInt16BE(21);
  return {
    size: bytes.length,
    codec: attributes & CODEC_MASK,
    lastOffsetDelta: bytes.readInt32BE(23),
    baseTimestamp: Number(bytes.readBigInt64BE(27)),
    maxTimestamp: Number(bytes.readBigInt64BE(35)),
    producerId: Number(bytes.readBigInt64BE(43)),
    producerEpoch: bytes.readInt16BE(51),
    baseSequence: bytes.readInt32BE(53),
    recordCount: bytes.readInt32BE(57),
  };
}

function checkAttributes(attributes: number): void {
  if ((attributes & CODEC_MASK) > 4) throw new ProtocolError(ERROR.UNSUPPORTED_COMPRESSION_TYPE);
  if (attributes & TRANSACTIONAL) throw new ProtocolError(ERROR.INVALID_TXN_STATE, 'transactions are not supported');
  if (attributes & CONTROL) throw new ProtocolError(ERROR.INVALID_RECORD, 'a client may not write control batches');
  if (attributes & LOG_APPEND_TIME)
    throw new ProtocolError(ERROR.INVALID_RECORD, 'a client may not set log append time');
}

function walkRecords(bytes: Buffer, count: number): void {
  const cursor = new VarintCursor(bytes, BATCH_HEADER_BYTES);
  for (let index = 0; index < count; index += 1) cursor.skip(cursor.varint());
  if (!cursor.atEnd) throw new ProtocolError(ERROR.INVALID_RECORD, 'records do not add up to the batch');
}

/** Gives a checked batch its place in the log, in place: the CRC does not cover these fields. */
export function placeBatch(bytes: Buffer, baseOffset: number, leaderEpoch: number): void {
  bytes.writeBigInt64BE(BigInt(baseOffset), 0);
  bytes.writeInt32BE(leaderEpoch, 12);
}
