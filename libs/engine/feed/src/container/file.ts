import { open } from 'node:fs/promises';
import { isFault } from '@bulkhead/core-base';
import { parked } from '../feed-item.ts';
import { readInflated } from './inflate.ts';
import type { ByteStream } from './inflate.ts';
import { readLines } from './lines.ts';
import { isDocumentName, isLinesName } from './raw.ts';
import type { RawItem, Reading } from './raw.ts';
import { readTar } from './tar.ts';
import { readZip } from './zip.ts';

/** The documents of one file of any kind: a document, JSON Lines, zip, tar; gzip or zstd around any but zip. */
export async function* readFile(path: string, label: string, reading: Reading): AsyncGenerator<RawItem> {
  if (await isZip(path)) {
    yield* readZip(path, label, reading);
    return;
  }
  try {
    yield* readStream(readInflated(path, reading), label, reading);
  } catch (error) {
    if (!isFault(error)) throw error;
    yield parked(label, 'ARCHIVE_UNREADABLE', error.message);
  }
}

async function isZip(path: string): Promise<boolean> {
  await using file = await open(path);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  // A local header, or the end record of an empty zip.
  return bytesRead === 4 && (buffer.readUInt32LE(0) === 0x04034b50 || buffer.readUInt32LE(0) === 0x06054b50);
}

async function* readStream(input: ByteStream, label: string, reading: Reading): AsyncGenerator<RawItem> {
  const iterator = input[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  const whole = chained(first.value, iterator);
  if (isTar(first.value)) yield* readTar(whole, label, reading);
  else if (holdsLines(first.value, label)) yield* readLines(whole, label, reading);
  else yield await readWhole(whole, label, reading);
}

function isTar(head: Buffer): boolean {
  return head.length >= 512 && head.toString('latin1', 257, 262) === 'ustar';
}

function holdsLines(head: Buffer, label: string): boolean {
  const name = label.replace(/\.(?:gz|zst)$/i, '');
  if (isLinesName(name)) return true;
  if (isDocumentName(name)) return false;
  return /^\s*\{[^\n]*\}\s*\n\s*\{/.test(head.toString('latin1', 0, 1024 * 1024));
}

async function* chained(first: Buffer, rest: AsyncIterator<Buffer>): ByteStream {
  for (let next: IteratorResult<Buffer> = { value: first }; next.done !== true; next = await rest.next()) {
    yield next.value;
  }
}

async function readWhole(input: ByteStream, label: string, { limits }: Reading): Promise<RawItem> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const chunk of input) {
    length += chunk.length;
    if (length > limits.maxDocumentBytes) {
      return parked(label, 'DOCUMENT_TOO_LARGE', `It has more than ${limits.maxDocumentBytes} bytes.`);
    }
    pieces.push(Buffer.from(chunk));
  }
  return { kind: 'raw', path: label, bytes: Buffer.concat(pieces) };
}
