import { PackageURL } from 'packageurl-js';
import type { SchemeName } from '@bulkhead/core-version';
import { ecosystemRules, isKnownEcosystem, packageKey, parseEcosystem } from '../ecosystem/ecosystem.ts';
import type { Ecosystem } from '../ecosystem/ecosystem.ts';
import { ecosystemOfDistribution } from './distribution.ts';

/** A component as the matcher needs it; the components of core-inventory are of this shape. */
export interface AskedComponent {
  /** Package URL. Alone it is enough; the other members win over what it says. */
  readonly purl: string;
  /** OSV ecosystem, with release for distributions: `Debian:12`, `npm`. */
  readonly ecosystem?: string | undefined;
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  /** What it was built from; distributions file their advisories by it. */
  readonly source?: { readonly name: string; readonly version: string } | undefined;
}

/** One name to look advisories up under, and the version to hold against them. */
export interface AskedName {
  /** `ecosystem/name`, see `packageKey`. */
  readonly key: string;
  readonly name: string;
  readonly version: string;
  /** Whether the name is that of the source package or of what is installed. */
  readonly by: 'SOURCE' | 'NAME';
}

/** Which advisories to ask about a component. */
export interface Question {
  readonly purl: string;
  readonly ecosystem: Ecosystem;
  readonly scheme: SchemeName;
  readonly names: readonly AskedName[];
}

const BY_PURL_TYPE: Readonly<Record<string, string>> = {
  npm: 'npm',
  pypi: 'PyPI',
  golang: 'Go',
  cargo: 'crates.io',
  gem: 'RubyGems',
  maven: 'Maven',
  nuget: 'NuGet',
  composer: 'Packagist',
  pub: 'Pub',
  hex: 'Hex',
  hackage: 'Hackage',
  cran: 'CRAN',
  conan: 'ConanCenter',
  swift: 'SwiftURL',
  githubactions: 'GitHub Actions',
  bitnami: 'Bitnami',
  julia: 'Julia',
};

const DISTRIBUTION_TYPES = new Set(['deb', 'apk', 'rpm', 'alpm', 'ebuild']);

/**
 * Says where advisories about a component are filed. Undefined when nobody files any there (an unknown distribution,
 * `pkg:generic`), or the purl is none: the answer to such a component is "unknown".
 */
export function questionOf(component: AskedComponent): Question | undefined {
  const purl = lazyPurl(component.purl);
  const ecosystem = ecosystemFor(component, purl);
  if (ecosystem === undefined) return undefined;
  const { base } = ecosystem;
  const { scheme, isFiledBySource } = ecosystemRules(base);
  const name = component.name ?? nameIn(base, purl());
  const version = component.version ?? purl()?.version ?? '';
  if (name === '') return undefined;
  const source = isFiledBySource ? (component.source ?? sourceOf(purl(), version)) : undefined;
  const asked: AskedName =
    source === undefined
      ? { key: packageKey(base, name), name, version, by: 'NAME' }
      : { key: packageKey(base, source.name), name: source.name, version: source.version, by: 'SOURCE' };
  return { purl: component.purl, ecosystem, scheme, names: [asked] };
}

/** A purl is taken apart only when something is missing: a scan asks about thousands of components. */
type LazyPurl = () => PackageURL | undefined;

function lazyPurl(text: string): LazyPurl {
  let read: { readonly purl: PackageURL | undefined } | undefined;
  return () => (read ??= { purl: readPurl(text) }).purl;
}

function readPurl(text: string): PackageURL | undefined {
  try {
    return PackageURL.fromString(text);
  } catch {
    return undefined;
  }
}

function ecosystemFor(component: AskedComponent, purl: LazyPurl): Ecosystem | undefined {
  if (component.ecosystem !== undefined) {
    const ecosystem = parseEcosystem(component.ecosystem);
    if (isKnownEcosystem(ecosystem.base)) return withRelease(ecosystem, purl);
  }
  const parsed = purl();
  if (parsed === undefined) return undefined;
  if (DISTRIBUTION_TYPES.has(parsed.type)) return ecosystemOfPurl(parsed);
  const base = BY_PURL_TYPE[parsed.type];
  return base === undefined ? undefined : { base, release: undefined };
}

/** A distribution named without its release may have it in the purl. */
function withRelease(ecosystem: Ecosystem, purl: LazyPurl): Ecosystem {
  if (ecosystem.release !== undefined || !ecosystemRules(ecosystem.base).hasReleases) return ecosystem;
  const parsed = purl();
  const ofPurl = parsed === undefined ? undefined : ecosystemOfPurl(parsed);
  return ofPurl?.base === ecosystem.base ? ofPurl : ecosystem;
}

function ecosystemOfPurl(purl: PackageURL): Ecosystem | undefined {
  return ecosystemOfDistribution(purl.namespace ?? purl.type, purl.qualifiers?.['distro'] ?? '');
}

function nameIn(base: string, purl: PackageURL | undefined): string {
  if (purl === undefined) return '';
  const namespace = purl.namespace ?? '';
  if (namespace === '' || ecosystemRules(base).hasReleases || DISTRIBUTION_TYPES.has(purl.type)) return purl.name;
  return base === 'Maven' ? `${namespace}:${purl.name}` : `${namespace}/${purl.name}`;
}

/** `upstream=name@version` (syft and others); the version is that of the binary where none is given. */
function sourceOf(purl: PackageURL | undefined, version: string): AskedComponent['source'] {
  const upstream = purl?.qualifiers?.['upstream'] ?? '';
  if (upstream === '') return undefined;
  const at = upstream.lastIndexOf('@');
  if (at <= 0) return { name: upstream, version };
  return { name: upstream.slice(0, at), version: upstream.slice(at + 1) };
}
