import type { Severity } from '@bulkhead/core-base';
import type { SchemeName } from '@bulkhead/core-version';
import type { RatedSeverity } from '@bulkhead/core-risk';
import type { EventKind } from '../range/compiled.ts';
import type { AdvisorySummary } from './summary.ts';

/** What was looked for. */
export interface SearchedBy {
  readonly purl: string;
  /** With the release: `Debian:12`. */
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly scheme: SchemeName;
  /** The name is that of the source package, or of what is installed. */
  readonly by: 'SOURCE' | 'NAME';
}

/** What was found under it. */
export interface FoundAdvisory {
  readonly advisory: string;
  readonly ecosystem: string;
  readonly name: string;
  /** RFC 3339; empty when the document does not say. */
  readonly modified: string;
  /** Place in the document's `affected`. */
  readonly affectedIndex: number;
}

/** One comparison the decision rests on, to be read as a sentence: `left operator right`. */
export interface Comparison {
  readonly left: string;
  readonly operator: '<' | '<=' | '>' | '>=' | '=';
  readonly right: string;
  readonly event: EventKind | 'listed';
}

/** Why a match is a match: as data, and in words. */
export interface MatchExplanation {
  readonly searchedBy: SearchedBy;
  readonly found: FoundAdvisory;
  readonly comparisons: readonly Comparison[];
  /** The comparisons in words: `deb: 1.1.1d-0 >= 0 (introduced), 1.1.1d-0 < 1.1.1n-0 (fixed)`. */
  readonly comparison: string;
  /** The decision in one sentence. */
  readonly decision: string;
}

/** A component is affected by what an advisory describes. */
export interface Match {
  readonly advisory: AdvisorySummary;
  readonly severity: Severity;
  /** The statement the severity was chosen from; undefined when it is UNKNOWN. */
  readonly rated: RatedSeverity | undefined;
  /** First fixed versions after this one, oldest first; empty when no fix is known. */
  readonly fixedIn: readonly string[];
  readonly explanation: MatchExplanation;
}

/** Why something could not be judged. */
export type UnknownReason =
  /** Nobody files advisories for this kind of component, as far as we know. */
  | 'NO_ECOSYSTEM'
  /** No advisories of its ecosystem are held. */
  | 'NO_FEED'
  /** Advisories of its ecosystem are held, but none for its release, or its release is not known. */
  | 'NO_FEED_FOR_RELEASE'
  /** Its version is empty or no version of its scheme, and advisories about the package are held. */
  | 'VERSION_UNREADABLE'
  /** An advisory speaks of commits only (OSV range type GIT). */
  | 'GIT_RANGE'
  /** An advisory's range is broken: no start, or versions its scheme cannot read. */
  | 'RANGE_UNREADABLE';

/** An advisory about the package that could not be held against its version. */
export interface Unjudged {
  readonly advisory: AdvisorySummary;
  readonly reason: UnknownReason;
  /** In one sentence. */
  readonly words: string;
}

/**
 * The answer about one component. `UNKNOWN` means no answer at all: never read it as "no findings". A judged component
 * may still have single advisories that could not be judged.
 */
export type MatchResult =
  | { readonly outcome: 'JUDGED'; readonly matches: readonly Match[]; readonly unjudged: readonly Unjudged[] }
  | { readonly outcome: 'UNKNOWN'; readonly reason: UnknownReason; readonly words: string };
