import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { feedFault, systemCode } from '../fault.ts';
import type { Reading } from './raw.ts';

/** Bytes that arrive piece by piece. */
export type ByteStream = AsyncIterable<Buffer>;

const CHUNK = 1024 * 1024;

/** The bytes of a file, inflated when they are gzip or zstd; the first bytes decide, not the name. */
export async function* readInflated(path: string, reading: Reading): ByteStream {
  const file = createReadStream(path, { highWaterMark: CHUNK, signal: reading.signal ?? undefined });
  const iterator = (file as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return;
  let read = 0;
  const counted = counting(first.value, iterator, (count) => {
    read += count;
    reading.onBytes(count);
  });
  const kind = compressionOf(first.value);
  yield* bounded(kind === 'none' ? counted : inflated(counted, kind), { reading, compressed: () => read });
}

/** What a chunk of bytes begins with. */
export function compressionOf(head: Buffer): 'gzip' | 'zstd' | 'none' {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head.length >= 4 && head.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : 'none';
}

async function* counting(first: Buffer, rest: AsyncIterator<Buffer>, count: (bytes: number) => void): ByteStream {
  for (let next: IteratorResult<Buffer> = { value: first }; next.done !== true; next = await rest.next()) {
    count(next.value.length);
    yield next.value;
  }
}

async function* inflated(input: ByteStream, kind: 'gzip' | 'zstd'): ByteStream {
  const stream = kind === 'gzip' ? createGunzip({ chunkSize: CHUNK }) : createZstdDecompress({ chunkSize: CHUNK });
  // The error comes out where the chunks are read.
  pipeline(Readable.from(input, { objectMode: true, highWaterMark: 2 }), stream, () => undefined);
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    if (!/^(?:Z_|ZSTD_)/.test(systemCode(error))) throw error;
    throw feedFault('FEED_CORRUPT', 'The compressed data is damaged or ends early.', { cause: error });
  }
}

async function* bounded(
  input: ByteStream,
  { reading, compressed }: { reading: Reading; compressed: () => number },
): ByteStream {
  const { maxBytes, maxInflateRatio, ratioFloorBytes } = reading.limits;
  let total = 0;
  for await (const chunk of input) {
    total += chunk.length;
    const isBomb = total > ratioFloorBytes && total > compressed() * maxInflateRatio;
    if (isBomb || total > maxBytes) {
      throw feedFault('FEED_TOO_LARGE', 'The data inflates to far more than an advisory feed does.');
    }
    yield chunk;
  }
}
