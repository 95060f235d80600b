import { computedId, isDigest } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import { z } from 'zod';
import type { Distribution } from '../distribution/distribution.ts';
import { EVIDENCES, PACKAGE_TYPES } from '../package/package.ts';
import type { FoundPackage } from '../package/package.ts';
import { purlOf } from '../purl/package-purl.ts';

/** The orders versions are compared by, named as core-version names them. */
export const VERSION_SCHEMES = ['deb', 'apk', 'npm', 'pypi'] as const;

const DIGEST = z.custom<Digest>((value) => typeof value === 'string' && isDigest(value), 'not a digest');

/** One place where a component was found. */
export const LOCATION_SCHEMA = z.object({
  /** Of the database or manifest that names it; clean and relative to the root. */
  path: z.string(),
  /** The layer that brought this version to this path; null when there are no layers (a root filesystem). */
  diffId: DIGEST.nullable(),
  evidence: z.enum(EVIDENCES),
});
export type Location = z.output<typeof LOCATION_SCHEMA>;

/** A package in an image or on a host. Its identity is its canonical purl. */
export const COMPONENT_SCHEMA = z.object({
  /** `cmp_` and a hash of the purl. */
  id: z.string(),
  /** Package URL in canonical form, with distro, arch and upstream qualifiers where they apply. */
  purl: z.string(),
  type: z.enum(PACKAGE_TYPES),
  /** The name advisories use: for npm with its scope, for PyPI normalised (PEP 503). */
  name: z.string(),
  /** Empty when none single version is stated. */
  version: z.string(),
  /** Where OSV files its advisories (`Debian:12`, `npm`, `PyPI`); else the distribution as `id:version`, else the type. */
  ecosystem: z.string(),
  scheme: z.enum(VERSION_SCHEMES),
  arch: z.string().optional(),
  /** What it was built from: always there for distribution packages, whose advisories speak of sources. */
  source: z.object({ name: z.string(), version: z.string() }).optional(),
  /** As the package states them; most are SPDX expressions. */
  licences: z.array(z.string()),
  /** `installed` when any location says so. */
  evidence: z.enum(EVIDENCES),
  /** Roles in a lockfile: dev, optional, bundled. Empty when any location has none. */
  groups: z.array(z.string()),
  locations: z.array(LOCATION_SCHEMA),
});
export type Component = z.output<typeof COMPONENT_SCHEMA>;

/** A package and where it was found. */
export interface PackageAt {
  readonly found: FoundPackage;
  readonly location: Location;
}

/**
 * Turns what was found into components: one per purl, its locations together, in the order of purls and paths.
 * The distribution is that of the whole image; without one, distribution packages keep their bare type as ecosystem.
 */
export function composeComponents(packages: Iterable<PackageAt>, distribution: Distribution | undefined): Component[] {
  const drafts = new Map<string, Draft>();
  for (const { found, location } of packages) {
    const purl = purlOf(found, distribution);
    const draft = drafts.get(purl);
    if (draft === undefined)
      drafts.set(purl, { found, locations: new Map([[keyOf(location), location]]), groups: found.groups });
    else add(draft, found, location);
  }
  return [...drafts.keys()].sort().map((purl) => compose(purl, drafts.get(purl) as Draft, distribution));
}

interface Draft {
  /** The first one found; an installed one is better. */
  found: FoundPackage;
  readonly locations: Map<string, Location>;
  groups: readonly string[] | undefined;
}

function add(draft: Draft, found: FoundPackage, location: Location): void {
  const isBetter = draft.found.evidence === 'lockfile' && found.evidence === 'installed';
  const licences = draft.found.licences.length > 0 ? draft.found.licences : found.licences;
  draft.found = { ...(isBetter ? found : draft.found), licences };
  if (found.groups === undefined) draft.groups = undefined;
  if (!draft.locations.has(keyOf(location))) draft.locations.set(keyOf(location), location);
}

function keyOf({ path, diffId }: Location): string {
  return `${diffId ?? ''} ${path}`;
}

function compose(purl: string, { found, locations, groups }: Draft, distribution: Distribution | undefined): Component {
  const isOfDistribution = found.type === 'deb' || found.type === 'apk' || found.type === 'opkg';
  const source = found.source ?? (isOfDistribution ? { name: found.name, version: found.version } : undefined);
  return {
    id: computedId('cmp', purl),
    purl,
    type: found.type,
    name: found.type === 'pypi' ? normalisedPythonName(found.name) : found.name,
    version: found.version,
    ecosystem: ecosystemFor(found, distribution),
    scheme: found.type === 'opkg' ? 'deb' : found.type,
    ...(found.arch === undefined ? {} : { arch: found.arch }),
    ...(source === undefined ? {} : { source }),
    licences: found.licences,
    evidence: found.evidence,
    groups: [...(groups ?? [])],
    locations: [...locations.values()].sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path))),
  };
}

function ecosystemFor(found: FoundPackage, distribution: Distribution | undefined): string {
  if (found.type === 'npm') return 'npm';
  if (found.type === 'pypi') return 'PyPI';
  if (distribution === undefined) return found.type;
  const { id, versionId, ecosystem } = distribution;
  return ecosystem ?? (versionId === '' ? id : `${id}:${versionId}`);
}

/** A Python name as indexes compare it (PEP 503): lower case, runs of `-`, `_` and `.` as one `-`. */
export function normalisedPythonName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase();
}
