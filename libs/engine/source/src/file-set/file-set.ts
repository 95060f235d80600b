import type { ByteStream } from '../blob/inflate.ts';

/** Files by clean relative path, wherever they are: below a directory, or in a tar that is not unpacked. */
export interface FileSet extends AsyncDisposable {
  /** Size in bytes; undefined when there is no such regular file. */
  size(path: string): Promise<number | undefined>;
  /**
   * A whole small file.
   *
   * Throws Fault SOURCE_UNREADABLE when it is larger than `maxBytes`.
   */
  read(path: string, maxBytes: number): Promise<Buffer | undefined>;
  /** The content from its beginning. Throws Fault SOURCE_NOT_FOUND when there is no such file. */
  open(path: string, signal?: AbortSignal): ByteStream;
}
