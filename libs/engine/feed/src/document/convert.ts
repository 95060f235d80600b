import { parseAdvisory } from '@bulkhead/core-advisory';
import type { ParsedAdvisory } from '@bulkhead/core-advisory';
import { parked } from '../feed-item.ts';
import type { FeedFormat, ParkedDocument } from '../feed-item.ts';
import { FORMATS } from '../format/list.ts';

/** An advisory out of a document, and where in the document it stood. */
export interface Converted {
  readonly kind: 'converted';
  readonly parsed: ParsedAdvisory;
  readonly path: string;
  readonly format: FeedFormat;
}

/** The advisories of one document, whatever its format: OSV itself, lists of OSV, databases of distributions. */
export function* convert(value: unknown, path: string): Generator<Converted | ParkedDocument> {
  const list = listIn(value);
  if (list !== undefined) {
    for (const [index, item] of list.entries()) yield* convertOne(item, `${path}[${index}]`);
    return;
  }
  yield* convertOne(value, path);
}

/** A plain list, or an answer of the OSV API (`{ vulns: [...] }`). */
function listIn(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value;
  const vulns = value !== null && typeof value === 'object' ? (value as { vulns?: unknown }).vulns : undefined;
  return Array.isArray(vulns) ? vulns : undefined;
}

function* convertOne(value: unknown, path: string): Generator<Converted | ParkedDocument> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    yield parked(path, 'NOT_AN_ADVISORY', 'It is no object.');
    return;
  }
  const document = value as Record<string, unknown>;
  const format = isOsv(document) ? undefined : FORMATS.find((reader) => reader.matches(document, path));
  if (format !== undefined) {
    const drafts = format.convert(document, path);
    for (const draft of drafts) {
      const label = drafts.length === 1 ? path : `${path}:${draft.id}`;
      yield { kind: 'converted', parsed: parseAdvisory(draft), path: label, format: format.name };
    }
    return;
  }
  if (!isOsv(document)) {
    yield parked(path, 'NOT_AN_ADVISORY', 'It is of no advisory format that is known.');
    return;
  }
  yield { kind: 'converted', parsed: parseAdvisory(document), path, format: 'osv' };
}

/** OSV has no mark of its own; an id and any member that only advisories have must do. */
function isOsv(document: Record<string, unknown>): boolean {
  if (typeof document['id'] !== 'string') return false;
  return ['modified', 'affected', 'schema_version', 'aliases', 'withdrawn'].some((member) => member in document);
}
