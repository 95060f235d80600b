import { isFault } from '@bulkhead/core-base';
import { TarWalker } from '@bulkhead/engine-source';
import type { TarEntry, TarSink } from '@bulkhead/engine-source';
import { parked } from '../feed-item.ts';
import type { ByteStream } from './inflate.ts';
import { readLines } from './lines.ts';
import { isArchiveName, isDocumentName, isLinesName } from './raw.ts';
import type { RawItem, Reading } from './raw.ts';

/** The documents of a tar, in its order. What is damaged or hostile ends it with one parked item; nothing is lost before. */
export async function* readTar(input: ByteStream, label: string, reading: Reading): AsyncGenerator<RawItem> {
  const found: RawItem[] = [];
  const walker = new TarWalker((entry) => visit(entry, { label, found, reading }), reading.limits.maxFiles);
  try {
    for await (const chunk of input) {
      walker.push(chunk);
      yield* takeAll(found, reading);
    }
    walker.end();
  } catch (error) {
    if (!isFault(error)) throw error;
    yield* takeAll(found, reading);
    yield parked(label, 'ARCHIVE_UNREADABLE', error.message);
  }
}

interface Visit {
  readonly label: string;
  readonly found: RawItem[];
  readonly reading: Reading;
}

function visit(entry: TarEntry, { label, found, reading }: Visit): TarSink | undefined {
  if (entry.type !== 'file') return undefined;
  const path = `${label}!${entry.path}`;
  if (isArchiveName(entry.path) && !isLinesName(entry.path)) {
    found.push(parked(path, 'NESTED_ARCHIVE', 'An archive inside an archive is not opened.'));
    return undefined;
  }
  if (!isDocumentName(entry.path) && !isLinesName(entry.path)) return undefined;
  if (entry.size > reading.limits.maxDocumentBytes) {
    found.push(parked(path, 'DOCUMENT_TOO_LARGE', `It has ${entry.size} bytes.`));
    return undefined;
  }
  return collect(path, found);
}

function collect(path: string, found: RawItem[]): TarSink {
  const pieces: Buffer[] = [];
  return {
    write: (chunk) => void pieces.push(Buffer.from(chunk)),
    end: () => void found.push({ kind: 'raw', path, bytes: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces) }),
  };
}

async function* takeAll(found: RawItem[], reading: Reading): AsyncGenerator<RawItem> {
  for (const item of found.splice(0)) {
    if (item.kind === 'raw' && isLinesName(item.path)) yield* readLines(once(item.bytes), item.path, reading);
    else yield item;
  }
}

async function* once(bytes: Buffer): ByteStream {
  yield bytes;
}
