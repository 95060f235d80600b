import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { sha256 } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import { tarOf } from './tar.ts';
import type { TarMember } from './tar.ts';

const GZIP_LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** What an image for a test is made of. */
export interface ImageRecipe {
  /** Lowest first: the entries of each layer, or its tar. */
  readonly layers: readonly (readonly TarMember[] | Buffer)[];
  readonly compression?: 'gzip' | 'zstd' | 'none';
  /** `org.opencontainers.image.ref.name` and, in archives, the repo tag. */
  readonly name?: string;
  readonly platform?: { readonly os: string; readonly architecture: string };
  /** `config` member of the image configuration: User, Env, Cmd. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Build steps; one for each layer when not given. */
  readonly history?: readonly Readonly<Record<string, unknown>>[];
}

/** A whole image in memory: documents, digests and blobs by digest. */
export interface TestImage {
  readonly name: string;
  readonly digest: Digest;
  readonly manifest: Buffer;
  readonly configDigest: Digest;
  readonly config: Buffer;
  readonly diffIds: readonly Digest[];
  readonly layerDigests: readonly Digest[];
  readonly tars: readonly Buffer[];
  readonly blobs: ReadonlyMap<Digest, Buffer>;
  readonly descriptor: Readonly<Record<string, unknown>>;
}

/** Builds an image as a builder would, with digests that are right. */
export function imageOf(recipe: ImageRecipe): TestImage {
  const { compression = 'gzip', name = 'test:latest', platform = { os: 'linux', architecture: 'amd64' } } = recipe;
  const tars = recipe.layers.map((layer) => (Buffer.isBuffer(layer) ? layer : tarOf(layer)));
  const packed = tars.map((tar) => compress(tar, compression));
  const diffIds = tars.map((tar) => sha256(tar));
  const history = recipe.history ?? tars.map((_, index) => ({ created_by: `step ${index}` }));
  const config = json({
    ...platform,
    created: '2026-01-02T03:04:05Z',
    config: recipe.settings ?? {},
    rootfs: { type: 'layers', diff_ids: diffIds },
    history,
  });
  const layers = packed.map((blob) => ({ mediaType: GZIP_LAYER, digest: sha256(blob), size: blob.length }));
  const configuration = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: sha256(config),
    size: config.length,
  };
  const manifest = json({ schemaVersion: 2, mediaType: MANIFEST, config: configuration, layers });
  const digest = sha256(manifest);
  const blobs = new Map<Digest, Buffer>([
    [digest, manifest],
    [configuration.digest, config],
  ]);
  for (const blob of packed) blobs.set(sha256(blob), blob);
  return {
    name,
    digest,
    manifest,
    configDigest: configuration.digest,
    config,
    diffIds,
    layerDigests: layers.map((layer) => layer.digest),
    tars,
    blobs,
    descriptor: { mediaType: MANIFEST, digest, size: manifest.length, platform },
  };
}

/** The files of an OCI image layout of these images, by path. `index` replaces the index.json. */
export function ociLayoutOf(
  images: readonly TestImage[],
  index?: Readonly<Record<string, unknown>>,
): Map<string, Buffer> {
  const files = new Map<string, Buffer>([['oci-layout', json({ imageLayoutVersion: '1.0.0' })]]);
  const manifests = images.map(({ descriptor, name }) => ({
    ...descriptor,
    annotations: { 'org.opencontainers.image.ref.name': name },
  }));
  files.set('index.json', json(index ?? { schemaVersion: 2, manifests }));
  for (const { blobs } of images)
    for (const [digest, blob] of blobs) files.set(`blobs/${digest.replace(':', '/')}`, blob);
  return files;
}

/** The files of a `docker save` archive of the older form, by path: layers lie there uncompressed. */
export function dockerArchiveOf(images: readonly TestImage[]): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const manifest = images.map(({ name, configDigest, config, tars }) => {
    const configPath = `${configDigest.slice('sha256:'.length)}.json`;
    files.set(configPath, config);
    const layers = tars.map((tar, index) => {
      const path = `${sha256(`${name}/${index}`).slice('sha256:'.length)}/layer.tar`;
      files.set(path, tar);
      return path;
    });
    return { Config: configPath, RepoTags: [name], Layers: layers };
  });
  files.set('manifest.json', json(manifest));
  return files;
}

/** Writes files by relative path below a directory. */
export async function writeFiles(directory: string, files: ReadonlyMap<string, string | Uint8Array>): Promise<void> {
  for (const [path, content] of files) {
    const absolute = join(directory, path);
    await mkdir(dirname(absolute), { recursive: true });
    await writeFile(absolute, content);
  }
}

/** A tar of files by path. */
export function tarOfFiles(files: ReadonlyMap<string, Uint8Array>): Buffer {
  return tarOf([...files].map(([path, content]) => ({ path, content })));
}

function compress(tar: Buffer, compression: 'gzip' | 'zstd' | 'none'): Buffer {
  if (compression === 'gzip') return gzipSync(tar, { level: 1 });
  return compression === 'zstd' ? zstdCompressSync(tar) : tar;
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
