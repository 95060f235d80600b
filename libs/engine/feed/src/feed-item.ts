import type { Advisory, AdvisoryProblem } from '@bulkhead/core-advisory';

/** The kinds of document advisories come in. All but `osv` are turned into OSV here, at the edge. */
export const FEED_FORMATS = ['osv', 'alpine-secdb', 'rustsec', 'rubysec', 'nodejs-security-wg'] as const;
export type FeedFormat = (typeof FEED_FORMATS)[number];

/** Why a document was set aside. Its neighbours are read all the same. */
export type ParkCode =
  /** More bytes than a document may have. */
  | 'DOCUMENT_TOO_LARGE'
  /** Nested deeper than a document may be. */
  | 'DOCUMENT_TOO_DEEP'
  /** No JSON (or YAML) in UTF-8. */
  | 'DOCUMENT_UNREADABLE'
  /** Readable, but of no format that is known. */
  | 'NOT_AN_ADVISORY'
  /** Same id and same `modified` as a document before it, but another content; the first one counts. */
  | 'DUPLICATE_ID'
  /** Same id as a document before it, which is newer. */
  | 'OLDER_DUPLICATE'
  /** An archive inside an archive is not opened. */
  | 'NESTED_ARCHIVE'
  /** An archive entry that is encrypted, damaged or packed in an unknown way. */
  | 'ENTRY_UNREADABLE'
  /** The archive it lies in is damaged or over a limit from here on. */
  | 'ARCHIVE_UNREADABLE';

/** One thing a feed held. */
export type FeedItem = ReadAdvisory | ParkedDocument;

export interface ReadAdvisory {
  readonly kind: 'advisory';
  readonly advisory: Advisory;
  /** Members that were left out. */
  readonly problems: readonly AdvisoryProblem[];
  /** Where it stood: path below the feed, `archive!entry`, `file#line`. A label, never a path to open. */
  readonly path: string;
  readonly format: FeedFormat;
  /** It has the id of a document before it, and is newer: it takes that one's place. */
  readonly isReplacing: boolean;
}

export interface ParkedDocument {
  readonly kind: 'parked';
  readonly path: string;
  readonly code: ParkCode;
  readonly message: string;
}

export function parked(path: string, code: ParkCode, message: string): ParkedDocument {
  return { kind: 'parked', path: path.slice(0, 1024), code, message };
}
