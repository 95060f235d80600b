import { createHash, hash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { messageOf } from '@bulkhead/core-base';
import type { Advisory } from '@bulkhead/core-advisory';
import { readFile } from './container/file.ts';
import { walkFolder } from './container/folder.ts';
import type { FeedFile } from './container/folder.ts';
import type { RawItem, Reading } from './container/raw.ts';
import { convert } from './document/convert.ts';
import type { Converted } from './document/convert.ts';
import { decode } from './document/decode.ts';
import { feedFault, isFileError } from './fault.ts';
import { parked } from './feed-item.ts';
import type { FeedItem, ParkedDocument } from './feed-item.ts';
import { DEFAULT_LIMITS } from './limit.ts';
import type { FeedLimits } from './limit.ts';

/** How far a reading has come. */
export interface FeedProgress {
  readonly documents: number;
  readonly advisories: number;
  readonly parked: number;
  /** Bytes read from disk so far, as they lie there (compressed). */
  readonly bytes: number;
  /** Bytes of the whole file; undefined for a folder, whose size is not known beforehand. */
  readonly totalBytes: number | undefined;
}

/** What was read in the end. */
export interface FeedSummary extends FeedProgress {
  /** Digest over the documents in the order they were read: what the answers were matched against. */
  readonly digest: `sha256:${string}`;
}

export interface ReadFeedOptions {
  readonly signal?: AbortSignal;
  /** Called every thousand documents or so, and at the end. */
  readonly onProgress?: (progress: FeedProgress) => void;
  readonly limits?: Partial<FeedLimits>;
}

const PROGRESS_EVERY = 1000;

/**
 * Reads advisories from a folder (with everything below it), a document, JSON Lines, a zip or a tar, each also
 * compressed with gzip or zstd. Documents are OSV, or of a format of `FEED_FORMATS`, which is turned into OSV with its
 * origin kept. Streams in bounded memory. What is wrong with one document parks that document; its
 * neighbours are read.
 *
 * Documents with one id: the newest (`modified`) counts, whichever comes first. Of two that are equally new the first
 * counts. The same document twice is read once.
 *
 * Iterate it once. Throws Fault FEED_NOT_FOUND and FEED_TOO_LARGE, and the signal's reason.
 */
export function readFeed(path: string, options: ReadFeedOptions = {}): FeedReading {
  return new FeedReading(path, options);
}

export class FeedReading implements AsyncIterable<FeedItem> {
  readonly #path: string;
  readonly #options: ReadFeedOptions;
  readonly #seen = new Map<string, SeenAdvisory>();
  readonly #digest = createHash('sha256');
  #progress = { documents: 0, advisories: 0, parked: 0, bytes: 0, totalBytes: undefined as number | undefined };

  constructor(path: string, options: ReadFeedOptions) {
    this.#path = path;
    this.#options = options;
  }

  /** What was read so far; the whole of it once the iteration has ended. */
  summary(): FeedSummary {
    return { ...this.#progress, digest: `sha256:${this.#digest.copy().digest('hex')}` };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<FeedItem> {
    const { signal, onProgress } = this.#options;
    const reading: Reading = {
      limits: { ...DEFAULT_LIMITS, ...this.#options.limits },
      signal,
      onBytes: (count) => void (this.#progress.bytes += count),
    };
    for await (const raw of this.#rawItems(reading)) {
      signal?.throwIfAborted();
      yield* this.#itemsOf(raw, reading.limits);
      this.#progress.documents += 1;
      if (this.#progress.documents % PROGRESS_EVERY === 0) onProgress?.({ ...this.#progress });
    }
    onProgress?.({ ...this.#progress });
  }

  async *#rawItems(reading: Reading): AsyncGenerator<RawItem> {
    const found = await statFeed(this.#path);
    if (found.isFile()) this.#progress.totalBytes = found.size;
    const files = found.isFile()
      ? [{ path: this.#path, label: basename(this.#path) }]
      : walkFolder(this.#path, reading.limits.maxFiles);
    for await (const file of files) yield* readOrPark(file, reading);
  }

  *#itemsOf(raw: RawItem, limits: FeedLimits): Generator<FeedItem> {
    if (raw.kind === 'parked') {
      yield this.#park(raw);
      return;
    }
    const digest = hash('sha256', raw.bytes, 'base64');
    this.#digest.update(digest);
    const decoded = decode(raw, limits);
    if (decoded.kind === 'parked') yield this.#park(decoded);
    if (decoded.kind !== 'value') return;
    for (const converted of convert(decoded.value, raw.path)) {
      const item =
        converted.kind === 'parked'
          ? this.#park(converted)
          : this.#take(converted, converted.path === raw.path ? digest : undefined);
      if (item !== undefined) yield item;
    }
  }

  #park(document: ParkedDocument): ParkedDocument {
    this.#progress.parked += 1;
    return document;
  }

  /** Undefined when the very same document was there before. */
  #take({ parsed, path, format }: Converted, digest: string | undefined): FeedItem | undefined {
    const { advisory, problems } = parsed;
    if (advisory === undefined) {
      return this.#park(parked(path, 'NOT_AN_ADVISORY', problems[0]?.message ?? 'It is no advisory.'));
    }
    const known = this.#seen.get(advisory.id);
    const seen = { modified: advisory.modified, digest: (digest ?? digestOf(advisory)).slice(0, 16) };
    if (known !== undefined && known.digest === seen.digest) return undefined;
    const refusal = known === undefined ? undefined : refusalBeside(known, seen, { path, id: advisory.id });
    if (refusal !== undefined) return this.#park(refusal);
    this.#seen.set(advisory.id, seen);
    this.#progress.advisories += known === undefined ? 1 : 0;
    return { kind: 'advisory', advisory, problems, path, format, isReplacing: known !== undefined };
  }
}

interface SeenAdvisory {
  readonly modified: string;
  readonly digest: string;
}

function refusalBeside(
  known: SeenAdvisory,
  seen: SeenAdvisory,
  { path, id }: { path: string; id: string },
): ParkedDocument | undefined {
  if (seen.modified > known.modified) return undefined;
  if (seen.modified < known.modified) return parked(path, 'OLDER_DUPLICATE', `A newer ${id} was read before.`);
  return parked(path, 'DUPLICATE_ID', `Another ${id} of the same date and with another content was read before.`);
}

/** Of one of several advisories in a document; a document of its own is told by its bytes. */
function digestOf(advisory: Advisory): string {
  return hash('sha256', JSON.stringify(advisory), 'base64');
}

async function statFeed(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    throw feedFault('FEED_NOT_FOUND', `There are no advisories to read at ${path}.`, {
      cause: error,
      details: { path },
      advice: 'Name a folder, a file or an archive of OSV documents.',
    });
  }
}

/** A file of a folder that vanished or may not be read is parked like a document. */
async function* readOrPark(file: FeedFile, reading: Reading): AsyncGenerator<RawItem> {
  try {
    yield* readFile(file.path, file.label, reading);
  } catch (error) {
    if (!isFileError(error)) throw error;
    yield parked(file.label, 'DOCUMENT_UNREADABLE', messageOf(error));
  }
}
