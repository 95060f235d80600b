/** Every version scheme, named as the files of the test material and as `design/README.md` has them. */
export const SCHEME_NAMES = [
  'deb',
  'rpm',
  'apk',
  'npm',
  'pypi',
  'gem',
  'golang',
  'maven',
  'nuget',
  'composer',
  'pub',
  'hackage',
  'cran',
  'conan',
  'gentoo',
  'alpm',
  'openssl',
  'cargo',
  'generic',
] as const;
export type SchemeName = (typeof SCHEME_NAMES)[number];

/** What a comparator says of (a, b): -1 when a is the older one. */
export type Order = -1 | 0 | 1;

/**
 * Why a text is not a version of its scheme. It still has a place in the order (below every well-formed version, or
 * where the scheme's own tool puts it), but a judgement on it should be "unknown", not "not affected".
 */
export type VersionProblem = 'EMPTY' | 'TOO_LONG' | 'NOT_A_VERSION';

/** One way to order versions: the one its own package manager uses. Everything here is pure, linear and never throws. */
export interface VersionScheme {
  readonly name: SchemeName;
  /** Undefined when `text` is a version as the scheme's own tool accepts it. */
  problem(text: string): VersionProblem | undefined;
  /** The order the scheme's own tool gives; defined for any two texts. */
  compare(a: string, b: string): Order;
  /**
   * A text whose code unit order (`<`, `===`) is the order of versions, to be computed once and stored: equal keys are
   * equal versions. Every character is below U+0100. Agrees with `compare`; alpm alone is coarser there (a version
   * without a package release equals all its releases, which no key can say).
   */
  sortKey(text: string): string;
}

/** Longest text that is read as a version; what is longer is ordered by its first characters and has a problem. */
export const MAX_VERSION_LENGTH = 1024;

/** What a scheme has to say for itself; `defineScheme` adds the bounds and the order. */
export interface SchemeDefinition {
  readonly name: SchemeName;
  /** Order-preserving key of any text within the bounds, or undefined when it has no place among versions. */
  readonly key: (text: string) => string | undefined;
  /** True when the scheme's own tool accepts the text. */
  readonly accepts: (text: string) => boolean;
  /** Only where the tool's order is not the order of keys. */
  readonly compare?: (a: string, b: string) => Order;
}
