import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { inflate, isCompressed } from '../blob/inflate.ts';
import type { ByteStream } from '../blob/inflate.ts';
import { codeOf, sourceFault } from '../fault.ts';
import type { SourceLimits } from '../limit.ts';
import { readRange } from './read-range.ts';

/** The bytes of an archive file, from any offset. */
export interface ArchiveBytes extends AsyncDisposable {
  /** Whether reading from an offset costs no more than reading from the start. */
  readonly isSeekable: boolean;
  /** Bytes there are; unknown for compressed archives. */
  readonly size: number | undefined;
  /** `length` bytes from `offset`, or up to the end. */
  read(offset: number, length: number, signal?: AbortSignal): ByteStream;
}

/**
 * Opens an archive file; one that is itself compressed is inflated as it is read, every time from its start.
 *
 * @throws Fault SOURCE_NOT_FOUND, SOURCE_UNREADABLE
 */
export async function openArchiveBytes(path: string, limits: SourceLimits): Promise<ArchiveBytes> {
  const file = await openFile(path);
  const head = Buffer.alloc(4);
  await file.read(head, 0, head.length, 0);
  return isCompressed(head) ? new CompressedBytes(file, limits) : new PlainBytes(file, (await file.stat()).size);
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, 'r');
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') throw sourceFault('SOURCE_NOT_FOUND', `There is no file ${path}.`, { cause });
    throw sourceFault('SOURCE_UNREADABLE', `${path} cannot be opened.`, { cause });
  }
  throw sourceFault('SOURCE_UNREADABLE', `${path} is not a regular file.`);
}

class PlainBytes implements ArchiveBytes {
  readonly isSeekable = true;
  readonly size: number;
  readonly #file: FileHandle;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.size = size;
  }

  read(offset: number, length: number, signal?: AbortSignal): ByteStream {
    return readRange(this.#file, { offset, length }, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
  }
}

class CompressedBytes implements ArchiveBytes {
  readonly isSeekable = false;
  readonly size = undefined;
  readonly #plain: PlainBytes;
  readonly #limits: SourceLimits;

  constructor(file: FileHandle, limits: SourceLimits) {
    this.#plain = new PlainBytes(file, 0);
    this.#limits = limits;
  }

  async *read(offset: number, length: number, signal?: AbortSignal): ByteStream {
    let position = 0;
    for await (const chunk of inflate(this.#plain.read(0, Number.MAX_SAFE_INTEGER, signal), this.#limits)) {
      const from = Math.max(0, offset - position);
      const to = Math.min(chunk.length, offset + length - position);
      position += chunk.length;
      if (from < to) yield chunk.subarray(from, to);
      if (position >= offset + length) return;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#plain[Symbol.asyncDispose]();
  }
}
