import { sourceFault } from '../fault.ts';
import type { TarEntry, TarEntryType, TarSink, TarVisitor } from './entry.ts';
import { BLOCK, isMapContinued, readHeader } from './header.ts';
import type { TarHeader } from './header.ts';
import { cleanPath } from './path.ts';
import { readPax } from './pax.ts';
import type { PaxRecords } from './pax.ts';

const MAX_EXTENSION_BYTES = 1024 * 1024;
const NO_PAX: PaxRecords = { isSparse: false };

type State = 'header' | 'sparse-map' | 'content' | 'padding' | 'end';

/**
 * Walks a tar that is pushed through it in pieces of any size, in memory that does not depend on the archive's: ustar,
 * PAX and GNU forms, read as Go's archive/tar reads them, since that is what unpacks images. A symbolic link is shown
 * as it is; whoever follows links must stay inside the root.
 *
 * Throws Fault ARCHIVE_CORRUPT, ARCHIVE_PATH_ESCAPE, ARCHIVE_TOO_MANY_ENTRIES and, from `end`, ARCHIVE_TRUNCATED.
 */
export class TarWalker {
  readonly #visit: TarVisitor;
  readonly #maxEntries: number;
  readonly #block = Buffer.alloc(BLOCK);
  #filled = 0;
  #state: State = 'header';
  #remaining = 0;
  #padding = 0;
  #sink: TarSink | undefined;
  #position = 0;
  #entries = 0;
  #zeroBlocks = 0;
  #pax = NO_PAX;
  #longName = '';
  #longLink = '';
  #pending: TarHeader | undefined;

  constructor(visit: TarVisitor, maxEntries: number) {
    this.#visit = visit;
    this.#maxEntries = maxEntries;
  }

  /** Entries seen so far. */
  get entries(): number {
    return this.#entries;
  }

  /** Bytes that nobody wants and that need not be pushed: seek over them and say so with `skip`. */
  get skippable(): number {
    if (this.#state === 'padding') return this.#remaining;
    return this.#state === 'content' && this.#sink === undefined ? this.#remaining : 0;
  }

  /** True once the end-of-archive blocks were seen; whatever follows is not part of the archive. */
  get isDone(): boolean {
    return this.#state === 'end';
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#state === 'end') {
        this.#position += chunk.length - at;
        return;
      }
      const taken =
        this.#state === 'header' || this.#state === 'sparse-map' ? this.#fill(chunk, at) : this.#pass(chunk, at);
      at += taken;
    }
  }

  /** Passes over `length` bytes that were not pushed; no more than `skippable`. */
  skip(length: number): void {
    if (length === 0) return;
    this.#position += length;
    this.#remaining -= length;
    if (this.#remaining === 0) this.#finishPart();
  }

  /** Says that nothing follows. */
  end(): void {
    const isWhole =
      this.#state === 'end' || this.#state === 'padding' || (this.#state === 'header' && this.#filled === 0);
    if (!isWhole || this.#pending !== undefined)
      throw sourceFault('ARCHIVE_TRUNCATED', 'The archive ends in the middle of an entry.');
  }

  #fill(chunk: Buffer, at: number): number {
    if (this.#filled === 0 && chunk.length - at >= BLOCK) {
      this.#position += BLOCK;
      this.#takeBlock(chunk, at);
      return BLOCK;
    }
    const length = Math.min(BLOCK - this.#filled, chunk.length - at);
    chunk.copy(this.#block, this.#filled, at, at + length);
    this.#filled += length;
    this.#position += length;
    if (this.#filled === BLOCK) {
      this.#filled = 0;
      this.#takeBlock(this.#block, 0);
    }
    return length;
  }

  #pass(chunk: Buffer, at: number): number {
    const length = Math.min(this.#remaining, chunk.length - at);
    if (this.#state === 'content') this.#sink?.write(chunk.subarray(at, at + length));
    this.#position += length;
    this.#remaining -= length;
    if (this.#remaining === 0) this.#finishPart();
    return length;
  }

  #finishPart(): void {
    if (this.#state === 'content') {
      const sink = this.#sink;
      this.#sink = undefined;
      this.#state = this.#padding === 0 ? 'header' : 'padding';
      this.#remaining = this.#padding;
      sink?.end();
    } else {
      this.#state = 'header';
    }
  }

  #takeBlock(block: Buffer, at: number): void {
    if (this.#state === 'sparse-map') {
      if (!isMapContinued(block, at)) this.#openPending();
      return;
    }
    const header = readHeader(block, at);
    if (header === undefined) {
      this.#zeroBlocks += 1;
      if (this.#zeroBlocks === 2) this.#state = 'end';
      return;
    }
    if (this.#zeroBlocks > 0) throw sourceFault('ARCHIVE_CORRUPT', 'The archive goes on after its end.');
    this.#takeHeader(header);
  }

  #takeHeader(header: TarHeader): void {
    switch (header.typeflag) {
      case 'x':
      case 'X':
        return this.#collect(header.size, (content) => (this.#pax = readPax(content)));
      case 'g':
        // Global records are shown by Go's reader and applied by nobody.
        return this.#collect(header.size, () => undefined);
      case 'L':
        return this.#collect(header.size, (content) => (this.#longName = untilNul(content)));
      case 'K':
        return this.#collect(header.size, (content) => (this.#longLink = untilNul(content)));
      default:
        this.#pending = header;
        if (header.isExtended) this.#state = 'sparse-map';
        else this.#openPending();
    }
  }

  #openPending(): void {
    const header = this.#pending;
    if (header === undefined) return;
    this.#pending = undefined;
    this.#entries += 1;
    if (this.#entries > this.#maxEntries) {
      const message = `The archive has more than ${this.#maxEntries} entries.`;
      throw sourceFault('ARCHIVE_TOO_MANY_ENTRIES', message, { details: { maxEntries: this.#maxEntries } });
    }
    const entry = this.#describe(header);
    this.#pax = NO_PAX;
    this.#longName = '';
    this.#longLink = '';
    this.#open(entry.size, this.#visit(entry));
  }

  #describe(header: TarHeader): TarEntry {
    const name = this.#pax.path ?? (this.#longName || header.name);
    const type = typeOf(header.typeflag, name);
    const target = this.#pax.linkpath ?? (this.#longLink || header.linkname);
    return {
      path: cleanPath(name),
      type,
      size: type === 'file' || hasContent(header.typeflag) ? (this.#pax.size ?? header.size) : 0,
      mode: header.mode,
      linkTarget: type === 'hardlink' ? cleanPath(target) : target,
      isSparse: header.typeflag === 'S' || this.#pax.isSparse,
      offset: this.#position,
    };
  }

  #open(size: number, sink: TarSink | undefined): void {
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK;
    this.#remaining = size;
    this.#sink = sink;
    this.#state = 'content';
    if (size === 0) this.#finishPart();
  }

  #collect(size: number, done: (content: Buffer) => unknown): void {
    if (size > MAX_EXTENSION_BYTES)
      throw sourceFault('ARCHIVE_CORRUPT', 'The archive has an extended header of more than 1 MiB.');
    const pieces: Buffer[] = [];
    this.#open(size, {
      write: (chunk) => void pieces.push(Buffer.from(chunk)),
      end: () => void done(Buffer.concat(pieces)),
    });
  }
}

function untilNul(content: Buffer): string {
  const nul = content.indexOf(0);
  return content.toString('utf8', 0, nul < 0 ? content.length : nul);
}

function typeOf(typeflag: string, name: string): TarEntryType {
  switch (typeflag) {
    case '\0':
      return name.endsWith('/') ? 'directory' : 'file';
    case '0':
    case '7':
    case 'S':
      return 'file';
    case '1':
      return 'hardlink';
    case '2':
      return 'symlink';
    case '5':
      return 'directory';
    default:
      return 'other';
  }
}

// Entries of a type nobody knows may carry content; links, devices and directories never do, whatever they state.
function hasContent(typeflag: string): boolean {
  return !'123456'.includes(typeflag);
}
