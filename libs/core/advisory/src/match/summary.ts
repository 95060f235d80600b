import { chooseSeverity } from '@bulkhead/core-risk';
import type { ChosenSeverity, SeverityStatement } from '@bulkhead/core-risk';
import type { Advisory, Affected, AdvisorySeverity } from '../osv/advisory.ts';
import { canonicalId, idsOf } from '../vulnerability/identity.ts';

/** What a match says about its advisory, without the bulk (details, references). */
export interface AdvisorySummary {
  readonly id: string;
  /** The vulnerability it speaks of, see `canonicalId`. */
  readonly vulnerabilityId: string;
  /** Every id the vulnerability goes by, this advisory's first. */
  readonly ids: readonly string[];
  /** Vulnerabilities the notice bundles (an erratum's CVEs): fixed by it, but not other names of it. */
  readonly addresses: readonly string[];
  /** One line for people; empty when the document has none. */
  readonly summary: string;
  /** RFC 3339; empty when the document does not say. */
  readonly modified: string;
  readonly published: string | undefined;
}

const SUMMARY_LENGTH = 300;

/** The short form of an advisory. */
export function summarise(advisory: Advisory): AdvisorySummary {
  const { ids, addresses } = idsOf(advisory);
  return {
    id: advisory.id,
    vulnerabilityId: canonicalId(ids),
    ids,
    addresses,
    summary: detached((advisory.summary ?? firstLine(advisory.details ?? '')).slice(0, SUMMARY_LENGTH)),
    modified: advisory.modified,
    published: advisory.published,
  };
}

function firstLine(details: string): string {
  const line = /^[#\s]*([^\n]+)/.exec(details.slice(0, 2 * SUMMARY_LENGTH))?.[1] ?? '';
  return line.trim();
}

/** A copy: V8 keeps the whole of a long text alive for the sake of a slice of it. */
function detached(text: string): string {
  return text.length < 13 ? text : Buffer.from(text).toString();
}

/** Every statement of severity in an advisory that concerns one of its packages, and the one chosen. */
export function severityOf(
  advisory: { readonly severity: Advisory['severity']; readonly database_specific?: unknown },
  affected: Affected | undefined,
): ChosenSeverity {
  const statements = [
    ...stated(affected?.severity ?? [], 'affected'),
    ...worded(affected?.ecosystem_specific, 'affected'),
    ...stated(advisory.severity, 'severity'),
    ...worded(affected?.database_specific, 'database_specific'),
    ...worded(advisory.database_specific, 'database_specific'),
  ];
  return chooseSeverity(statements);
}

function stated(severities: readonly AdvisorySeverity[], source: string): SeverityStatement[] {
  return severities.map(({ type, score }) => ({ type, score, source }));
}

/** GHSA and others say `severity`, Debian says `urgency`. */
function worded(specific: unknown, source: string): SeverityStatement[] {
  if (specific === null || typeof specific !== 'object') return [];
  const { severity, urgency } = specific as { severity?: unknown; urgency?: unknown };
  return [severity, urgency].flatMap((word) =>
    typeof word === 'string' ? [{ type: 'WORD', score: word, source }] : [],
  );
}
