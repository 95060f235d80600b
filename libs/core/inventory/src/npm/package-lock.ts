import { DocumentCollector } from '../package/package.ts';
import type { PackageReader, ParsedDocument } from '../package/package.ts';
import { asObject, asText, entriesOf, parseJsonObject } from '../text/json.ts';
import type { JsonObject } from '../text/json.ts';
import { readLicences } from './licence.ts';

/** npm's lockfile in its three versions, and npm-shrinkwrap.json, outside of installed packages. */
export const NPM_LOCK_READER: PackageReader = {
  name: 'npm-lock',
  looksFor: 'npm packages in package-lock.json and npm-shrinkwrap.json',
  maxBytes: 64 * 1024 * 1024,
  wants: isLockfile,
  parse: parseLockfile,
};

function isLockfile(path: string): boolean {
  const isNamed = path.endsWith('package-lock.json') || path.endsWith('npm-shrinkwrap.json');
  // A lockfile that was published inside a package describes its author's machine.
  return isNamed && /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/.test(path) && !/(?:^|\/)node_modules\//.test(path);
}

function parseLockfile(bytes: Uint8Array): ParsedDocument {
  const collector = new DocumentCollector();
  const lock = parseJsonObject(bytes);
  if (lock === undefined) collector.report('DOCUMENT_UNREADABLE', 'The lockfile is not a JSON object.');
  else if (asObject(lock['packages']) !== undefined) readPackages(lock, collector);
  else readDependencies(lock, collector);
  return collector;
}

/** Versions 2 and 3: one flat member per place in node_modules. */
function readPackages(lock: JsonObject, collector: DocumentCollector): void {
  for (const [place, value] of entriesOf(lock['packages'])) {
    const entry = asObject(value);
    const at = place.lastIndexOf('node_modules/');
    // The root, workspaces and links to them are the project itself.
    if (entry === undefined || at < 0 || entry['link'] === true) continue;
    const name = asText(entry['name']) ?? place.slice(at + 'node_modules/'.length);
    const resolved = asText(entry['resolved']) ?? '';
    const version = isRepository(resolved) ? '' : (asText(entry['version']) ?? '');
    collector.add({
      type: 'npm',
      name,
      version,
      licences: readLicences(entry['license']),
      evidence: 'lockfile',
      ...groupsOf(entry, entry['inBundle']),
    });
  }
}

/** Version 1: a tree of `dependencies`. Walked with a list of our own: its depth is the author's choice. */
function readDependencies(lock: JsonObject, collector: DocumentCollector): void {
  const waiting: unknown[] = [lock['dependencies']];
  while (waiting.length > 0) {
    for (const [key, value] of entriesOf(waiting.pop())) {
      const entry = asObject(value);
      if (entry === undefined) continue;
      const { name, version } = resolveAlias(key, asText(entry['version']) ?? '');
      collector.add({
        type: 'npm',
        name,
        version,
        licences: [],
        evidence: 'lockfile',
        ...groupsOf(entry, entry['bundled']),
      });
      if (entry['dependencies'] !== undefined) waiting.push(entry['dependencies']);
    }
  }
}

/** `npm:string-width@4.2.0` is another package under this name; a URL or a path is no version. */
function resolveAlias(key: string, stated: string): { name: string; version: string } {
  const alias = /^npm:(@?[^@]+)@(.+)$/.exec(stated);
  if (alias?.[1] !== undefined && alias[2] !== undefined) return { name: alias[1], version: alias[2] };
  const tarball = /^https?:\/\/.*\/-\/[^/]*?-(\d+\.\d+\.\d+[^/]*)\.tgz$/.exec(stated);
  if (tarball?.[1] !== undefined) return { name: key, version: tarball[1] };
  return { name: key, version: /[:/]/.test(stated) ? '' : stated };
}

function isRepository(resolved: string): boolean {
  return /^git(?:\+|:)/.test(resolved);
}

function groupsOf(entry: JsonObject, bundled: unknown): { groups?: string[] } {
  const groups: string[] = [];
  if (bundled === true) groups.push('bundled');
  if (entry['dev'] === true || entry['devOptional'] === true) groups.push('dev');
  if (entry['optional'] === true || entry['devOptional'] === true) groups.push('optional');
  return groups.length === 0 ? {} : { groups };
}
