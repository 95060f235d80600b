import { defineScheme } from '../define-scheme.ts';
import { MARK } from '../key.ts';
import { identifiersKey, parseSemver, semverKey } from '../semver/semver-key.ts';

/** Dart versions in the order of pub_semver: Semantic Versioning in which build metadata counts. */
export const pub = defineScheme({
  name: 'pub',
  key: (text) => {
    const parts = parseSemver(text);
    if (parts === undefined) return undefined;
    return semverKey(parts) + (parts.build.length === 0 ? MARK.lowest : MARK.low + identifiersKey(parts.build));
  },
  accepts: (text) => /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.test(text.trim()),
});
