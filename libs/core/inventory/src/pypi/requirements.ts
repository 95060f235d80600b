import { DocumentCollector } from '../package/package.ts';
import type { PackageReader, ParsedDocument } from '../package/package.ts';
import { decodeText, lines } from '../text/stanza.ts';

/** pip's requirements files. What they ask for need not be what is installed: evidence `lockfile`. */
export const PYPI_REQUIREMENTS_READER: PackageReader = {
  name: 'pypi-requirements',
  looksFor: 'Python requirements files',
  maxBytes: 4 * 1024 * 1024,
  wants: (path) => path.endsWith('.txt') && /(?:^|\/)[\w.-]*requirements[\w.-]*\.txt$/.test(path),
  parse: parseRequirements,
};

const LONGEST_LINE = 8192;
const REQUIREMENT = /^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*\(?([^;()]*)\)?\s*(?:;.*)?$/;
const SPECIFIER = /^(===|==|~=|>=)\s*([^\s,*]+)$/;

function parseRequirements(bytes: Uint8Array): ParsedDocument {
  const collector = new DocumentCollector();
  for (const line of joinedLines(decodeText(bytes))) {
    if (line.length > LONGEST_LINE) {
      collector.report('LIMIT_REACHED', `A line of more than ${LONGEST_LINE} characters was passed over.`);
      continue;
    }
    const requirement = line
      .replace(/(?:^|\s)#.*$/, '')
      .replace(/\s--[a-z].*$/, '')
      .trim();
    // Options, paths, URLs (with or without `name @`) and what an environment variable fills in name no version here.
    if (requirement === '' || requirement.startsWith('-') || /[@$]|:\/\/|\.whl$/.test(requirement)) continue;
    const match = REQUIREMENT.exec(requirement);
    if (match?.[1] === undefined || !/^(?:[=!<>~]|$)/.test(match[2] ?? '')) continue;
    const version = versionOf(match[2] ?? '');
    collector.add({ type: 'pypi', name: match[1], version, licences: [], evidence: 'lockfile' });
  }
  return collector;
}

/** The one version that is stated, or the lowest allowed one; empty when neither is said. */
function versionOf(specifiers: string): string {
  const parts = specifiers.split(',').map((part) => part.trim());
  const [only, ...more] = parts;
  return more.length > 0 ? '' : (SPECIFIER.exec(only ?? '')?.[2] ?? '');
}

function* joinedLines(text: string): Generator<string> {
  let pending = '';
  for (const line of lines(text)) {
    if (line.endsWith('\\') && pending.length <= LONGEST_LINE) {
      pending += line.slice(0, -1);
      continue;
    }
    yield pending + line;
    pending = '';
  }
  if (pending !== '') yield pending;
}
