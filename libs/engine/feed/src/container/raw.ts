import type { FeedLimits } from '../limit.ts';
import type { ParkedDocument } from '../feed-item.ts';

/** A document as it lies there: its label and bytes. */
export interface RawDocument {
  readonly kind: 'raw';
  readonly path: string;
  readonly bytes: Buffer;
}

export type RawItem = RawDocument | ParkedDocument;

/** What every container reader works under. */
export interface Reading {
  readonly limits: FeedLimits;
  readonly signal: AbortSignal | undefined;
  /** Counts bytes that were read from disk, for progress. */
  readonly onBytes: (count: number) => void;
}

const DOCUMENT = /\.(?:json|ya?ml|md)$/i;
const ARCHIVE = /\.(?:zip|tar|tgz|tar\.gz|tar\.zst|jsonl\.gz|ndjson\.gz|json\.gz|gz|zst)$/i;

/** Files whose name says that they hold one document. */
export function isDocumentName(name: string): boolean {
  return DOCUMENT.test(name);
}

/** Files whose name says that they hold many documents, or a compressed one. */
export function isArchiveName(name: string): boolean {
  return ARCHIVE.test(name) || isLinesName(name);
}

export function isLinesName(name: string): boolean {
  return /\.(?:jsonl|ndjson)$/i.test(name);
}
