export {
  EVIDENCES,
  FOUND_PACKAGE_SCHEMA,
  INVENTORY_PROBLEMS,
  INVENTORY_PROBLEM_SCHEMA,
  PACKAGE_TYPES,
} from './package/package.ts';
export type {
  Evidence,
  FoundPackage,
  InventoryProblem,
  InventoryProblemCode,
  PackageReader,
  PackageType,
  ParsedDocument,
} from './package/package.ts';
export { PACKAGE_READERS, READERS_VERSION, readerFor } from './list.ts';
export { NOT_LOOKED_FOR, UNREAD_DATABASES, unreadDatabaseFor } from './unread.ts';
export type { UnreadDatabase } from './unread.ts';
export {
  DISTRIBUTION_PATHS,
  DISTRIBUTION_SCHEMA,
  MAX_DISTRIBUTION_BYTES,
  identifyDistribution,
} from './distribution/distribution.ts';
export type { Distribution } from './distribution/distribution.ts';
export { parseOsRelease } from './distribution/os-release.ts';
export { ecosystemOf } from './distribution/ecosystem.ts';
export {
  COMPONENT_SCHEMA,
  LOCATION_SCHEMA,
  VERSION_SCHEMES,
  composeComponents,
  normalisedPythonName,
} from './component/component.ts';
export type { Component, Location, PackageAt } from './component/component.ts';
export { formatPurl, parsePurl } from './purl/purl.ts';
export type { Purl, PurlParts } from './purl/purl.ts';
