import type { FileHandle } from 'node:fs/promises';
import { feedFault } from '../fault.ts';

/** One entry of a zip's central directory (APPNOTE 4.3.12). */
export interface ZipEntry {
  /** As written; a label, never a path to open. */
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  /** Of the local header, from the start of the file. */
  readonly offset: number;
}

const END = 0x06054b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
const ENTRY = 0x02014b50;
const END_SIZE = 22;
const MAX_COMMENT = 65_535;
const MAX_DIRECTORY_BYTES = 1024 ** 3;
const UNKNOWN_32 = 0xffffffff;

/** Reads the central directory of a zip, ZIP64 included. Throws Fault FEED_CORRUPT and FEED_TOO_LARGE. */
export async function readZipDirectory(file: FileHandle, size: number, maxEntries: number): Promise<ZipEntry[]> {
  const { offset, length, count } = await findDirectory(file, size);
  if (count > maxEntries || length > MAX_DIRECTORY_BYTES) {
    throw feedFault('FEED_TOO_LARGE', `The zip has more than ${maxEntries} entries.`);
  }
  if (offset + length > size) throw corrupt('The zip ends before its directory does.');
  const directory = await readAt(file, offset, length);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count;) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) throw corrupt('The directory is damaged.');
    const next =
      at + 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > directory.length) throw corrupt('The directory is cut short.');
    entries.push(readEntry(directory.subarray(at, next)));
    at = next;
  }
  return entries;
}

async function findDirectory(
  file: FileHandle,
  size: number,
): Promise<{ offset: number; length: number; count: number }> {
  const tail = await readAt(file, Math.max(0, size - END_SIZE - MAX_COMMENT), Math.min(size, END_SIZE + MAX_COMMENT));
  const at = endRecordIn(tail);
  if (at === undefined) throw corrupt('The zip has no end record; it may be cut short.');
  const record = {
    count: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const hasLocator = at >= 20 && tail.readUInt32LE(at - 20) === END64_LOCATOR;
  if (!hasLocator) return record;
  const end64 = safe(tail.readBigUInt64LE(at - 12));
  if (end64 + 56 > size) throw corrupt('The ZIP64 end record lies outside of the file.');
  const wide = await readAt(file, end64, 56);
  if (wide.readUInt32LE(0) !== END64) throw corrupt('The ZIP64 end record is damaged.');
  return {
    count: safe(wide.readBigUInt64LE(32)),
    length: safe(wide.readBigUInt64LE(40)),
    offset: safe(wide.readBigUInt64LE(48)),
  };
}

/** The last end record whose comment reaches exactly to the end of the file. */
function endRecordIn(tail: Buffer): number | undefined {
  for (let at = tail.length - END_SIZE; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END && at + END_SIZE + tail.readUInt16LE(at + 20) === tail.length) return at;
  }
  return undefined;
}

function readEntry(record: Buffer): ZipEntry {
  const nameLength = record.readUInt16LE(28);
  const extra = record.subarray(46 + nameLength, 46 + nameLength + record.readUInt16LE(30));
  const sizes = {
    size: record.readUInt32LE(24),
    compressedSize: record.readUInt32LE(20),
    offset: record.readUInt32LE(42),
  };
  return {
    name: record.toString('utf8', 46, 46 + nameLength),
    method: record.readUInt16LE(10),
    isEncrypted: (record.readUInt16LE(8) & 1) === 1,
    crc32: record.readUInt32LE(16),
    ...widened(sizes, extra),
  };
}

interface Sizes {
  readonly size: number;
  readonly compressedSize: number;
  readonly offset: number;
}

/** Values that are all ones stand in the ZIP64 extra field (APPNOTE 4.5.3), in this order. */
function widened(sizes: Sizes, extra: Buffer): Sizes {
  const wide = extraField(extra, 0x0001);
  let at = 0;
  const take = (value: number): number => {
    if (value !== UNKNOWN_32 || wide === undefined || at + 8 > wide.length) return value;
    at += 8;
    return safe(wide.readBigUInt64LE(at - 8));
  };
  const size = take(sizes.size);
  const compressedSize = take(sizes.compressedSize);
  return { size, compressedSize, offset: take(sizes.offset) };
}

function extraField(extra: Buffer, id: number): Buffer | undefined {
  for (let at = 0; at + 4 <= extra.length;) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === id) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return undefined;
}

function safe(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw corrupt('The zip states a size that no file has.');
  return Number(value);
}

/** Reads exactly `length` bytes; fewer mean that the file is cut short. */
export async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    if (bytesRead === 0) throw corrupt('The file is cut short.');
    filled += bytesRead;
  }
  return buffer;
}

function corrupt(message: string): Error {
  return feedFault('FEED_CORRUPT', message);
}
