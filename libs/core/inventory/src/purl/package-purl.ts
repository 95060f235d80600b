import type { Distribution } from '../distribution/distribution.ts';
import type { FoundPackage } from '../package/package.ts';
import { formatPurl } from './purl.ts';

/**
 * The canonical Package URL of a package. Distribution packages carry the distribution as namespace and as `distro`
 * (`debian-12`), the processor as `arch`, and their source package as `upstream` where it differs.
 */
export function purlOf(found: FoundPackage, distribution: Distribution | undefined): string {
  const { namespace, name } = splitName(found, distribution);
  const qualifiers = qualifiersOf(found, distribution);
  const { type, version } = found;
  const purl = formatPurl({ type, namespace, name, version, qualifiers });
  // A name that breaks a rule of its type is there all the same: it is kept under the type that has no rules.
  return purl ?? formatPurl({ type: 'generic', name: found.name, version, qualifiers }) ?? UNNAMEABLE;
}

// Names are never empty, so this is never reached.
const UNNAMEABLE = 'pkg:generic/unnameable';

function splitName(
  found: FoundPackage,
  distribution: Distribution | undefined,
): { namespace: string | undefined; name: string } {
  if (found.type === 'npm') {
    const slash = found.name.startsWith('@') ? found.name.indexOf('/') : -1;
    if (slash < 0) return { namespace: undefined, name: found.name };
    return { namespace: found.name.slice(0, slash), name: found.name.slice(slash + 1) };
  }
  if (found.type === 'pypi') return { namespace: undefined, name: found.name.replaceAll(/[-_.]+/g, '-').toLowerCase() };
  return { namespace: distribution?.id, name: found.name };
}

function qualifiersOf(found: FoundPackage, distribution: Distribution | undefined): Record<string, string> | undefined {
  if (found.type === 'npm' || found.type === 'pypi') return undefined;
  const qualifiers: Record<string, string> = {};
  if (found.arch !== undefined) qualifiers['arch'] = found.arch;
  if (distribution !== undefined) {
    const { id, versionId } = distribution;
    qualifiers['distro'] = versionId === '' ? id : `${id}-${versionId}`;
  }
  const { source } = found;
  if (source !== undefined) {
    qualifiers['upstream'] = source.version === found.version ? source.name : `${source.name}@${source.version}`;
  }
  return Object.keys(qualifiers).length === 0 ? undefined : qualifiers;
}
