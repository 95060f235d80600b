import { isDigest } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import {
  MAX_MANIFEST_BYTES,
  choosePlatform,
  describeLayers,
  parseImageConfig,
  parseManifest,
} from '@bulkhead/core-image';
import type { Descriptor, ImageManifest } from '@bulkhead/core-image';
import { verifyBytes } from '../blob/verify.ts';
import { sourceFault } from '../fault.ts';
import type { FileSet } from '../file-set/file-set.ts';
import { expectImage } from '../image/expect-image.ts';
import type { ImageSource, SourceLayer } from '../image/image-source.ts';
import type { OpenOptions } from '../image/open-options.ts';

const REF_NAME = 'org.opencontainers.image.ref.name';
const CONTAINERD_NAME = 'io.containerd.image.name';
const MAX_NESTING = 4;

/**
 * Opens one image of an OCI image layout (image-spec, "Image Layout").
 * `select` is a tag or a digest; without it the layout must hold one image for the platform.
 *
 * @throws Fault SOURCE_UNREADABLE, SOURCE_NOT_FOUND, SOURCE_AMBIGUOUS, DIGEST_MISMATCH, SIZE_MISMATCH, and the codes of
 * core-image
 */
export async function openOciLayout(files: FileSet, options: OpenOptions, select?: string): Promise<ImageSource> {
  await expectLayout(files);
  const entries = await readIndex(files);
  const chosen = choose(entries, options, select);
  const { digest, manifest } = await followIndexes(files, chosen, options);
  expectImage(manifest);
  const config = parseImageConfig(await readBlob(files, manifest.config, 'configuration'));
  const layers = describeLayers(manifest.layers, config).map((layer): SourceLayer => ({
    ...layer,
    hasBlobDigest: true,
    open: (signal) => files.open(blobPath(layer.digest), signal),
  }));
  return {
    kind: 'oci',
    names: namesOf(entries, chosen),
    digest,
    configDigest: manifest.config.digest,
    manifest,
    config,
    layers,
    [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
  };
}

/** Whether these files are an OCI image layout. */
export async function isOciLayout(files: FileSet): Promise<boolean> {
  return (await files.size('oci-layout')) !== undefined && (await files.size('index.json')) !== undefined;
}

/** The manifests an OCI image layout lists. */
export async function readIndex(files: FileSet): Promise<readonly Descriptor[]> {
  const bytes = await files.read('index.json', MAX_MANIFEST_BYTES);
  if (bytes === undefined) throw sourceFault('SOURCE_UNREADABLE', 'The layout has no index.json.');
  const document = parseManifest(bytes);
  if (document.kind !== 'index') throw sourceFault('SOURCE_UNREADABLE', 'The index.json of the layout is no index.');
  return document.index.manifests;
}

async function expectLayout(files: FileSet): Promise<void> {
  const marker = await files.read('oci-layout', 4096);
  const version = /"imageLayoutVersion"\s*:\s*"([^"]*)"/.exec(marker?.toString('utf8') ?? '')?.[1];
  if (version?.startsWith('1.') === true) return;
  throw sourceFault(
    'SOURCE_UNREADABLE',
    'This is not an OCI image layout: its oci-layout file is missing or of another version.',
  );
}

function choose(entries: readonly Descriptor[], options: OpenOptions, select: string | undefined): Descriptor {
  const fitting = select === undefined ? entries : entries.filter((entry) => isSelected(entry, select));
  const [first] = fitting;
  if (first === undefined) {
    const available = entries.slice(0, 64).map((entry) => entry.annotations[REF_NAME] ?? entry.digest);
    const message = select === undefined ? 'The layout holds no image.' : `The layout holds no image "${select}".`;
    throw sourceFault('SOURCE_NOT_FOUND', message, { details: { available } });
  }
  // A layout may list one manifest more than once, under several names.
  if (fitting.every((entry) => entry.digest === first.digest)) return first;
  if (fitting.every((entry) => entry.platform !== undefined)) return choosePlatform(fitting, options.platform);
  const available = fitting.slice(0, 64).map((entry) => entry.annotations[REF_NAME] ?? entry.digest);
  throw sourceFault('SOURCE_AMBIGUOUS', 'The layout holds several images.', {
    details: { available },
    advice: 'Say which one with oci:<path>:<tag> or oci:<path>@<digest>.',
  });
}

function isSelected(entry: Descriptor, select: string): boolean {
  if (isDigest(select)) return entry.digest === select;
  const name = entry.annotations[REF_NAME] ?? '';
  return name === select || name.endsWith(`:${select}`);
}

async function followIndexes(
  files: FileSet,
  start: Descriptor,
  options: OpenOptions,
): Promise<{ digest: Digest; manifest: ImageManifest }> {
  let at = start;
  for (let depth = 0; depth < MAX_NESTING; depth += 1) {
    const document = parseManifest(await readBlob(files, at, 'manifest'));
    if (document.kind === 'manifest') return { digest: at.digest, manifest: document.manifest };
    at = choosePlatform(document.index.manifests, options.platform);
  }
  throw sourceFault('SOURCE_UNREADABLE', `Indexes lead to indexes more than ${MAX_NESTING} times.`);
}

async function readBlob(files: FileSet, { digest, size }: Descriptor, what: string): Promise<Buffer> {
  const bytes = await files.read(blobPath(digest), MAX_MANIFEST_BYTES);
  if (bytes === undefined) throw sourceFault('SOURCE_NOT_FOUND', `The layout lacks the ${what} ${digest}.`);
  verifyBytes(bytes, { what, digest, size });
  return bytes;
}

function blobPath(digest: Digest): string {
  return `blobs/${digest.replace(':', '/')}`;
}

function namesOf(entries: readonly Descriptor[], chosen: Descriptor): string[] {
  const names = new Set<string>();
  for (const entry of entries) {
    if (entry.digest !== chosen.digest) continue;
    const name = entry.annotations[CONTAINERD_NAME] ?? entry.annotations[REF_NAME];
    if (name !== undefined) names.add(name);
  }
  return [...names].sort();
}
