import { DocumentCollector } from '../package/package.ts';
import type { PackageReader, ParsedDocument } from '../package/package.ts';
import { asObject, asText, parseJsonObject } from '../text/json.ts';
import { readLicences } from './licence.ts';

const MANIFEST = '/package.json';

// `node_modules/<name>/package.json` or `node_modules/@<scope>/<name>/package.json`: a package.json deeper in a package
// (`lib/esm/package.json`) only says how to load files.
const INSTALLED = /(?:^|\/)node_modules\/(?:@[^/]+\/)?[^/@.][^/]*\/package\.json$/;

/** Packages as npm, yarn 1 and pnpm lay them out on disk. */
export const NPM_INSTALLED_READER: PackageReader = {
  name: 'npm-installed',
  looksFor: 'npm packages in node_modules',
  maxBytes: 4 * 1024 * 1024,
  wants: (path) => path.endsWith(MANIFEST) && INSTALLED.test(path),
  parse: parseManifest,
};

function parseManifest(bytes: Uint8Array, path: string): ParsedDocument {
  const collector = new DocumentCollector();
  const manifest = parseJsonObject(bytes);
  if (manifest === undefined) {
    collector.report('DOCUMENT_UNREADABLE', 'The package.json is not a JSON object.');
    return collector;
  }
  // A Visual Studio Code extension has the same file with the same name, and is no npm package.
  if (asObject(manifest['engines'])?.['vscode'] !== undefined) return collector;
  const name = asText(manifest['name']);
  const version = asText(manifest['version']);
  if (name === undefined || version === undefined) {
    collector.incomplete(name ?? path, name === undefined ? 'name' : 'version');
    return collector;
  }
  const licences = readLicences(manifest['license'], manifest['licenses']);
  collector.add({ type: 'npm', name, version, licences, evidence: 'installed' });
  return collector;
}
