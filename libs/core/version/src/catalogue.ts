import { apk } from './apk/apk.ts';
import { deb } from './deb/deb.ts';
import { generic } from './generic/generic.ts';
import { golang } from './golang/golang.ts';
import { npm } from './npm/npm.ts';
import { pypi } from './pypi/pypi.ts';
import { rpm } from './rpm/rpm.ts';
import { SCHEME_NAMES } from './scheme.ts';
import type { Order, SchemeName, VersionScheme } from './scheme.ts';

const SCHEMES: Readonly<Partial<Record<SchemeName, VersionScheme>>> = { deb, rpm, apk, npm, pypi, golang, generic };

/** The scheme of that name. */
export function versionScheme(name: SchemeName): VersionScheme {
  return SCHEMES[name] ?? generic;
}

export function isSchemeName(text: string): text is SchemeName {
  return (SCHEME_NAMES as readonly string[]).includes(text);
}

/** -1, 0 or 1 as `a` is older than, the same as or newer than `b`, in the scheme's own order; never throws. */
export function compareVersions(name: SchemeName, a: string, b: string): Order {
  return versionScheme(name).compare(a, b);
}
