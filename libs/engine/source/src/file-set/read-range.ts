import type { FileHandle } from 'node:fs/promises';
import type { ByteStream } from '../blob/inflate.ts';
import { throwIfAborted } from '../fault.ts';

const CHUNK = 1024 * 1024;

/** What part of a file is read. */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

/** The bytes of a part of a file, or up to its end. Throws Fault SOURCE_ABORTED. */
export async function* readRange(file: FileHandle, { offset, length }: Range, signal?: AbortSignal): ByteStream {
  for (let done = 0; done < length;) {
    throwIfAborted(signal);
    const wanted = Math.min(CHUNK, length - done);
    // A new buffer each time: the piece before may still be in the hands of zlib.
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, offset + done);
    if (bytesRead === 0) return;
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
