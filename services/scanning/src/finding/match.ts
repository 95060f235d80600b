import { judge } from '@bulkhead/core-advisory';
import type { Match } from '@bulkhead/core-advisory';
import { compareSeverity } from '@bulkhead/core-base';
import type { Advisory } from '../advisory/advisory.ts';
import { askedComponent } from '../component/component.ts';
import type { Component } from '../component/component.ts';
import type { Judged } from './finding.ts';

interface Hit {
  readonly advisory: Advisory;
  readonly match: Match;
}

/** Holds every advisory about a component's packages against it; one answer per vulnerability, in the order of ids. */
export function matchComponent(component: Component, advisories: readonly Advisory[]): readonly Judged[] {
  const asked = askedComponent(component);
  const hits = new Map<string, Hit[]>();
  for (const advisory of advisories) {
    if (advisory.withdrawn) continue;
    const judgement = judge(asked, advisory.document);
    if (judgement.says !== 'AFFECTED') continue;
    hits.set(advisory.vulnerabilityId, [
      ...(hits.get(advisory.vulnerabilityId) ?? []),
      { advisory, match: judgement.match },
    ]);
  }
  return [...hits].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, found]) => toJudged(id, found));
}

/** Several advisories about one vulnerability: the worst severity speaks, and a fix is what any of them names. */
function toJudged(vulnerabilityId: string, hits: readonly Hit[]): Judged {
  const [worst] = [...hits].sort((a, b) => compareSeverity(b.match.severity, a.match.severity));
  const { match } = worst as Hit;
  return {
    vulnerabilityId,
    aliases: [...new Set(hits.flatMap(({ advisory }) => advisory.ids))].filter((id) => id !== vulnerabilityId).sort(),
    severity: match.severity,
    cvssScore: match.rated?.score ?? null,
    fixedIn: [...new Set(hits.flatMap(({ match: { fixedIn } }) => fixedIn))],
    publishedAt: earliest(hits.map(({ match: { advisory } }) => advisory.published)),
    explanation: match.explanation,
    advisories: hits.map(({ advisory: { id, source, snapshot } }) => ({ id, source, snapshot })),
  };
}

function earliest(texts: readonly (string | undefined)[]): Date | null {
  const times = texts.map((text) => Date.parse(text ?? '')).filter((time) => !Number.isNaN(time));
  return times.length === 0 ? null : new Date(Math.min(...times));
}
