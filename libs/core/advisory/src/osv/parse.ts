import { ADVISORY_LIMITS, AFFECTED_SCHEMA } from './advisory.ts';
import type { Advisory } from './advisory.ts';
import { isAffected, isId, isReference, isSeverity } from './shape.ts';

/** Ways a document can fall short of an advisory. */
export type AdvisoryProblemCode =
  /** No JSON object. Nothing was read. */
  | 'NOT_AN_OBJECT'
  /** No usable `id`. Nothing was read. */
  | 'NO_ID'
  /** A member is not what OSV says it is; it was left out. */
  | 'MEMBER_UNREADABLE'
  /** An entry of `affected` is not what OSV says it is; it was left out, so what it says is not known. */
  | 'AFFECTED_UNREADABLE'
  /** There is more of something than is read. */
  | 'LIMIT_REACHED';

/** Something in a document that could not be taken at its word. */
export interface AdvisoryProblem {
  readonly code: AdvisoryProblemCode;
  /** Where, as a path inside the document (`affected[3].ranges`); empty for the document as a whole. */
  readonly path: string;
  readonly message: string;
}

/** As much of the advisory as could be read, and what could not. */
export interface ParsedAdvisory {
  /** Undefined when the document is no advisory at all. */
  readonly advisory: Advisory | undefined;
  readonly problems: readonly AdvisoryProblem[];
}

const MAX_PROBLEMS = 50;
const LISTS = ['aliases', 'upstream', 'related', 'severity', 'references'] as const;
const TEXTS = ['schema_version', 'published', 'withdrawn', 'summary', 'details'] as const;

/**
 * Reads one OSV document, already parsed from JSON. Never throws: `null` counts as absent, a broken member is left
 * out and named, members unknown to OSV are kept as they are.
 */
export function parseAdvisory(document: unknown): ParsedAdvisory {
  const problems: AdvisoryProblem[] = [];
  const report = (code: AdvisoryProblemCode, path: string, message: string): void => {
    if (problems.length < MAX_PROBLEMS) problems.push({ code, path, message });
  };
  if (document === null || typeof document !== 'object' || Array.isArray(document)) {
    report('NOT_AN_OBJECT', '', 'An advisory is a JSON object.');
    return { advisory: undefined, problems };
  }
  const source = document as Record<string, unknown>;
  const { id } = source;
  if (!isId(id)) {
    report('NO_ID', 'id', 'An advisory has an id of 1 to 256 characters.');
    return { advisory: undefined, problems };
  }
  const advisory = {
    ...source,
    id,
    modified: typeof source['modified'] === 'string' ? source['modified'] : '',
    affected: readAffected(source['affected'], report),
    ...readLists(source, report),
  } as Record<string, unknown>;
  readTexts(source, { advisory, report });
  return { advisory: advisory as Advisory, problems };
}

type Report = (code: AdvisoryProblemCode, path: string, message: string) => void;

const IS_ITEM = {
  aliases: isId,
  upstream: isId,
  related: isId,
  severity: isSeverity,
  references: isReference,
} as const;

function readLists(source: Record<string, unknown>, report: Report): Record<string, unknown[]> {
  const lists: Record<string, unknown[]> = {};
  for (const name of LISTS) {
    lists[name] = itemsOf(source[name], name, report).filter((item, index) => {
      const isReadable = IS_ITEM[name](item);
      if (!isReadable) report('MEMBER_UNREADABLE', `${name}[${index}]`, 'It is not what OSV says it is; left out.');
      return isReadable;
    });
  }
  return lists;
}

function itemsOf(value: unknown, name: string, report: Report): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    report('MEMBER_UNREADABLE', name, 'A list is expected.');
    return [];
  }
  const most = name === 'affected' ? ADVISORY_LIMITS.affected : ADVISORY_LIMITS.aliases;
  if (value.length <= most) return value;
  report('LIMIT_REACHED', name, `Only the first ${most} are read.`);
  return value.slice(0, most);
}

function readAffected(value: unknown, report: Report): unknown[] {
  return itemsOf(value, 'affected', report).filter((item, index) => {
    const isReadable = isAffected(item);
    if (!isReadable) report('AFFECTED_UNREADABLE', `affected[${index}]`, firstIssue(item));
    return isReadable;
  });
}

function firstIssue(item: unknown): string {
  const [issue] = AFFECTED_SCHEMA.safeParse(item).error?.issues ?? [];
  return issue === undefined ? 'It is not what OSV says it is.' : `${issue.path.join('.')}: ${issue.message}`;
}

function readTexts(
  source: Record<string, unknown>,
  { advisory, report }: { advisory: Record<string, unknown>; report: Report },
): void {
  for (const name of TEXTS) {
    const value = source[name];
    if (value === undefined || typeof value === 'string') continue;
    delete advisory[name];
    if (value !== null) report('MEMBER_UNREADABLE', name, 'A text is expected.');
  }
}
