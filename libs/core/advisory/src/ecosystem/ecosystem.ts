import type { SchemeName } from '@bulkhead/core-version';

/** What an OSV ecosystem name says: the ecosystem itself and, for distributions, which release of it. */
export interface Ecosystem {
  /** As OSV spells it, without the release: `Debian`, `Rocky Linux`, `npm`. */
  readonly base: string;
  /** `12`, `v3.19`, `22.04`; undefined when none is named. */
  readonly release: string | undefined;
}

/** How an ecosystem names and orders its packages. */
export interface EcosystemRules {
  readonly base: string;
  readonly scheme: SchemeName;
  /** Advisories name source packages (Debian, Alpine) rather than what is installed. */
  readonly isFiledBySource: boolean;
  /** Advisories are filed by release, so an image of an unheld release cannot be judged. */
  readonly hasReleases: boolean;
  /** The spelling under which a name is filed. */
  readonly normalise: (name: string) => string;
}

const asWritten = (name: string): string => name;
const lowerCase = (name: string): string => name.toLowerCase();
/** PEP 503: lower case, runs of `-`, `_` and `.` as one `-`. */
const pythonName = (name: string): string => name.replaceAll(/[-_.]+/g, '-').toLowerCase();

function distribution(base: string, scheme: SchemeName, isFiledBySource: boolean): EcosystemRules {
  return { base, scheme, isFiledBySource, hasReleases: true, normalise: asWritten };
}

function rolling(base: string, scheme: SchemeName, isFiledBySource: boolean): EcosystemRules {
  return { base, scheme, isFiledBySource, hasReleases: false, normalise: asWritten };
}

function language(base: string, scheme: SchemeName, normalise: (name: string) => string = asWritten): EcosystemRules {
  return { base, scheme, isFiledBySource: false, hasReleases: false, normalise };
}

/** The ecosystems whose rules are known, as the OSV schema lists them ("Defined Ecosystems"), and a few of ours. */
export const ECOSYSTEMS: readonly EcosystemRules[] = [
  distribution('Debian', 'deb', true),
  distribution('Ubuntu', 'deb', true),
  distribution('Alpine', 'apk', true),
  distribution('Alpaquita', 'apk', true),
  distribution('BellSoft Hardened Containers', 'apk', true),
  rolling('Wolfi', 'apk', true),
  rolling('Chainguard', 'apk', true),
  rolling('MinimOS', 'apk', true),
  rolling('Echo', 'deb', true),
  distribution('AlmaLinux', 'rpm', false),
  distribution('Rocky Linux', 'rpm', false),
  distribution('Red Hat', 'rpm', false),
  distribution('Oracle Linux', 'rpm', false),
  distribution('Amazon Linux', 'rpm', false),
  distribution('Fedora', 'rpm', false),
  distribution('SUSE', 'rpm', true),
  distribution('openSUSE', 'rpm', true),
  distribution('openEuler', 'rpm', false),
  distribution('Mageia', 'rpm', true),
  distribution('Photon OS', 'rpm', false),
  distribution('Azure Linux', 'rpm', false),
  rolling('Arch Linux', 'alpm', false),
  rolling('Gentoo', 'gentoo', false),
  language('npm', 'npm'),
  language('PyPI', 'pypi', pythonName),
  language('Go', 'golang'),
  language('crates.io', 'cargo'),
  language('RubyGems', 'gem'),
  language('Maven', 'maven'),
  language('NuGet', 'nuget', lowerCase),
  language('Packagist', 'composer', lowerCase),
  language('Pub', 'pub', lowerCase),
  language('Hex', 'npm', lowerCase),
  language('Hackage', 'hackage'),
  language('GHC', 'hackage'),
  language('CRAN', 'cran'),
  language('Bioconductor', 'cran'),
  language('ConanCenter', 'conan', lowerCase),
  language('SwiftURL', 'npm', lowerCase),
  language('GitHub Actions', 'npm', lowerCase),
  language('Bitnami', 'npm'),
  language('Julia', 'npm'),
  language('kubernetes', 'npm'),
  language('opam', 'deb'),
];

const BY_BASE = new Map(ECOSYSTEMS.map((rules) => [rules.base, rules]));

/** The rules of an ecosystem; for one that is not listed, names as written and the generic order. */
export function ecosystemRules(base: string): EcosystemRules {
  return BY_BASE.get(base) ?? language(base, 'generic');
}

/** True when the ecosystem is one whose rules are known. */
export function isKnownEcosystem(base: string): boolean {
  return BY_BASE.has(base);
}

/**
 * Takes an OSV ecosystem name apart: `Debian:12` is Debian, release 12. Spellings of one release come out alike
 * (`Ubuntu:22.04:LTS` and `Ubuntu:22.04`, `Red Hat:enterprise_linux:9::appstream` and `Red Hat:9`).
 */
export function parseEcosystem(text: string): Ecosystem {
  const known = PARSED.get(text);
  if (known !== undefined) return known;
  const ecosystem = readEcosystem(text);
  if (PARSED.size < MOST_PARSED) PARSED.set(text, ecosystem);
  return ecosystem;
}

// A feed names a handful of ecosystems millions of times.
const PARSED = new Map<string, Ecosystem>();
const MOST_PARSED = 10_000;

function readEcosystem(text: string): Ecosystem {
  const colon = text.indexOf(':');
  const base = colon === -1 ? text : text.slice(0, colon);
  const suffix = colon === -1 ? '' : text.slice(colon + 1);
  return { base, release: suffix === '' ? undefined : releaseOf(base, suffix) };
}

function releaseOf(base: string, suffix: string): string | undefined {
  switch (base) {
    case 'Maven':
      // The suffix is a repository's address; packages have one name across them.
      return undefined;
    case 'Ubuntu':
      return suffix.replace(/:LTS$/, '');
    case 'Debian':
      return /^(\d+)\.\d+$/.exec(suffix)?.[1] ?? suffix;
    case 'Alpine':
      return /^\d/.test(suffix) ? `v${suffix}` : suffix;
    case 'Red Hat':
      return /^enterprise_linux:(\d+)/.exec(suffix)?.[1] ?? suffix;
    case 'AlmaLinux':
    case 'Rocky Linux':
    case 'Oracle Linux':
      return /^\d+/.exec(suffix)?.[0] ?? suffix;
    default:
      return suffix;
  }
}

/** The ecosystem as OSV writes it, release included: `Debian:12`. */
export function printEcosystem({ base, release }: Ecosystem): string {
  return release === undefined ? base : `${base}:${release}`;
}

/**
 * The key under which everything about one package is kept, in memory, in stores and on topics: `ecosystem/name`.
 * The ecosystem is without its release, so that all releases of a package have one owner; the name is in the
 * spelling of its ecosystem.
 *
 * @example packageKey('PyPI', 'Jinja_2') === 'PyPI/jinja-2', packageKey('Debian:12', 'openssl') === 'Debian/openssl'
 */
export function packageKey(ecosystem: string, name: string): string {
  const { base } = parseEcosystem(ecosystem);
  return `${base}/${ecosystemRules(base).normalise(name)}`;
}
