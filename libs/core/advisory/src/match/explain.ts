import type { Question, AskedName } from '../question/question.ts';
import { printEcosystem } from '../ecosystem/ecosystem.ts';
import type { RangeReason, Ruling } from '../range/judge-range.ts';
import type { AdvisorySummary } from './summary.ts';
import type { Comparison, MatchExplanation, SearchedBy, UnknownReason } from './match.ts';

/** What an explanation is made from. */
export interface Finding {
  readonly question: Question;
  readonly asked: AskedName;
  readonly advisory: AdvisorySummary;
  /** Ecosystem as the advisory writes it, and the package's name there. */
  readonly filedUnder: { readonly ecosystem: string; readonly name: string; readonly index: number };
  readonly reason: Extract<Ruling, { says: 'AFFECTED' }>['reason'];
  readonly fixedIn: readonly string[];
}

/** What was looked for, as data. */
export function searchedBy(question: Question, asked: AskedName): SearchedBy {
  return {
    purl: question.purl,
    ecosystem: printEcosystem(question.ecosystem),
    name: asked.name,
    version: asked.version,
    scheme: question.scheme,
    by: asked.by,
  };
}

/** Says why: what was searched, what was found, which comparison decided, in words and as data. */
export function explain(finding: Finding): MatchExplanation {
  const { question, asked, advisory, filedUnder, reason } = finding;
  const comparisons = reason.kind === 'RANGE' ? comparisonsIn(asked.version, reason) : listed(asked.version);
  const comparison = comparisons.map(inWords).join(', ');
  return {
    searchedBy: searchedBy(question, asked),
    found: {
      advisory: advisory.id,
      ecosystem: filedUnder.ecosystem,
      name: filedUnder.name,
      modified: advisory.modified,
      affectedIndex: filedUnder.index,
    },
    comparisons,
    comparison: `${question.scheme}: ${comparison}`,
    decision: decisionOf(finding),
  };
}

function comparisonsIn(version: string, { since, until }: RangeReason): Comparison[] {
  const start: Comparison = { left: version, operator: '>=', right: since.version, event: since.kind };
  if (until === undefined) return [start];
  const operator = until.kind === 'last_affected' ? '<=' : '<';
  return [start, { left: version, operator, right: until.version, event: until.kind }];
}

function listed(version: string): Comparison[] {
  return [{ left: version, operator: '=', right: version, event: 'listed' }];
}

function inWords({ left, operator, right, event }: Comparison): string {
  return `${left} ${operator} ${right} (${event.replace('_', ' ')})`;
}

function decisionOf({ asked, advisory, reason, fixedIn }: Finding): string {
  const what = `${asked.by === 'SOURCE' ? 'source package ' : ''}${asked.name} ${asked.version}`;
  const why = reason.kind === 'LISTED' ? 'is listed as affected' : 'lies in an affected range';
  const fix = fixedIn.length === 0 ? 'no fix is known' : `fixed in ${fixedIn.join(', ')}`;
  return `${what} ${why} of ${advisory.id}; ${fix}.`;
}

/** One sentence for what could not be judged. */
export function unknownInWords(reason: UnknownReason, what: string): string {
  switch (reason) {
    case 'NO_ECOSYSTEM':
      return `Nothing is known of advisories for ${what}.`;
    case 'NO_FEED':
      return `No advisories are held for ${what}.`;
    case 'NO_FEED_FOR_RELEASE':
      return `Advisories are held, but none for the release in ${what}.`;
    case 'VERSION_UNREADABLE':
      return `${what}: the version cannot be read, so it was not judged.`;
    case 'GIT_RANGE':
      return `${what} is described by commits only, which were not looked at.`;
    case 'RANGE_UNREADABLE':
      return `${what} states a range that cannot be read.`;
    default:
      return reason satisfies never;
  }
}
