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
 * Why a text has no place among the versions of its scheme. `compare` puts it below all of them, and a judgement on it
 * is "unknown", not "not affected".
 */
export type VersionProblem = 'EMPTY' | 'TOO_LONG' | 'NOT_A_VERSION';

/** One way to order versions: the one its own package manager uses. Everything here is pure, linear and never throws. */
export interface VersionScheme {
  readonly name: SchemeName;
  /** Undefined when `text` has its place in the order, however sloppily it is written. */
  readonly problem: (text: string) => VersionProblem | undefined;
  /** True when `text` is a version exactly as the scheme's own tool accepts it. */
  readonly isValid: (text: string) => boolean;
  /** The order the scheme's own tool gives; defined for any two texts. */
  readonly compare: (a: string, b: string) => Order;
  /**
   * A text whose code unit order (`<`, `===`) is the order of versions, to be computed once and stored: equal keys are
   * equal versions. Every character is below U+0100. Agrees with `compare`; alpm alone is coarser there (a version
   * without a package release equals all its releases, which no key can say).
   */
  readonly sortKey: (text: string) => string;
}

/** Longest text that is read as a version; what is longer is ordered by its first characters and has a problem. */
export const MAX_VERSION_LENGTH = 1024;

/** What a scheme has to say for itself; `defineScheme` adds the bounds and the order. */
export interface SchemeDefinition {
  readonly name: SchemeName;
  /** Order-preserving key of any text within the bounds, or undefined when it has no place among versions. */
  readonly key: (text: string) => string | undefined;
  /** True when the scheme's own tool accepts the text; it is within the bounds and not empty. */
  readonly accepts: (text: string) => boolean;
  /** Only where the tool's order is coarser than the order of keys; asked for texts that have a place in it. */
  readonly compare?: (a: string, b: string) => Order;
}
