import { defineScheme } from '../define-scheme.ts';
import { parseSemver, semverKey } from '../semver/semver-key.ts';

/** Versions of crates: Semantic Versioning; build metadata does not count, as in the requirements of Cargo. */
export const cargo = defineScheme({
  name: 'cargo',
  key: (text) => {
    const parts = parseSemver(text);
    return parts === undefined ? undefined : semverKey(parts);
  },
  accepts: (text) => /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.test(text.trim()),
});
