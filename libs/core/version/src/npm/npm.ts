import { parse, satisfies, validRange } from 'semver';
import { defineScheme } from '../define-scheme.ts';
import { MAX_VERSION_LENGTH } from '../scheme.ts';
import { parseSemver, semverKey } from '../semver/semver-key.ts';

/** npm versions: Semantic Versioning as node-semver reads it, build metadata ignored. */
export const npm = defineScheme({ name: 'npm', key: npmKey, accepts: (text) => parse(text.trim()) !== null });

function npmKey(text: string): string | undefined {
  const parts = parseSemver(text);
  return parts === undefined ? undefined : semverKey(parts);
}

/**
 * Does an npm version satisfy a range (`^1.2 || 3.x`), as node-semver says? Pre-releases only where the range names
 * one of the same version. Undefined when either is not readable.
 */
export function npmSatisfies(range: string, version: string): boolean | undefined {
  if (range.length > MAX_VERSION_LENGTH || version.length > MAX_VERSION_LENGTH) return undefined;
  if (validRange(range) === null || parse(version) === null) return undefined;
  return satisfies(version, range);
}
