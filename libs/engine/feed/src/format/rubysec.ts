import { complement, gemIntervals } from '@bulkhead/core-version';
import type { Interval } from '@bulkhead/core-version';
import { dayOf, stemOf, textOf, textsOf } from './format.ts';
import type { FormatReader, OsvDraft, SourceDocument } from './format.ts';
import { eventsOf, nextGem } from './interval-event.ts';

/** ruby-advisory-db: a YAML file an advisory and gem. */
export const rubysec: FormatReader = {
  name: 'rubysec',
  matches: (document) => textOf(document['gem']) !== '' && textOf(document['title']) !== '' && !('id' in document),
  convert: (document, path) => [convert(document, path)],
};

/** A version is affected when no `patched_versions` and no `unaffected_versions` requirement matches it. */
function convert(document: SourceDocument, path: string): OsvDraft {
  const gem = textOf(document['gem']);
  const requirements = [...textsOf(document['patched_versions']), ...textsOf(document['unaffected_versions'])];
  const date = dayOf(document['date']);
  return {
    // One vulnerability of several gems has a file of the same name in the folder of each.
    id: `RUBYSEC-${gem}-${stemOf(path)}`,
    modified: date,
    published: date,
    aliases: aliasesOf(document, path),
    summary: textOf(document['title']),
    details: textOf(document['description']),
    severity: severitiesOf(document),
    affected: [
      {
        package: { ecosystem: 'RubyGems', name: gem },
        ranges: [{ type: 'ECOSYSTEM', events: rangeEvents(requirements) }],
        ecosystem_specific: textOf(document['platform']) === '' ? {} : { platform: document['platform'] },
      },
    ],
    references: textOf(document['url']) === '' ? [] : [{ type: 'WEB', url: document['url'] }],
    database_specific: { source: 'rubysec', path, requirements },
  };
}

/** The file is named by one of the ids; `cve: 2022-23633` and `ghsa: wh98-p28r-vrc9` name the others. */
function aliasesOf(document: SourceDocument, path: string): string[] {
  const cve = textOf(document['cve']);
  const ghsa = textOf(document['ghsa']);
  const ids = [stemOf(path), ...(cve === '' ? [] : [`CVE-${cve}`]), ...(ghsa === '' ? [] : [`GHSA-${ghsa}`])];
  return [...new Set(ids)];
}

/** The database gives scores without their vectors. */
function severitiesOf(document: SourceDocument): { type: string; score: string }[] {
  const scores = [
    { type: 'CVSS_V4', score: document['cvss_v4'] },
    { type: 'CVSS_V3', score: document['cvss_v3'] },
    { type: 'CVSS_V2', score: document['cvss_v2'] },
  ];
  return scores.flatMap(({ type, score }) => (typeof score === 'number' ? [{ type, score: score.toFixed(1) }] : []));
}

/** A requirement nobody can read leaves the range without a start, which makes every judgement on it "unknown". */
function rangeEvents(requirements: readonly string[]): Record<string, string>[] {
  const safe: Interval[] = [];
  for (const requirement of requirements) {
    const intervals = gemIntervals(requirement);
    if (intervals === undefined) return [];
    safe.push(...intervals);
  }
  return eventsOf(complement(safe), nextGem);
}
