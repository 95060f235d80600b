import { compareVersions } from '@bulkhead/core-version';
import { textOf } from './format.ts';
import type { FormatReader, OsvDraft, SourceDocument } from './format.ts';

/** One package of an Alpine security database: fixed version -> ids it fixed. */
interface SecdbPackage {
  readonly name: string;
  readonly secfixes: Readonly<Record<string, readonly string[]>>;
}

/** The database as Alpine, Wolfi and Chainguard publish it (`v3.19/main.json`). */
interface Secdb {
  readonly distroversion: string;
  readonly reponame: string;
  readonly distribution: string;
  readonly packages: readonly SecdbPackage[];
}

const NEVER_AFFECTED = '0';

/** Alpine's, Wolfi's and Chainguard's security databases: `{ distroversion, reponame, packages: [{ pkg }] }`. */
export const alpineSecdb: FormatReader = {
  name: 'alpine-secdb',
  matches: (document) => {
    const { packages, reponame } = document;
    return (Array.isArray(packages) || packages === null) && typeof reponame === 'string' && !('id' in document);
  },
  convert: convertSecdb,
};

/**
 * Turns an Alpine security database into one OSV document per vulnerability. A fix in `1.2.3-r0` says that what came
 * before is affected; several fixes of one id in one package say that the first did not hold, so the last one counts.
 * Fixed in `0` means never affected: such a package is left out, because the vulnerability has no affected version.
 */
function convertSecdb(document: SourceDocument): OsvDraft[] {
  const secdb = readSecdb(document);
  const ecosystem = ecosystemOf(secdb);
  const fixes = new Map<string, Map<string, string[]>>();
  for (const { name, secfixes } of secdb.packages) {
    for (const [version, entries] of Object.entries(secfixes)) {
      for (const id of entries.flatMap(idsIn)) {
        const packages = fixes.get(id) ?? new Map<string, string[]>();
        fixes.set(id, packages.set(name, [...(packages.get(name) ?? []), version]));
      }
    }
  }
  return [...fixes].map(([id, packages]) => draft({ id, packages, secdb, ecosystem }));
}

/** An entry may hold several ids between blanks, and notes in brackets. */
function idsIn(entry: string): string[] {
  return entry.split(/[\s,]+/).filter((word) => /^[A-Z][A-Z0-9]*-[0-9A-Za-z-]+$/.test(word));
}

function readSecdb(document: SourceDocument): Secdb {
  const packages = listOf(document['packages']).flatMap((item) => {
    const pkg = (item as { pkg?: { name?: unknown; secfixes?: unknown } } | null)?.pkg;
    if (typeof pkg?.name !== 'string' || pkg.secfixes === null || typeof pkg.secfixes !== 'object') return [];
    return [{ name: pkg.name, secfixes: readFixes(pkg.secfixes as Record<string, unknown>) }];
  });
  return {
    distroversion: textOf(document['distroversion']),
    reponame: textOf(document['reponame']),
    distribution: textOf(document['urlprefix']),
    packages,
  };
}

function readFixes(secfixes: Record<string, unknown>): Record<string, string[]> {
  const fixes = Object.entries(secfixes).flatMap(([version, ids]): [string, string[]][] =>
    Array.isArray(ids) ? [[version, ids.filter((id) => typeof id === 'string')]] : [],
  );
  return Object.fromEntries(fixes);
}

/** A repository without fixes says `packages: null`. */
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function ecosystemOf({ distroversion, distribution }: Secdb): string {
  if (/wolfi/i.test(distribution)) return 'Wolfi';
  if (/chainguard|cgr/i.test(distribution)) return 'Chainguard';
  return distroversion === '' ? 'Alpine' : `Alpine:${distroversion}`;
}

interface DraftParts {
  readonly id: string;
  readonly packages: ReadonlyMap<string, readonly string[]>;
  readonly secdb: Secdb;
  readonly ecosystem: string;
}

function draft({ id, packages, secdb, ecosystem }: DraftParts): OsvDraft {
  const affected = [...packages].flatMap(([name, versions]) => {
    const fixed = versions.filter((version) => version !== NEVER_AFFECTED);
    if (fixed.length === 0) return [];
    return [{ package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events: eventsFor(fixed) }] }];
  });
  return {
    id: `${ecosystem.split(':')[0]?.toUpperCase()}-${secdb.distroversion}-${secdb.reponame}-${id}`,
    // The database does not say when.
    modified: '',
    aliases: [id],
    affected,
    database_specific: { source: 'alpine-secdb', distroversion: secdb.distroversion, repository: secdb.reponame },
  };
}

function eventsFor(fixed: readonly string[]): Record<string, string>[] {
  return [{ introduced: '0' }, { fixed: fixed.toSorted((a, b) => compareVersions('apk', a, b)).at(-1) ?? '' }];
}
