import { APK_READER } from './apk/apk.ts';
import { DPKG_READER, OPKG_READER } from './dpkg/dpkg.ts';
import { NPM_INSTALLED_READER } from './npm/installed.ts';
import { NPM_LOCK_READER } from './npm/package-lock.ts';
import type { PackageReader } from './package/package.ts';
import { PYPI_INSTALLED_READER } from './pypi/metadata.ts';
import { PYPI_REQUIREMENTS_READER } from './pypi/requirements.ts';

/** Every reader there is. A new one is added here, and nowhere else. */
export const PACKAGE_READERS: readonly PackageReader[] = [
  DPKG_READER,
  OPKG_READER,
  APK_READER,
  NPM_INSTALLED_READER,
  NPM_LOCK_READER,
  PYPI_INSTALLED_READER,
  PYPI_REQUIREMENTS_READER,
];

/** Bumped whenever a reader reads anything differently, so that cached results are not mistaken for current ones. */
export const READERS_VERSION = 1;

/** The reader for a file at this clean relative path, if there is one. */
export function readerFor(path: string): PackageReader | undefined {
  for (const reader of PACKAGE_READERS) if (reader.wants(path)) return reader;
  return undefined;
}
