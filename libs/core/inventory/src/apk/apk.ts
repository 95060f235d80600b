import { DocumentCollector } from '../package/package.ts';
import type { PackageReader, ParsedDocument } from '../package/package.ts';
import { decodeText, lines } from '../text/stanza.ts';

/** The installed database of apk-tools 2: one-letter fields, one paragraph per package (apk-tools v2, "installed"). */
export const APK_READER: PackageReader = {
  name: 'apk',
  looksFor: 'Alpine packages (apk installed database)',
  maxBytes: 32 * 1024 * 1024,
  wants: (path) => path === 'lib/apk/db/installed' || path === 'usr/lib/apk/db/installed',
  parse: parseInstalled,
};

const FIELDS = 'PVAoL';

function parseInstalled(bytes: Uint8Array): ParsedDocument {
  const collector = new DocumentCollector();
  let fields = new Map<string, string>();
  for (const line of lines(decodeText(bytes))) {
    if (line === '') {
      addPackage(fields, collector);
      fields = new Map();
      continue;
    }
    const letter = line.charAt(0);
    // The paragraph goes on with one line per directory and file (F, R, a, Z): those are not kept.
    if (line.charAt(1) === ':' && FIELDS.includes(letter) && !fields.has(letter))
      fields.set(letter, line.slice(2).trim());
  }
  addPackage(fields, collector);
  return collector;
}

function addPackage(fields: ReadonlyMap<string, string>, collector: DocumentCollector): void {
  if (fields.size === 0) return;
  const name = fields.get('P');
  const version = fields.get('V');
  if (!name) return collector.incomplete('A paragraph of the apk database', 'package name');
  if (!version) return collector.incomplete(name, 'version');
  const arch = fields.get('A');
  const origin = fields.get('o');
  const licence = fields.get('L');
  collector.add({
    type: 'apk',
    name,
    version,
    ...(arch ? { arch } : {}),
    ...(origin && origin !== name ? { source: { name: origin, version } } : {}),
    licences: licence ? [licence] : [],
    evidence: 'installed',
  });
}
