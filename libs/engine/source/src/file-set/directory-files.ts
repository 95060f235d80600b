import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteStream } from '../blob/inflate.ts';
import { sourceFault } from '../fault.ts';
import type { FileSet } from './file-set.ts';
import { readRange } from './read-range.ts';

/** The files below a directory. Links are followed (Bazel's layouts are made of them): every blob is proved by digest. */
export class DirectoryFiles implements FileSet {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async size(path: string): Promise<number | undefined> {
    try {
      const found = await stat(join(this.#root, path));
      return found.isFile() ? found.size : undefined;
    } catch {
      return undefined;
    }
  }

  async read(path: string, maxBytes: number): Promise<Buffer | undefined> {
    const size = await this.size(path);
    if (size === undefined) return undefined;
    if (size > maxBytes) throw sourceFault('SOURCE_UNREADABLE', `${path} is larger than ${maxBytes} bytes.`);
    return readFile(join(this.#root, path));
  }

  async *open(path: string, signal?: AbortSignal): ByteStream {
    // A FIFO or a device in the place of a blob would never end.
    if ((await this.size(path)) === undefined) throw sourceFault('SOURCE_NOT_FOUND', `There is no file ${path}.`);
    const file = await open(join(this.#root, path));
    try {
      yield* readRange(file, { offset: 0, length: Number.MAX_SAFE_INTEGER }, signal);
    } finally {
      await file.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Nothing is held open between reads.
  }
}
