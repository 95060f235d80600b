import type { Severity } from '@bulkhead/core-base';
import { parseCvss, scoreCvss } from '../cvss/cvss.ts';
import type { CvssVersion } from '../cvss/vector.ts';
import { severityOfScore, severityOfWord } from './rating.ts';

/** One statement of how severe something is: a CVSS vector, or a word, and who says so. */
export interface SeverityStatement {
  /** OSV `severity[].type` (`CVSS_V3`, `Ubuntu`), or `WORD` for a word from elsewhere in the document. */
  readonly type: string;
  /** The vector, the score or the word. */
  readonly score: string;
  /** Where it was stated, for people: `severity`, `affected`, `database_specific`. */
  readonly source: string;
}

/** A statement as it was understood. */
export interface RatedSeverity {
  readonly severity: Severity;
  /** 0.0 to 10.0; absent when only a word was given. */
  readonly score?: number;
  readonly vector?: string;
  readonly cvss?: CvssVersion;
  readonly source: string;
}

/** The severity a finding goes by, and every statement it was chosen from. */
export interface ChosenSeverity {
  readonly severity: Severity;
  /** The statement that decided; undefined when nothing did and the severity is UNKNOWN. */
  readonly chosen: RatedSeverity | undefined;
  readonly all: readonly RatedSeverity[];
}

/**
 * Chooses one severity. The word of a distribution about its own package comes first (its source is `affected`), then
 * the newest CVSS (4.0, 3.1, 3.0, 2.0), then the database's word; within one rank the first stated. Nothing
 * understandable is UNKNOWN, never LOW.
 */
export function chooseSeverity(statements: readonly SeverityStatement[]): ChosenSeverity {
  const all = statements.flatMap((statement) => rateSeverity(statement) ?? []);
  let chosen: RatedSeverity | undefined;
  for (const rated of all) {
    if (chosen === undefined || rankOf(rated) > rankOf(chosen)) chosen = rated;
  }
  return { severity: chosen?.severity ?? 'UNKNOWN', chosen, all };
}

/** Understands one statement; undefined when it is no CVSS vector, score or known word. */
export function rateSeverity({ type, score, source }: SeverityStatement): RatedSeverity | undefined {
  const vector = parseCvss(score);
  if (vector !== undefined) {
    const { overall } = scoreCvss(vector);
    const severity = severityOfScore(overall, vector.version === '2.0' ? '2' : '3');
    return { severity, score: overall, vector: score, cvss: vector.version, source };
  }
  const number = /^(?:\d|10)(?:\.\d)?$/.test(score) ? Number(score) : undefined;
  if (number !== undefined && number <= 10 && type.startsWith('CVSS')) {
    return { severity: severityOfScore(number, type === 'CVSS_V2' ? '2' : '3'), score: number, source };
  }
  const severity = severityOfWord(score);
  return severity === undefined ? undefined : { severity, source };
}

const CVSS_RANK: Readonly<Record<CvssVersion, number>> = { '2.0': 2, '3.0': 3, '3.1': 4, '4.0': 5 };

function rankOf({ cvss, source }: RatedSeverity): number {
  const ofPackage = source === 'affected' ? 10 : 0;
  return ofPackage + (cvss === undefined ? 1 : CVSS_RANK[cvss]);
}
