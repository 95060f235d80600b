import { defineScheme } from '../define-scheme.ts';
import { parseSemver, semverKey } from '../semver/semver-key.ts';

/** NuGet versions: Semantic Versioning with up to four numbers, labels without regard to case, metadata ignored. */
export const nuget = defineScheme({
  name: 'nuget',
  key: (text) => {
    const parts = parseSemver(text.toLowerCase());
    return parts === undefined ? undefined : semverKey(parts);
  },
  accepts: (text) => /^\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/.test(text.trim()),
});
