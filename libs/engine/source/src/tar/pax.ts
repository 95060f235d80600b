import { sourceFault } from '../fault.ts';

/** The records of a PAX extended header that change how an entry is read. */
export interface PaxRecords {
  readonly path?: string;
  readonly linkpath?: string;
  readonly size?: number;
  readonly isSparse: boolean;
}

/**
 * Reads `length key=value\n` records (POSIX.1-2017, pax). An empty value takes the record back.
 *
 * @throws Fault ARCHIVE_CORRUPT
 */
export function readPax(content: Buffer): PaxRecords {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(content.toString('latin1', at, space));
    const end = at + length;
    if (!Number.isInteger(length) || length < space - at + 3 || end > content.length || content[end - 1] !== 0x0a) {
      throw sourceFault('ARCHIVE_CORRUPT', 'The archive has a PAX header that cannot be read.');
    }
    const equals = content.indexOf(0x3d, space);
    if (equals < 0 || equals >= end) throw sourceFault('ARCHIVE_CORRUPT', 'A PAX record has no value.');
    records.set(content.toString('utf8', space + 1, equals), content.toString('utf8', equals + 1, end - 1));
    at = end;
  }
  return interpret(records);
}

function interpret(records: ReadonlyMap<string, string>): PaxRecords {
  const path = records.get('GNU.sparse.name') || records.get('path');
  const linkpath = records.get('linkpath');
  const size = readSize(records.get('size'));
  const isSparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  return {
    ...(path ? { path: withoutNul(path) } : {}),
    ...(linkpath ? { linkpath: withoutNul(linkpath) } : {}),
    ...(size === undefined ? {} : { size }),
    isSparse,
  };
}

function withoutNul(text: string): string {
  if (!text.includes('\0')) return text;
  throw sourceFault('ARCHIVE_CORRUPT', 'An entry has a name with a NUL character in it.');
}

function readSize(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const size = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(size)) throw sourceFault('ARCHIVE_CORRUPT', 'A PAX record states an impossible size.');
  return size;
}
