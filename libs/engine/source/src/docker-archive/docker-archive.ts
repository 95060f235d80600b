import { sha256 } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import { MAX_MANIFEST_BYTES, describeLayers, parseImageConfig, parseManifest } from '@bulkhead/core-image';
import type { Descriptor, ImageConfig, ImageManifest } from '@bulkhead/core-image';
import { verifyBytes } from '../blob/verify.ts';
import { sourceFault } from '../fault.ts';
import type { FileSet } from '../file-set/file-set.ts';
import type { ImageSource, SourceLayer } from '../image/image-source.ts';
import { isOciLayout, readIndex } from '../oci-layout/oci-layout.ts';
import { chooseImage, readSaveManifest } from './save-manifest.ts';
import type { SavedImage } from './save-manifest.ts';

/**
 * Opens one image of a `docker save` archive, of the older form (a folder per layer) or the newer one (blobs in an OCI
 * layout beside the manifest.json). `select` is one of its repo tags; without it the archive must hold one image.
 *
 * @throws Fault SOURCE_UNREADABLE, SOURCE_NOT_FOUND, SOURCE_AMBIGUOUS, DIGEST_MISMATCH, and the codes of core-image
 */
export async function openDockerArchive(files: FileSet, select?: string): Promise<ImageSource> {
  const saved = chooseImage(await readSaveManifest(files), select);
  const bytes = await files.read(saved.config, MAX_MANIFEST_BYTES);
  if (bytes === undefined)
    throw sourceFault('SOURCE_UNREADABLE', `The archive lacks the configuration ${saved.config}.`);
  const named = digestInName(saved.config);
  if (named !== undefined) verifyBytes(bytes, { what: 'configuration', digest: named });
  const configDigest = sha256(bytes);
  const config = parseImageConfig(bytes);
  const inLayout = await findInLayout(files, configDigest);
  const manifest =
    inLayout?.manifest ?? (await composeManifest(files, saved, { configDigest, size: bytes.length, config }));
  return {
    kind: 'docker-archive',
    names: [...saved.names].sort(),
    digest: inLayout?.digest ?? configDigest,
    configDigest,
    manifest,
    config,
    layers: describeSavedLayers(files, saved, { manifest, config }),
    [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
  };
}

function describeSavedLayers(
  files: FileSet,
  saved: SavedImage,
  { manifest, config }: { manifest: ImageManifest; config: ImageConfig },
): SourceLayer[] {
  return describeLayers(manifest.layers, config).map((layer): SourceLayer => {
    const path = saved.layers[layer.index] ?? '';
    // Docker 25 and later name layers by the digest of what is stored; older ones by an id that says nothing.
    return {
      ...layer,
      hasBlobDigest: digestInName(path) === layer.digest,
      open: (signal) => files.open(path, signal),
    };
  });
}

/** The manifest of this configuration, when the archive is an OCI layout too. Docker writes an index around it at times. */
async function findInLayout(
  files: FileSet,
  configDigest: Digest,
): Promise<{ digest: Digest; manifest: ImageManifest } | undefined> {
  if (!(await isOciLayout(files))) return undefined;
  const waiting = [...(await readIndex(files))];
  for (let looked = 0; looked < MAX_MANIFESTS; looked += 1) {
    const next = waiting.shift();
    if (next === undefined) return undefined;
    const bytes = await files.read(`blobs/${next.digest.replace(':', '/')}`, MAX_MANIFEST_BYTES);
    if (bytes === undefined) continue;
    verifyBytes(bytes, { what: 'manifest', digest: next.digest, size: next.size });
    const document = parseManifest(bytes);
    if (document.kind === 'index') waiting.push(...document.index.manifests);
    else if (document.manifest.config.digest === configDigest)
      return { digest: next.digest, manifest: document.manifest };
  }
  return undefined;
}

const MAX_MANIFESTS = 256;

interface Documents {
  readonly configDigest: Digest;
  readonly size: number;
  readonly config: ImageConfig;
}

async function composeManifest(files: FileSet, saved: SavedImage, documents: Documents): Promise<ImageManifest> {
  const layers: Descriptor[] = [];
  for (const [index, path] of saved.layers.entries()) {
    const size = await files.size(path);
    if (size === undefined) throw sourceFault('SOURCE_UNREADABLE', `The archive lacks the layer ${path}.`);
    const digest = digestInName(path) ?? documents.config.rootfs.diff_ids[index];
    // describeLayers says what is wrong when the lists differ in length.
    if (digest !== undefined) layers.push(descriptor('application/vnd.docker.image.rootfs.diff.tar', digest, size));
  }
  return {
    schemaVersion: 2,
    config: descriptor('application/vnd.docker.container.image.v1+json', documents.configDigest, documents.size),
    layers,
    subject: undefined,
    annotations: {},
  };
}

function descriptor(mediaType: string, digest: Digest, size: number): Descriptor {
  return { mediaType, digest, size, platform: undefined, annotations: {} };
}

/** `<64 hex>.json` or `blobs/sha256/<64 hex>`: the name says what the content hashes to. */
function digestInName(path: string): Digest | undefined {
  const hex = /^(?:blobs\/sha256\/)?([0-9a-f]{64})(?:\.json|\.tar)?$/.exec(path)?.[1];
  return hex === undefined ? undefined : `sha256:${hex}`;
}
