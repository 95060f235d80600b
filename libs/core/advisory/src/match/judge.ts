import { isUnreadableKey, versionScheme } from '@bulkhead/core-version';
import type { SchemeName } from '@bulkhead/core-version';
import type { Advisory } from '../osv/advisory.ts';
import { questionOf } from '../question/question.ts';
import type { AskedComponent, AskedName, Question } from '../question/question.ts';
import { ruleOn } from '../range/judge-range.ts';
import type { AskedVersion, Ruling } from '../range/judge-range.ts';
import { explain, unknownInWords } from './explain.ts';
import { fileAdvisory } from './filing.ts';
import type { FiledAdvisory, FiledEntry } from './filing.ts';
import type { Match, Unjudged } from './match.ts';

/** What one advisory says of one component. */
export type Judgement =
  | { readonly says: 'AFFECTED'; readonly match: Match }
  | { readonly says: 'NOT_AFFECTED' }
  | { readonly says: 'UNKNOWN'; readonly unjudged: Unjudged };

/**
 * Holds one advisory against one component. A withdrawn advisory and one about other packages say "not affected".
 * Where a range cannot be judged (GIT, unreadable versions) and nothing else decides, the answer is "unknown".
 */
export function judge(component: AskedComponent, advisory: Advisory): Judgement {
  const question = questionOf(component);
  if (question === undefined || isWithdrawn(advisory)) return { says: 'NOT_AFFECTED' };
  const { scheme } = question;
  let unknown: Judgement | undefined;
  for (const asked of question.names) {
    const filed = fileAdvisory(advisory, { key: asked.key, release: question.ecosystem.release, scheme });
    const judgement = judgeFiled(filed, { question, asked, version: askedVersion(asked.version, scheme) });
    if (judgement.says === 'AFFECTED') return judgement;
    if (judgement.says === 'UNKNOWN') unknown ??= judgement;
  }
  return unknown ?? { says: 'NOT_AFFECTED' };
}

/** A withdrawn advisory counts for nothing: its findings close. */
export function isWithdrawn({ withdrawn }: Pick<Advisory, 'withdrawn'>): boolean {
  return withdrawn !== undefined && withdrawn !== '';
}

/** A name that is asked for, and its version with the sort key, computed once for all advisories of the package. */
export interface Asked {
  readonly question: Question;
  readonly asked: AskedName;
  readonly version: AskedVersion;
}

export function askedVersion(text: string, scheme: SchemeName): AskedVersion {
  const key = versionScheme(scheme).sortKey(text);
  return { text, key: isUnreadableKey(key) ? undefined : key };
}

/** What one advisory's entries about a package say of the version asked for. */
export function judgeFiled(filed: FiledAdvisory, by: Asked): Judgement {
  const affecting: Affecting[] = [];
  let obstacle: Obstacle | undefined;
  for (const entry of filed.entries) {
    const ruling = ruleOn(entry.compiled, by.version);
    if (ruling.says === 'AFFECTED') affecting.push({ entry, reason: ruling.reason });
    else if (ruling.says === 'UNKNOWN') obstacle ??= ruling.obstacle;
  }
  if (affecting.length > 0) return { says: 'AFFECTED', match: matchOf(filed, by, affecting) };
  if (obstacle === undefined) return { says: 'NOT_AFFECTED' };
  const words = unknownInWords(
    obstacle,
    `${filed.advisory.id} about ${by.asked.name} ${by.asked.version || '(no version)'}`,
  );
  return { says: 'UNKNOWN', unjudged: { advisory: filed.advisory, reason: obstacle, words } };
}

type Obstacle = Extract<Ruling, { says: 'UNKNOWN' }>['obstacle'];

interface Affecting {
  readonly entry: FiledEntry;
  readonly reason: Extract<Ruling, { says: 'AFFECTED' }>['reason'];
}

function matchOf({ advisory }: FiledAdvisory, by: Asked, affecting: readonly Affecting[]): Match {
  const { entry, reason } = affecting[0] as Affecting;
  const fixedIn = fixesAmong(affecting, by.question.scheme);
  return {
    advisory,
    severity: entry.severity.severity,
    rated: entry.severity.chosen,
    fixedIn,
    explanation: explain({ question: by.question, asked: by.asked, advisory, filedUnder: entry, reason, fixedIn }),
  };
}

function fixesAmong(affecting: readonly Affecting[], scheme: SchemeName): string[] {
  const fixes = new Set<string>();
  for (const { reason } of affecting) {
    if (reason.kind === 'RANGE' && reason.fixed !== undefined) fixes.add(reason.fixed);
  }
  return [...fixes].sort(versionScheme(scheme).compare);
}
