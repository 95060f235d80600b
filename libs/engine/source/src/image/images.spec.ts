import { randomBytes } from 'node:crypto';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sha256 } from '@bulkhead/core-base';
import { describe, expect, test } from '@jest/globals';
import { dockerArchiveOf, imageOf, ociLayoutOf, tarOf, tarOfFiles, testFolder, writeFiles } from '@bulkhead/testing';
import type { TestImage } from '@bulkhead/testing';
import { openImage, readLayer, withLimits } from '../index.ts';
import type { ImageSource, OpenOptions, SourceLimits } from '../index.ts';

const failing = (code: string) => expect.objectContaining({ name: 'Fault', code });
const LAYERS = [[{ path: 'a', content: 'one' }], [{ path: 'b', content: 'two'.repeat(1000) }]];

/** Opens an image and reads all its layers; returns the digests of their tars. */
async function readAll(spec: string, options: OpenOptions = {}): Promise<string[]> {
  await using image = await openImage(spec, options);
  return await readLayers(image, options.limits);
}

async function readLayers(image: ImageSource, limits?: Partial<SourceLimits>): Promise<string[]> {
  const digests: string[] = [];
  for (const layer of image.layers) {
    const pieces: Buffer[] = [];
    for await (const piece of readLayer(layer, { limits: withLimits(limits) })) pieces.push(piece);
    digests.push(sha256(Buffer.concat(pieces)));
  }
  return digests;
}

type Kept = (directory: string, images: readonly TestImage[]) => Promise<string>;

const KEPT: Readonly<Record<string, Kept>> = {
  'an OCI layout directory': async (directory, images) => {
    await writeFiles(directory, ociLayoutOf(images));
    return `oci:${directory}`;
  },
  'a tar of an OCI layout': async (directory, images) => {
    await writeFile(join(directory, 'image.tar'), tarOfFiles(ociLayoutOf(images)));
    return `oci:${directory}/image.tar`;
  },
  'a docker save archive': async (directory, images) => {
    await writeFile(join(directory, 'image.tar'), tarOfFiles(dockerArchiveOf(images)));
    return `docker-archive:${directory}/image.tar`;
  },
  'a compressed docker save archive': async (directory, images) => {
    await writeFile(join(directory, 'image.tar.gz'), gzipSync(tarOfFiles(dockerArchiveOf(images))));
    return `docker-archive:${directory}/image.tar.gz`;
  },
  'a docker save archive that is an OCI layout too': async (directory, images) => {
    const layout = ociLayoutOf(images);
    const manifest = images.map(({ name, configDigest, layerDigests }) => ({
      Config: `blobs/${configDigest.replace(':', '/')}`,
      RepoTags: [name],
      Layers: layerDigests.map((digest) => `blobs/${digest.replace(':', '/')}`),
    }));
    layout.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
    await writeFile(join(directory, 'image.tar'), tarOfFiles(layout));
    return `docker-archive:${directory}/image.tar`;
  },
};

describe.each(Object.keys(KEPT))('%s', (kind) => {
  const keep = KEPT[kind] as Kept;

  test.each(['gzip', 'zstd', 'none'] as const)(
    'gives back the layers of an image packed with %s',
    async (compression) => {
      await using folder = await testFolder();
      const image = imageOf({ layers: LAYERS, compression });
      const spec = await keep(folder.path, [image]);

      await using opened = await openImage(spec);

      expect(opened.names).toEqual(['test:latest']);
      expect(opened.configDigest).toBe(image.configDigest);
      expect(opened.layers.map(({ diffId }) => diffId)).toEqual(image.diffIds);
      expect(opened.layers.map(({ createdBy }) => createdBy)).toEqual(['step 0', 'step 1']);
      expect(await readLayers(opened)).toEqual(image.diffIds);
    },
  );

  test('of_several_images_asks_which_one_and_opens_the_one_that_is_named', async () => {
    await using folder = await testFolder();
    const images = [
      imageOf({ layers: LAYERS, name: 'app:one' }),
      imageOf({ layers: [LAYERS[0] ?? []], name: 'app:two' }),
    ];
    const spec = await keep(folder.path, images);
    const select = kind.includes('docker') ? 'app:two' : 'two';

    await expect(openImage(spec, { platform: { os: 'linux', architecture: 'riscv64' } })).rejects.toThrow(
      /several images|no image for/,
    );
    await expect(openImage(`${spec}:nothing`)).rejects.toThrow(failing('SOURCE_NOT_FOUND'));
    await using opened = await openImage(`${spec}:${select}`);
    expect(opened.layers.length).toBe(1);
  });
});

describe('an image that is not what it says', () => {
  test('is_refused_when_a_blob_has_another_digest', async () => {
    await using folder = await testFolder();
    const image = imageOf({ layers: LAYERS });
    const files = ociLayoutOf([image]);
    const path = `blobs/${(image.layerDigests[1] ?? '').replace(':', '/')}`;
    const forged = Buffer.from(files.get(path) ?? '');
    forged[10] = (forged[10] ?? 0) ^ 1;
    files.set(path, forged);
    await writeFiles(folder.path, files);
    await expect(readAll(`oci:${folder.path}`)).rejects.toThrow(/ARCHIVE|digest|damaged/);
  });

  test('is_refused_when_a_layer_is_longer_or_shorter_than_stated', async () => {
    await using folder = await testFolder();
    const image = imageOf({ layers: LAYERS, compression: 'none' });
    const files = ociLayoutOf([image]);
    const path = `blobs/${(image.layerDigests[0] ?? '').replace(':', '/')}`;
    await writeFiles(folder.path, files);
    await writeFile(join(folder.path, path), Buffer.concat([files.get(path) ?? Buffer.alloc(0), Buffer.alloc(512)]));
    await expect(readAll(`oci:${folder.path}`)).rejects.toThrow(failing('SIZE_MISMATCH'));
    await writeFile(join(folder.path, path), (files.get(path) ?? Buffer.alloc(0)).subarray(0, 700));
    await expect(readAll(`oci:${folder.path}`)).rejects.toThrow(failing('SIZE_MISMATCH'));
  });

  test('is_refused_when_a_layer_inflates_to_something_else_than_its_diff_id_says', async () => {
    await using folder = await testFolder();
    const image = imageOf({ layers: LAYERS });
    const other = imageOf({ layers: [LAYERS[1] ?? [], LAYERS[0] ?? []] });
    const files = dockerArchiveOf([image]);
    const layers = [...files].filter(([path]) => path.endsWith('layer.tar'));
    for (const [index, [path]] of layers.entries()) files.set(path, other.tars[index] ?? Buffer.alloc(0));
    await writeFile(join(folder.path, 'a.tar'), tarOfFiles(files));
    await expect(readAll(`docker-archive:${folder.path}/a.tar`)).rejects.toThrow(failing('DIGEST_MISMATCH'));
  });

  test('is_refused_when_its_configuration_was_changed', async () => {
    await using folder = await testFolder();
    const image = imageOf({ layers: LAYERS });
    const files = dockerArchiveOf([image]);
    const path = `${image.configDigest.slice(7)}.json`;
    files.set(path, Buffer.from(image.config.toString('utf8').replace('step 0', 'step 9')));
    await writeFile(join(folder.path, 'a.tar'), tarOfFiles(files));
    await expect(openImage(`docker-archive:${folder.path}/a.tar`)).rejects.toThrow(failing('DIGEST_MISMATCH'));
  });
});

describe('a hostile archive', () => {
  test('that_inflates_without_end_is_stopped_by_its_ratio_and_by_its_size', async () => {
    await using folder = await testFolder();
    const image = imageOf({ layers: [[{ path: 'zeros', content: Buffer.alloc(64 * 1024 * 1024) }]] });
    await writeFiles(folder.path, ociLayoutOf([image]));
    const spec = `oci:${folder.path}`;
    const MIB = 1024 * 1024;
    await expect(readAll(spec, { limits: { ratioFloorBytes: MIB, maxInflateRatio: 50 } })).rejects.toThrow(
      failing('ARCHIVE_BOMB'),
    );
    await expect(readAll(spec, { limits: { maxInflatedBytes: 8 * MIB } })).rejects.toThrow(failing('ARCHIVE_BOMB'));
    expect(await readAll(spec)).toEqual(image.diffIds);
  });

  test('that_is_cut_short_is_named_truncated', async () => {
    await using folder = await testFolder();
    const tar = tarOfFiles(dockerArchiveOf([imageOf({ layers: [[{ path: 'a', content: randomBytes(300_000) }]] })]));
    const path = join(folder.path, 'a.tar');
    await writeFile(path, tar.subarray(0, 100_000));
    await expect(readAll(`docker-archive:${path}`)).rejects.toThrow(failing('ARCHIVE_TRUNCATED'));
    await writeFile(path, gzipSync(tar).subarray(0, 100_000));
    await expect(readAll(`docker-archive:${path}`)).rejects.toThrow(failing('ARCHIVE_TRUNCATED'));
  });

  test('whose_compressed_data_is_damaged_is_named_corrupt', async () => {
    await using folder = await testFolder();
    const packed = gzipSync(tarOfFiles(dockerArchiveOf([imageOf({ layers: LAYERS })])));
    packed.fill(0xff, 40, 80);
    await writeFile(join(folder.path, 'a.tar.gz'), packed);
    await expect(readAll(`docker-archive:${folder.path}/a.tar.gz`)).rejects.toThrow(failing('ARCHIVE_CORRUPT'));
  });

  test('whose_links_lead_in_circles_or_outside_holds_no_layer', async () => {
    await using folder = await testFolder();
    const files = dockerArchiveOf([imageOf({ layers: [[{ path: 'a', content: 'x' }]] })]);
    const layer = [...files.keys()].find((path) => path.endsWith('layer.tar')) ?? '';
    files.delete(layer);
    for (const linkTarget of ['layer.tar', '/etc/passwd', '../../../../etc/passwd']) {
      const tar = tarOf([
        ...[...files].map(([path, content]) => ({ path, content })),
        { path: layer, typeflag: '2', linkTarget },
      ]);
      await writeFile(join(folder.path, 'a.tar'), tar);
      await expect(readAll(`docker-archive:${folder.path}/a.tar`)).rejects.toThrow(failing('SOURCE_UNREADABLE'));
    }
  });

  test('with_more_entries_than_allowed_is_refused', async () => {
    await using folder = await testFolder();
    await writeFile(join(folder.path, 'a.tar'), tarOf([{ path: 'a' }, { path: 'b' }]));
    const opening = openImage(`docker-archive:${folder.path}/a.tar`, { limits: { maxEntries: 1 } });
    await expect(opening).rejects.toThrow(failing('ARCHIVE_TOO_MANY_ENTRIES'));
  });

  test('leaves_nothing_on_the_disk', async () => {
    await using folder = await testFolder();
    await writeFile(join(folder.path, 'a.tar'), tarOf([{ path: '../escaped', content: 'x' }]));
    await expect(readAll(`docker-archive:${folder.path}/a.tar`)).rejects.toThrow(failing('ARCHIVE_PATH_ESCAPE'));
    expect(await readdir(folder.path)).toEqual(['a.tar']);
  });
});

describe('what is no image', () => {
  test.each([
    ['oci:/nowhere/at/all', 'SOURCE_NOT_FOUND'],
    ['docker-archive:/nowhere.tar', 'SOURCE_NOT_FOUND'],
    ['docker-archive:/', 'SOURCE_UNREADABLE'],
    ['sbom:x.json', 'SOURCE_UNSUPPORTED'],
    ['docker-archive:/dev/zero', 'SOURCE_UNREADABLE'],
  ])('%s is refused with %s', async (spec, code) => {
    await expect(openImage(spec)).rejects.toThrow(failing(code));
  });

  test('such_as_an_empty_folder_or_archive_is_refused', async () => {
    await using folder = await testFolder();
    await writeFile(join(folder.path, 'a.tar'), tarOf([]));
    await expect(openImage(`oci:${folder.path}`)).rejects.toThrow(failing('SOURCE_UNREADABLE'));
    await expect(openImage(`docker-archive:${folder.path}/a.tar`)).rejects.toThrow(failing('SOURCE_UNREADABLE'));
  });

  test('such_as_a_chart_in_an_OCI_layout_is_refused_by_its_type', async () => {
    await using folder = await testFolder();
    const image = imageOf({ layers: LAYERS });
    const manifest = JSON.parse(image.manifest.toString('utf8')) as { config: { mediaType: string } };
    manifest.config.mediaType = 'application/vnd.cncf.helm.config.v1+json';
    const bytes = Buffer.from(JSON.stringify(manifest));
    const descriptor = { ...image.descriptor, digest: sha256(bytes), size: bytes.length };
    const files = ociLayoutOf([image], { schemaVersion: 2, manifests: [descriptor] });
    files.set(`blobs/${sha256(bytes).replace(':', '/')}`, bytes);
    await writeFiles(folder.path, files);
    await expect(openImage(`oci:${folder.path}`)).rejects.toThrow(failing('SOURCE_UNSUPPORTED'));
  });

  test('such_as_a_layout_whose_blob_is_a_device_is_refused', async () => {
    await using folder = await testFolder();
    const image = imageOf({ layers: LAYERS });
    const files = ociLayoutOf([image]);
    const path = `blobs/${(image.layerDigests[0] ?? '').replace(':', '/')}`;
    files.delete(path);
    await writeFiles(folder.path, files);
    await mkdir(join(folder.path, 'blobs/sha256'), { recursive: true });
    await symlink('/dev/zero', join(folder.path, path));
    await expect(readAll(`oci:${folder.path}`)).rejects.toThrow(failing('SOURCE_NOT_FOUND'));
  });
});

describe('reading that nobody waits for any more', () => {
  test('ends_with_a_coded_fault', async () => {
    await using folder = await testFolder();
    const image = imageOf({ layers: [[{ path: 'a', content: randomBytes(3_000_000) }]] });
    await writeFile(join(folder.path, 'a.tar'), tarOfFiles(dockerArchiveOf([image])));
    await using opened = await openImage(`docker-archive:${folder.path}/a.tar`);
    const [layer] = opened.layers;
    const cancelling = new AbortController();
    const reading = async (): Promise<void> => {
      if (layer === undefined) return;
      for await (const _ of readLayer(layer, { limits: withLimits(undefined), signal: cancelling.signal }))
        cancelling.abort();
    };
    await expect(reading()).rejects.toThrow(failing('SOURCE_ABORTED'));
  });
});
