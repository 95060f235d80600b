import { canonicalId } from '@bulkhead/core-advisory';
import type { Match, MatchIndex } from '@bulkhead/core-advisory';
import { compareSeverity } from '@bulkhead/core-base';
import type { ScanReport } from '@bulkhead/engine-scan';
import type { ScanFinding, ScanResult } from './scan-result.ts';

type Component = ScanReport['components'][number];

export interface MatchedReport {
  readonly findings: readonly ScanFinding[];
  readonly unknown: ScanResult['unknown'];
  readonly verdict: ScanResult['verdict'];
}

/** Holds every component of a report against the advisories that are held. Worst first, then by package and id. */
export function matchReport(report: ScanReport, index: MatchIndex): MatchedReport {
  const findings: ScanFinding[] = [];
  const unknown = new Map<string, ScanResult['unknown'][number]>();
  let judged = 0;
  for (const component of report.components) {
    const { source, ...rest } = component;
    const result = index.match({
      purl: rest.purl,
      ecosystem: rest.ecosystem,
      name: rest.name,
      version: rest.version,
      ...(source === undefined ? {} : { source }),
    });
    if (result.outcome === 'UNKNOWN') {
      countUnknown(unknown, result);
      continue;
    }
    judged += 1;
    findings.push(...groupMatches(component, result.matches));
    for (const each of result.unjudged) countUnknown(unknown, each);
  }
  return {
    findings: findings.sort(byWeight),
    unknown: [...unknown.values()].sort((a, b) => (a.words < b.words ? -1 : 1)),
    verdict: verdictOf(judged, report.components.length),
  };
}

function verdictOf(judged: number, components: number): ScanResult['verdict'] {
  if (judged === 0) return 'UNKNOWN';
  return judged === components ? 'JUDGED' : 'PARTIAL';
}

/** Advisories about one vulnerability are one finding: the worst of them speaks. */
function groupMatches(component: Component, matches: readonly Match[]): readonly ScanFinding[] {
  const groups: { ids: Set<string>; matches: Match[] }[] = [];
  for (const match of matches) {
    const ids = [...match.advisory.ids];
    const joined = groups.filter((group) => ids.some((id) => group.ids.has(id)));
    const merged = {
      ids: new Set([...joined.flatMap((group) => [...group.ids]), ...ids]),
      matches: [...joined.flatMap((group) => group.matches), match],
    };
    groups.splice(0, groups.length, ...groups.filter((group) => !joined.includes(group)), merged);
  }
  return groups.map(({ ids, matches: together }) => toFinding(component, [...ids], together));
}

function toFinding(component: Component, ids: readonly string[], matches: readonly Match[]): ScanFinding {
  const [worst] = [...matches].sort((a, b) => compareSeverity(b.severity, a.severity));
  const { advisory, severity, rated, explanation } = worst as Match;
  const vulnerability = canonicalId(ids);
  const [place] = component.locations;
  const { name, version, purl, ecosystem } = component;
  return {
    vulnerability,
    ids: [vulnerability, ...ids.filter((id) => id !== vulnerability).sort()],
    advisories: matches.map((match) => match.advisory.id).sort(),
    summary: advisory.summary,
    severity,
    cvss: rated?.score ?? null,
    component: { name, version, purl, ecosystem },
    fixedIn: [...new Set(matches.flatMap(({ fixedIn }) => fixedIn))],
    path: place?.path ?? '',
    layer: place?.diffId ?? null,
    explanation: {
      comparison: explanation.comparison,
      decision: explanation.decision,
      searchedBy: explanation.searchedBy,
      found: explanation.found,
    },
  };
}

function countUnknown(
  unknown: Map<string, ScanResult['unknown'][number]>,
  { reason, words }: { reason: string; words: string },
): void {
  const key = `${reason} ${words}`;
  const known = unknown.get(key);
  unknown.set(key, { reason, words, components: (known?.components ?? 0) + 1 });
}

function byWeight(a: ScanFinding, b: ScanFinding): number {
  const order = compareSeverity(b.severity, a.severity);
  if (order !== 0) return order;
  const [left, right] = [a, b].map(
    ({ component, vulnerability }) => `${component.name} ${component.version} ${vulnerability} ${component.purl}`,
  );
  return (left ?? '') < (right ?? '') ? -1 : 1;
}
