import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { crc32, inflateRawSync, zstdDecompressSync } from 'node:zlib';
import { isFault } from '@bulkhead/core-base';
import { feedFault } from '../fault.ts';
import { parked } from '../feed-item.ts';
import { readLines } from './lines.ts';
import { isArchiveName, isDocumentName, isLinesName } from './raw.ts';
import type { RawItem, Reading } from './raw.ts';
import { readAt, readZipDirectory } from './zip-directory.ts';
import type { ZipEntry } from './zip-directory.ts';

const LOCAL = 0x04034b50;
const WINDOW = 4 * 1024 * 1024;
const STORED = 0;
const DEFLATED = 8;
const ZSTD = 93;

/**
 * The documents of a zip, in the order of its directory. Read through a window of the file rather than entry by entry:
 * a feed is hundreds of thousands of small documents. Entries that cannot be read are parked; overlapping entries (the
 * shape of a zip bomb) refuse the whole zip with Fault FEED_TOO_LARGE.
 */
export async function* readZip(path: string, label: string, reading: Reading): AsyncGenerator<RawItem> {
  await using file = await open(path);
  const { size } = await file.stat();
  try {
    const entries = await readZipDirectory(file, size, reading.limits.maxFiles);
    refuseOverlap(entries, reading);
    yield* readEntries(new Window(file, size), entries, { label, reading });
  } catch (error) {
    if (!isFault(error)) throw error;
    yield parked(label, 'ARCHIVE_UNREADABLE', error.message);
  }
}

const LOCAL_HEADER = 30;
/** One piece holds most documents whole; a lie about the size costs no more than this. */
const LARGEST_CHUNK = 1024 * 1024;

function refuseOverlap(entries: readonly ZipEntry[], { limits }: Reading): void {
  let inflated = 0;
  let end = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (entry.offset < end) throw feedFault('FEED_TOO_LARGE', 'The entries of the zip overlap.');
    end = entry.offset + LOCAL_HEADER + entry.compressedSize;
    inflated += entry.size;
  }
  if (inflated > limits.maxBytes) throw feedFault('FEED_TOO_LARGE', 'The zip inflates to more than a feed may.');
}

async function* readEntries(
  window: Window,
  entries: readonly ZipEntry[],
  { label, reading }: { label: string; reading: Reading },
): AsyncGenerator<RawItem> {
  for (const entry of entries) {
    reading.signal?.throwIfAborted();
    const path = `${label}!${entry.name}`;
    const refusal = refusalOf(entry, path, reading);
    if (refusal === 'ignored') continue;
    if (refusal !== undefined) {
      yield refusal;
      continue;
    }
    const item = await readOne(window, entry, path);
    reading.onBytes(entry.compressedSize);
    if (item.kind === 'raw' && isLinesName(path)) yield* readLines(once(item.bytes), path, reading);
    else yield item;
  }
}

function refusalOf(entry: ZipEntry, path: string, { limits }: Reading): RawItem | 'ignored' | undefined {
  if (isArchiveName(path) && !isLinesName(path)) {
    return parked(path, 'NESTED_ARCHIVE', 'An archive inside an archive is not opened.');
  }
  if (!isDocumentName(path) && !isLinesName(path)) return 'ignored';
  if (entry.isEncrypted) return parked(path, 'ENTRY_UNREADABLE', 'The entry is encrypted.');
  if (entry.size > limits.maxDocumentBytes) return parked(path, 'DOCUMENT_TOO_LARGE', `It has ${entry.size} bytes.`);
  return undefined;
}

async function readOne(window: Window, entry: ZipEntry, path: string): Promise<RawItem> {
  try {
    const packed = await window.contentOf(entry);
    const bytes = unpack(packed, entry);
    if (bytes.length !== entry.size || crc32(bytes) !== entry.crc32) {
      return parked(path, 'ENTRY_UNREADABLE', 'Its content is not what its checksum says.');
    }
    return { kind: 'raw', path, bytes };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'It is damaged.';
    return parked(path, 'ENTRY_UNREADABLE', reason);
  }
}

function unpack(packed: Buffer, { method, size }: ZipEntry): Buffer {
  // One byte more than stated: a longer content is seen, and an endless one is not inflated.
  const bound = { maxOutputLength: size + 1, chunkSize: Math.min(Math.max(size + 1, 64), LARGEST_CHUNK) };
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed, bound);
  if (method === ZSTD) return zstdDecompressSync(packed, bound);
  throw new Error(`Its compression method ${method} is not known.`);
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

/** A stretch of the file in memory, moved along as entries are read. */
class Window {
  readonly #file: FileHandle;
  readonly #size: number;
  #start = 0;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = size;
  }

  /** The packed content of an entry; valid until the next call. */
  async contentOf(entry: ZipEntry): Promise<Buffer> {
    const header = await this.#slice(entry.offset, LOCAL_HEADER);
    if (header.readUInt32LE(0) !== LOCAL) throw new Error('Its header is damaged.');
    const start = entry.offset + LOCAL_HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
    return this.#slice(start, entry.compressedSize);
  }

  async #slice(position: number, length: number): Promise<Buffer> {
    if (position + length > this.#size) throw new Error('It lies outside of the file.');
    const isInside = position >= this.#start && position + length <= this.#start + this.#bytes.length;
    if (!isInside) {
      const wanted = Math.min(this.#size - position, Math.max(length, WINDOW));
      this.#bytes = await readAt(this.#file, position, wanted);
      this.#start = position;
    }
    return this.#bytes.subarray(position - this.#start, position - this.#start + length);
  }
}
