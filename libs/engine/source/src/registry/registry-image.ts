import { sha256 } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import {
  MANIFEST_MEDIA_TYPES,
  MAX_MANIFEST_BYTES,
  choosePlatform,
  describeLayers,
  formatReference,
  parseImageConfig,
  parseManifest,
} from '@bulkhead/core-image';
import type { ImageManifest, ImageReference } from '@bulkhead/core-image';
import { verifyBytes } from '../blob/verify.ts';
import { sourceFault } from '../fault.ts';
import { expectImage } from '../image/expect-image.ts';
import type { ImageSource, SourceLayer } from '../image/image-source.ts';
import type { OpenOptions } from '../image/open-options.ts';
import { readBlob } from './blob.ts';
import { readBody } from './exchange.ts';
import { RegistryClient } from './registry-client.ts';

const MAX_NESTING = 4;

/**
 * Opens an image in a registry: its manifest (of the chosen platform) and its configuration are fetched and proved.
 *
 * @throws Fault with the REGISTRY_ codes, SOURCE_NOT_FOUND, DIGEST_MISMATCH, SIZE_MISMATCH, and the codes of core-image
 */
export async function openRegistryImage(reference: ImageReference, options: OpenOptions): Promise<ImageSource> {
  const client = new RegistryClient(reference, options.registry ?? {});
  try {
    const { digest, manifest } = await followManifests(client, reference, options);
    expectImage(manifest);
    const config = parseImageConfig(await fetchConfig(client, manifest, options.signal));
    const layers = describeLayers(manifest.layers, config).map((layer): SourceLayer => ({
      ...layer,
      hasBlobDigest: true,
      open: (signal) => readBlob(client, layer, signal),
    }));
    return {
      kind: 'registry',
      names: [formatReference(reference)],
      digest,
      configDigest: manifest.config.digest,
      manifest,
      config,
      layers,
      [Symbol.asyncDispose]: async () => client[Symbol.dispose](),
    };
  } catch (error) {
    client[Symbol.dispose]();
    throw error;
  }
}

async function followManifests(
  client: RegistryClient,
  reference: ImageReference,
  options: OpenOptions,
): Promise<{ digest: Digest; manifest: ImageManifest }> {
  let at = await fetchManifest(client, reference.digest ?? reference.tag ?? 'latest', options.signal);
  for (let depth = 0; depth < MAX_NESTING; depth += 1) {
    const document = parseManifest(at.bytes);
    if (document.kind === 'manifest') return { digest: at.digest, manifest: document.manifest };
    const { digest } = choosePlatform(document.index.manifests, options.platform);
    at = await fetchManifest(client, digest, options.signal);
  }
  throw sourceFault('SOURCE_UNREADABLE', `Indexes lead to indexes more than ${MAX_NESTING} times.`);
}

async function fetchManifest(
  client: RegistryClient,
  tagOrDigest: string,
  signal: AbortSignal | undefined,
): Promise<{ digest: Digest; bytes: Buffer }> {
  const accept = MANIFEST_MEDIA_TYPES.join(', ');
  const response = await client.get(`manifests/${tagOrDigest}`, { accept }, signal);
  const bytes = await readBody(response, MAX_MANIFEST_BYTES);
  const isDigest = tagOrDigest.includes(':');
  const stated = isDigest ? tagOrDigest : response.headers['docker-content-digest'];
  const isStated = typeof stated === 'string' && /^sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(stated);
  const digest = isStated ? (stated as Digest) : sha256(bytes);
  verifyBytes(bytes, { what: 'manifest', digest });
  return { digest, bytes };
}

async function fetchConfig(
  client: RegistryClient,
  { config }: ImageManifest,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const response = await client.get(`blobs/${config.digest}`, {}, signal);
  const bytes = await readBody(response, MAX_MANIFEST_BYTES);
  verifyBytes(bytes, { what: 'configuration', digest: config.digest, size: config.size });
  return bytes;
}
