import { Fault, isDigest } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import type { ImageFault } from '../fault.ts';

/** Where an image is: a registry, a repository in it, and the moving or the fixed name of one image. */
export interface ImageReference {
  /** Host with optional port, as the user means it: `docker.io`, `localhost:5000`, `[::1]:5000`. */
  readonly registry: string;
  /** Path below the registry, with Docker Hub's implied `library/` written out. */
  readonly repository: string;
  /** Absent only when a digest is there. */
  readonly tag?: string;
  readonly digest?: Digest;
}

// The grammar of distribution/reference and of the OCI distribution-spec ("Pulling manifests").
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const REPOSITORY = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const HOST = new RegExp(String.raw`^(?:${LABEL}(?:\.${LABEL})*|\[[0-9A-Fa-f:]+\])(?::[0-9]{1,5})?$`);
const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_NAMES = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);
const LONGEST_REFERENCE = 1024;
const LONGEST_REPOSITORY = 255;

/**
 * Reads an image reference such as `nginx`, `ghcr.io/a/b:1` or `host:5000/a@sha256:...`. What is not said is filled
 * in as every container tool does: registry `docker.io`, namespace `library`, tag `latest`.
 *
 * @throws Fault REFERENCE_INVALID
 */
export function parseReference(text: string): ImageReference {
  if (text.length > LONGEST_REFERENCE) throw invalid(`${text.slice(0, 64)}...`, 'it is longer than 1024 characters');
  const { name, tag, digest } = splitName(text);
  const { registry, path } = splitRegistry(name);
  const repository = registry === DOCKER_HUB && !path.includes('/') ? `library/${path}` : path;
  if (!HOST.test(registry) || !isPort(registry)) throw invalid(text, `"${registry}" is not a registry host`);
  if (repository.length > LONGEST_REPOSITORY) throw invalid(text, 'the repository is longer than 255 characters');
  if (!REPOSITORY.test(repository)) throw invalid(text, `"${repository}" is not a repository name`);
  if (digest !== undefined) return { registry, repository, ...(tag === undefined ? {} : { tag }), digest };
  return { registry, repository, tag: tag ?? 'latest' };
}

/** The reference in full, nothing implied: `docker.io/library/nginx:latest`. */
export function formatReference(reference: ImageReference): string {
  const tag = reference.tag === undefined ? '' : `:${reference.tag}`;
  const digest = reference.digest === undefined ? '' : `@${reference.digest}`;
  return `${reference.registry}/${reference.repository}${tag}${digest}`;
}

/** True when `text` may be a tag (OCI distribution-spec). */
export function isTag(text: string): boolean {
  return TAG.test(text);
}

function splitName(text: string): { name: string; tag: string | undefined; digest: Digest | undefined } {
  const at = text.indexOf('@');
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest)) throw invalid(text, `"${digest}" is not a sha256 or sha512 digest`);
  const named = at < 0 ? text : text.slice(0, at);
  const colon = named.lastIndexOf(':');
  if (colon < 0 || named.includes('/', colon)) return { name: named, tag: undefined, digest };
  const tag = named.slice(colon + 1);
  if (!TAG.test(tag)) throw invalid(text, `"${tag}" is not a tag`);
  return { name: named.slice(0, colon), tag, digest };
}

function splitRegistry(name: string): { registry: string; path: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = first === 'localhost' || /[.:]/.test(first) || first !== first.toLowerCase();
  if (!isHost) return { registry: DOCKER_HUB, path: name };
  const registry = first.toLowerCase();
  return { registry: DOCKER_HUB_NAMES.has(registry) ? DOCKER_HUB : registry, path: name.slice(slash + 1) };
}

function isPort(registry: string): boolean {
  const port = /:(\d+)$/.exec(registry.startsWith('[') ? registry.slice(registry.indexOf(']')) : registry)?.[1];
  return port === undefined || (Number(port) > 0 && Number(port) < 65_536);
}

function invalid(text: string, why: string): Fault<ImageFault> {
  return new Fault<ImageFault>('invalid', 'REFERENCE_INVALID', `"${text}" is not an image reference: ${why}.`, {
    advice: 'Write [registry[:port]/]repository[:tag][@sha256:...], in lower case before the tag.',
  });
}
