export { MAX_VERSION_LENGTH, SCHEME_NAMES } from './scheme.ts';
export type { Order, SchemeName, VersionProblem, VersionScheme } from './scheme.ts';
export { isUnreadableKey } from './define-scheme.ts';
export { compareVersions, isSchemeName, versionScheme } from './catalogue.ts';
export { npmSatisfies } from './npm/npm.ts';
export { pypiSatisfies } from './pypi/specifier.ts';
export { gemSatisfies } from './gem/requirement.ts';
export { compareNevra, parseNevra } from './rpm/nevra.ts';
export type { Nevra } from './rpm/nevra.ts';
