import { npmIntervals } from '@bulkhead/core-version';
import { dayOf, textOf, textsOf } from './format.ts';
import type { FormatReader, OsvDraft, SourceDocument } from './format.ts';
import { eventsOf, nextSemver } from './interval-event.ts';

/** The Node.js security working group's advisories about npm packages (`vuln/npm/519.json`). */
export const nodejsSecurityWg: FormatReader = {
  name: 'nodejs-security-wg',
  matches: (document) => textOf(document['module_name']) !== '' && typeof document['vulnerable_versions'] === 'string',
  convert: (document, path) => [convert(document, path)],
};

function convert(document: SourceDocument, path: string): OsvDraft {
  const vulnerable = textOf(document['vulnerable_versions']);
  const vector = textOf(document['cvss_vector']);
  const intervals = npmIntervals(vulnerable);
  return {
    id: `npm-swg-${String(document['id'])}`,
    modified: dayOf(document['updated_at']),
    published: dayOf(document['publish_date']),
    aliases: textsOf(document['cves']),
    summary: `${textOf(document['title'])} in ${textOf(document['module_name'])}`,
    details: textOf(document['overview']),
    severity: vector === '' ? [] : [{ type: 'CVSS_V3', score: vector }],
    affected: [
      {
        package: { ecosystem: 'npm', name: textOf(document['module_name']) },
        // Without a start, which makes every judgement on it "unknown", when nobody can read the range.
        ranges: [{ type: 'SEMVER', events: intervals === undefined ? [] : eventsOf(intervals, nextSemver) }],
      },
    ],
    references: textsOf(document['references']).map((url) => ({ type: 'WEB', url })),
    database_specific: { source: 'nodejs-security-wg', path, vulnerable_versions: vulnerable },
  };
}
