import type { ByteStream } from '../blob/inflate.ts';
import { sourceFault, throwIfAborted } from '../fault.ts';
import type { SourceLimits } from '../limit.ts';
import type { TarEntry } from '../tar/entry.ts';
import { BLOCK } from '../tar/header.ts';
import { TarWalker } from '../tar/walker.ts';
import { openArchiveBytes } from './archive-bytes.ts';
import type { ArchiveBytes } from './archive-bytes.ts';
import type { FileSet } from './file-set.ts';

const MAX_LINKS = 16;
// In characters, of all entries together: an image archive has a few hundred entries.
const MAX_NAMES_LENGTH = 32 * 1024 * 1024;
const HEADER_READ = 64 * 1024;
const WHOLE = Number.MAX_SAFE_INTEGER;

/** The files of a tar, read where they lie: only headers are read to find them. */
export class ArchiveFiles implements FileSet {
  readonly #bytes: ArchiveBytes;
  readonly #entries: ReadonlyMap<string, TarEntry>;

  private constructor(bytes: ArchiveBytes, entries: ReadonlyMap<string, TarEntry>) {
    this.#bytes = bytes;
    this.#entries = entries;
  }

  /**
   * Opens a tar file, compressed or not, and finds what is in it.
   *
   * @throws Fault SOURCE_NOT_FOUND, SOURCE_UNREADABLE and the ARCHIVE_ codes
   */
  static async open(path: string, limits: SourceLimits, signal?: AbortSignal): Promise<ArchiveFiles> {
    const bytes = await openArchiveBytes(path, limits);
    try {
      return new ArchiveFiles(bytes, await index(bytes, limits, signal));
    } catch (error) {
      await bytes[Symbol.asyncDispose]();
      throw error;
    }
  }

  async size(path: string): Promise<number | undefined> {
    return this.#resolve(path)?.size;
  }

  async read(path: string, maxBytes: number): Promise<Buffer | undefined> {
    const entry = this.#resolve(path);
    if (entry === undefined) return undefined;
    if (entry.size > maxBytes) throw sourceFault('SOURCE_UNREADABLE', `${path} is larger than ${maxBytes} bytes.`);
    const pieces: Buffer[] = [];
    for await (const piece of this.#bytes.read(entry.offset, entry.size)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  async *open(path: string, signal?: AbortSignal): ByteStream {
    const entry = this.#resolve(path);
    if (entry === undefined) throw sourceFault('SOURCE_NOT_FOUND', `The archive has no file ${path}.`);
    let length = 0;
    for await (const piece of this.#bytes.read(entry.offset, entry.size, signal)) {
      length += piece.length;
      yield piece;
    }
    if (length < entry.size) throw sourceFault('ARCHIVE_TRUNCATED', `The archive ends in the middle of ${path}.`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bytes[Symbol.asyncDispose]();
  }

  /** Older `docker save` archives hold a layer that repeats as a link to its first place: links inside are followed. */
  #resolve(path: string): TarEntry | undefined {
    let at = path;
    for (let hops = 0; hops < MAX_LINKS; hops += 1) {
      const entry = this.#entries.get(at);
      if (entry === undefined || entry.type === 'directory' || entry.type === 'other' || entry.isSparse)
        return undefined;
      if (entry.type === 'file') return entry;
      const target = entry.type === 'hardlink' ? entry.linkTarget : resolveLink(at, entry.linkTarget);
      if (target === undefined) return undefined;
      at = target;
    }
    return undefined;
  }
}

async function index(
  bytes: ArchiveBytes,
  limits: SourceLimits,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, TarEntry>> {
  const entries = new Map<string, TarEntry>();
  let length = 0;
  const walker = new TarWalker((entry) => {
    length += entry.path.length + entry.linkTarget.length;
    if (length > MAX_NAMES_LENGTH)
      throw sourceFault('ARCHIVE_BOMB', 'The names in the archive are longer than can be kept.');
    // Of two entries with one name the later one is what unpacking leaves.
    entries.set(entry.path, entry);
    return undefined;
  }, limits.maxEntries);
  await (bytes.isSeekable ? walkSeeking(bytes, walker, signal) : walkThrough(bytes, walker, signal));
  walker.end();
  return entries;
}

async function walkSeeking(bytes: ArchiveBytes, walker: TarWalker, signal: AbortSignal | undefined): Promise<void> {
  for (let position = 0; !walker.isDone;) {
    throwIfAborted(signal);
    let length = 0;
    for await (const piece of bytes.read(position, HEADER_READ)) {
      walker.push(piece);
      length += piece.length;
    }
    if (length === 0) {
      if (position >= (bytes.size ?? 0) + BLOCK)
        throw sourceFault('ARCHIVE_TRUNCATED', 'The archive ends in the middle of a file.');
      return;
    }
    position += length + walker.skippable;
    walker.skip(walker.skippable);
  }
}

async function walkThrough(bytes: ArchiveBytes, walker: TarWalker, signal: AbortSignal | undefined): Promise<void> {
  for await (const piece of bytes.read(0, WHOLE, signal)) walker.push(piece);
}

function resolveLink(path: string, target: string): string | undefined {
  const segments = target.startsWith('/') ? [] : path.split('/').slice(0, -1);
  for (const segment of target.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}
