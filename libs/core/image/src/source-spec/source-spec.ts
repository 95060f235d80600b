import { Fault, isDigest } from '@bulkhead/core-base';
import type { ImageFault } from '../fault.ts';
import { isTag, parseReference } from '../reference/reference.ts';
import type { ImageReference } from '../reference/reference.ts';

/** What a user means by the one word that says what to scan. */
export type SourceSpec =
  | { readonly kind: 'registry' | 'docker' | 'podman'; readonly reference: ImageReference }
  /** `path` is a layout directory or a tar of one; `select` is the tag or the digest of one image in it. */
  | { readonly kind: 'oci'; readonly path: string; readonly select?: string }
  /** `select` is a repo tag of one image in the archive. */
  | { readonly kind: 'docker-archive'; readonly path: string; readonly select?: string }
  | { readonly kind: 'dir' | 'file' | 'sbom'; readonly path: string }
  | { readonly kind: 'stdin' };

/**
 * Reads `oci:`, `docker-archive:`, `dir:`, `file:`, `sbom:`, `docker:`, `podman:` and `-`; anything else is a registry
 * reference. An image whose own name is one of these words needs its registry written out (`docker.io/library/docker:27`).
 *
 * @throws Fault SOURCE_SPEC_INVALID, REFERENCE_INVALID
 */
export function parseSourceSpec(text: string): SourceSpec {
  if (text === '-') return { kind: 'stdin' };
  const colon = text.indexOf(':');
  const scheme = colon < 0 ? '' : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  switch (scheme) {
    case 'oci':
      return { kind: 'oci', ...splitSelection(text, rest) };
    case 'docker-archive':
      return { kind: 'docker-archive', ...splitArchive(text, rest) };
    case 'dir':
    case 'file':
    case 'sbom':
      return { kind: scheme, path: present(text, rest) };
    case 'docker':
    case 'podman':
      return { kind: scheme, reference: parseReference(rest) };
    default:
      return { kind: 'registry', reference: parseReference(text) };
  }
}

function splitSelection(text: string, rest: string): { path: string; select?: string } {
  const at = rest.lastIndexOf('@');
  if (at > 0 && isDigest(rest.slice(at + 1))) return { path: rest.slice(0, at), select: rest.slice(at + 1) };
  const colon = rest.lastIndexOf(':');
  const tag = rest.slice(colon + 1);
  if (colon <= 0 || !isTag(tag)) return { path: present(text, rest) };
  return { path: rest.slice(0, colon), select: tag };
}

// skopeo's `docker-archive:path:name:tag`: everything after the first colon of the path names the image.
function splitArchive(text: string, rest: string): { path: string; select?: string } {
  const colon = rest.indexOf(':');
  if (colon <= 0) return { path: present(text, rest) };
  return { path: rest.slice(0, colon), select: present(text, rest.slice(colon + 1)) };
}

function present(text: string, path: string): string {
  if (path !== '' && !path.includes('\0')) return path;
  throw new Fault<ImageFault>('invalid', 'SOURCE_SPEC_INVALID', `"${text}" names no path.`, {
    advice: 'Write for example oci:./layout, docker-archive:./image.tar or dir:/.',
  });
}
