import { defineScheme } from '../define-scheme.ts';
import { parseSemver, semverKey } from '../semver/semver-key.ts';

/**
 * Go module versions with or without `v`, pseudo-versions and `+incompatible` included, and releases of Go itself as
 * `go version` writes them (`go1.21rc2`). `(devel)` and other words are no versions.
 */
export const golang = defineScheme({ name: 'golang', key: golangKey, accepts: isGoVersion });

const GO_VERSION = /^v?\d+(?:\.\d+){0,2}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const TOOLCHAIN = /^go(\d+(?:\.\d+)*)(?:(rc|beta)(\d+))?/;

function isGoVersion(text: string): boolean {
  return GO_VERSION.test(text.trim()) || TOOLCHAIN.test(text.trim());
}

function golangKey(text: string): string | undefined {
  const parts = parseSemver(releaseOfGo(text.trim()));
  return parts === undefined ? undefined : semverKey(parts);
}

/** `go1.21rc2` is 1.21.0-rc.2; the vulnerability database writes releases of Go that way. */
function releaseOfGo(text: string): string {
  const release = TOOLCHAIN.exec(text);
  if (release === null) return text;
  const [, numbers = '', kind, count = ''] = release;
  return kind === undefined ? numbers : `${numbers}-${kind}.${count}`;
}
