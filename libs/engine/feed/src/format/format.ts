import type { FeedFormat } from '../feed-item.ts';

/** An OSV document on its way to `parseAdvisory`. */
export type OsvDraft = Readonly<Record<string, unknown>> & { readonly id: string };

/** A document as it was decoded: JSON, YAML, or the TOML head of a Markdown file with its text as `markdown`. */
export type SourceDocument = Readonly<Record<string, unknown>>;

/** Turns one kind of document into OSV, its origin kept in `database_specific`. Pure; never throws. */
export interface FormatReader {
  readonly name: FeedFormat;
  /** True when the document is of this format, by its members and the path it has in the feed. */
  matches(document: SourceDocument, path: string): boolean;
  convert(document: SourceDocument, path: string): readonly OsvDraft[];
}

/** The member as a text; empty when it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The texts among the items of a list; empty when it is none. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** The member as an object; empty when it is none. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = value !== null && typeof value === 'object' && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : {};
}

/** A day (`2021-07-08`) as OSV writes times; empty when it is none. */
export function dayOf(value: unknown): string {
  const day = /^\d{4}-\d{2}-\d{2}/.exec(textOf(value))?.[0];
  return day === undefined ? '' : `${day}T00:00:00Z`;
}

/** The name of the file without its ending. */
export function stemOf(path: string): string {
  return path.replace(/^.*[/!]/, '').replace(/\.[a-z]+$/i, '');
}
