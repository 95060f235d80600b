import { alpm } from './alpm/alpm.ts';
import { apk } from './apk/apk.ts';
import { cargo } from './cargo/cargo.ts';
import { composer } from './composer/composer.ts';
import { conan } from './conan/conan.ts';
import { cran } from './cran/cran.ts';
import { deb } from './deb/deb.ts';
import { gem } from './gem/gem.ts';
import { generic } from './generic/generic.ts';
import { gentoo } from './gentoo/gentoo.ts';
import { golang } from './golang/golang.ts';
import { hackage } from './hackage/hackage.ts';
import { maven } from './maven/maven.ts';
import { npm } from './npm/npm.ts';
import { nuget } from './nuget/nuget.ts';
import { openssl } from './openssl/openssl.ts';
import { pub } from './pub/pub.ts';
import { pypi } from './pypi/pypi.ts';
import { rpm } from './rpm/rpm.ts';
import { SCHEME_NAMES } from './scheme.ts';
import type { Order, SchemeName, VersionScheme } from './scheme.ts';

/** The one list of schemes: a new scheme is a folder and a line here. */
const SCHEMES: Readonly<Record<SchemeName, VersionScheme>> = {
  alpm,
  apk,
  cargo,
  composer,
  conan,
  cran,
  deb,
  gem,
  generic,
  gentoo,
  golang,
  hackage,
  maven,
  npm,
  nuget,
  openssl,
  pub,
  pypi,
  rpm,
};

/** The scheme of that name. */
export function versionScheme(name: SchemeName): VersionScheme {
  return SCHEMES[name];
}

export function isSchemeName(text: string): text is SchemeName {
  return (SCHEME_NAMES as readonly string[]).includes(text);
}

/** -1, 0 or 1 as `a` is older than, the same as or newer than `b`, in the scheme's own order; never throws. */
export function compareVersions(name: SchemeName, a: string, b: string): Order {
  return versionScheme(name).compare(a, b);
}
