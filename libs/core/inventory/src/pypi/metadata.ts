import { DocumentCollector } from '../package/package.ts';
import type { PackageReader, ParsedDocument } from '../package/package.ts';
import { decodeText, lines } from '../text/stanza.ts';

/** Installed distributions: `*.dist-info/METADATA` of wheels, `PKG-INFO` and `*.egg-info` of eggs. */
export const PYPI_INSTALLED_READER: PackageReader = {
  name: 'pypi-installed',
  looksFor: 'Python distributions (dist-info, egg-info)',
  maxBytes: 4 * 1024 * 1024,
  wants: isMetadata,
  parse: parseMetadata,
};

function isMetadata(path: string): boolean {
  return (
    path.endsWith('.dist-info/METADATA') ||
    path.endsWith('.egg-info/PKG-INFO') ||
    path.endsWith('/EGG-INFO/PKG-INFO') ||
    path.endsWith('.egg-info')
  );
}

const FIELDS = new Set(['name', 'version', 'license', 'license-expression', 'classifier']);
const MAX_HEADER_LINES = 10_000;

// Core metadata specifications of PyPA: mail headers, then the description after the first empty line.
function parseMetadata(bytes: Uint8Array, path: string): ParsedDocument {
  const collector = new DocumentCollector();
  const fields = readHeader(decodeText(bytes));
  const name = fields.get('name')?.[0];
  const version = fields.get('version')?.[0];
  if (!name || !version) collector.incomplete(name ?? path, name ? 'version' : 'name');
  else collector.add({ type: 'pypi', name, version, licences: licencesOf(fields), evidence: 'installed' });
  return collector;
}

function readHeader(text: string): Map<string, string[]> {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const line of lines(text)) {
    count += 1;
    if (line === '' || count > MAX_HEADER_LINES) break;
    const colon = line.indexOf(':');
    if (colon <= 0 || /^\s/.test(line)) continue;
    const name = line.slice(0, colon).toLowerCase();
    if (!FIELDS.has(name)) continue;
    const values = fields.get(name) ?? [];
    values.push(line.slice(colon + 1).trim());
    fields.set(name, values);
  }
  return fields;
}

function licencesOf(fields: ReadonlyMap<string, readonly string[]>): string[] {
  const expression = fields.get('license-expression')?.[0];
  if (expression) return [expression];
  const stated = fields.get('license')?.[0];
  if (stated && stated !== 'UNKNOWN' && stated.length <= 200) return [stated];
  const classifiers = fields.get('classifier') ?? [];
  const licences = classifiers
    .filter((one) => one.startsWith('License ::'))
    .map((one) => one.split('::').at(-1)?.trim());
  return licences.filter((one) => one !== undefined && one !== '' && one !== 'OSI Approved').slice(0, 16) as string[];
}
