import { cargoIntervals, complement } from '@bulkhead/core-version';
import type { Interval } from '@bulkhead/core-version';
import { dayOf, recordOf, textOf, textsOf } from './format.ts';
import type { FormatReader, OsvDraft, SourceDocument } from './format.ts';
import { eventsOf, nextSemver } from './interval-event.ts';

/** RustSec's advisory-db: a Markdown file an advisory, its head in TOML. */
export const rustsec: FormatReader = {
  name: 'rustsec',
  matches: (document) => 'markdown' in document && textOf(recordOf(document['advisory'])['package']) !== '',
  convert: (document, path) => [convert(document, path)],
};

/** A version is affected when no `patched` and no `unaffected` requirement matches it. */
function convert(document: SourceDocument, path: string): OsvDraft {
  const advisory = recordOf(document['advisory']);
  const versions = recordOf(document['versions']);
  const markdown = textOf(document['markdown']);
  const requirements = [...textsOf(versions['patched']), ...textsOf(versions['unaffected'])];
  const informational = textOf(advisory['informational']);
  const date = dayOf(advisory['date']);
  return {
    id: textOf(advisory['id']),
    modified: dayOf(advisory['withdrawn']) || date,
    published: date,
    ...(textOf(advisory['withdrawn']) === '' ? {} : { withdrawn: dayOf(advisory['withdrawn']) }),
    aliases: textsOf(advisory['aliases']),
    related: textsOf(advisory['related']),
    summary: /^#\s+(.+)$/m.exec(markdown)?.[1] ?? '',
    details: markdown.replace(/^\s*#\s+.+\n/, '').trim(),
    severity: textOf(advisory['cvss']) === '' ? [] : [{ type: 'CVSS_V3', score: textOf(advisory['cvss']) }],
    affected: [
      {
        package: { ecosystem: isOfLanguage(path) ? 'Rust' : 'crates.io', name: textOf(advisory['package']) },
        ranges: [{ type: 'SEMVER', events: rangeEvents(requirements) }],
        database_specific: informational === '' ? {} : { informational },
      },
    ],
    references: [advisory['url'], ...textsOf(advisory['references'])]
      .filter((url) => textOf(url) !== '')
      .map((url) => ({ type: 'WEB', url })),
    database_specific: { source: 'rustsec', path, requirements },
  };
}

/** What lies in the folder `rust` is about Rust itself, not about a crate of that name. */
function isOfLanguage(path: string): boolean {
  return /(?:^|[/!])rust\/[^/]+\/[^/]+$/.test(path);
}

/** A requirement nobody can read leaves the range without a start, which makes every judgement on it "unknown". */
function rangeEvents(requirements: readonly string[]): Record<string, string>[] {
  const safe: Interval[] = [];
  for (const requirement of requirements) {
    const intervals = cargoIntervals(requirement);
    if (intervals === undefined) return [];
    safe.push(...intervals);
  }
  return eventsOf(complement(safe), nextSemver);
}
