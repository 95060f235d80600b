import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sha256 } from '@bulkhead/core-base';
import { openImage } from '@bulkhead/engine-source';
import { describe, expect, test } from '@jest/globals';
import { imageOf, ociLayoutOf, startRegistry, tarOf, testFolder, writeFiles } from '@bulkhead/testing';
import type { ImageRecipe, TarMember } from '@bulkhead/testing';
import { SCAN_REPORT_SCHEMA, scanImage } from './index.ts';
import type { LayerAnalysis, LayerCache, ScanOptions, ScanProgress, ScanReport } from './index.ts';

const failing = (code: string) => expect.objectContaining({ name: 'Fault', code });
const STATUS = 'var/lib/dpkg/status';
const OS_RELEASE: TarMember = {
  path: 'usr/lib/os-release',
  content: 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian 12"\n',
};

function status(...packages: readonly (readonly [string, string])[]): TarMember {
  const content = packages
    .map(
      ([name, version]) => `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: ${version}\n`,
    )
    .join('\n');
  return { path: STATUS, content };
}

function npm(directory: string, name: string, version: string): TarMember {
  return { path: `${directory}/package.json`, content: JSON.stringify({ name, version }) };
}

async function scan(recipe: ImageRecipe, options?: ScanOptions): Promise<ScanReport> {
  await using folder = await testFolder();
  await writeFiles(folder.path, ociLayoutOf([imageOf(recipe)]));
  await using image = await openImage(`oci:${folder.path}`);
  return await scanImage(image, options);
}

/** `name@version` of every component with the indices of the layers it was found in. */
function byLayer(report: ScanReport): string[] {
  const index = new Map(report.layers.map((layer) => [layer.diffId, layer.index]));
  return report.components.map(({ name, version, locations }) => {
    const layers = locations.map(({ diffId }) => (diffId === null ? '?' : index.get(diffId)));
    return `${name}@${version} ${layers.join(',')}`;
  });
}

const codes = (report: ScanReport): string[] => report.problems.map(({ code }) => code);

describe('the inventory of an image', () => {
  test('says_of_each_package_which_layer_brought_it', async () => {
    const report = await scan({
      layers: [
        [OS_RELEASE, status(['bash', '5.2-1'], ['openssl', '3.0.11-1'])],
        [status(['bash', '5.2-1'], ['openssl', '3.0.13-1'], ['curl', '7.88-1'])],
        [status(['bash', '5.2-1'], ['openssl', '3.0.13-1'], ['curl', '7.88-1'], ['nginx', '1.22-9'])],
      ],
    });
    expect(byLayer(report)).toEqual(['bash@5.2-1 0', 'curl@7.88-1 1', 'nginx@1.22-9 2', 'openssl@3.0.13-1 1']);
    expect(report.distribution).toMatchObject({ id: 'debian', versionId: '12', ecosystem: 'Debian:12' });
    expect(report.components[0]).toMatchObject({
      purl: 'pkg:deb/debian/bash@5.2-1?arch=amd64&distro=debian-12',
      source: { name: 'bash' },
    });
    expect(report.problems).toEqual([]);
  });

  test('does_not_list_what_an_overwritten_database_held', async () => {
    const report = await scan({ layers: [[OS_RELEASE, status(['old', '1'])], [status(['new', '1'])]] });
    expect(byLayer(report)).toEqual(['new@1 1']);
  });

  test('attributes_a_version_that_comes_back_to_the_layer_that_brings_it_back', async () => {
    const report = await scan({
      layers: [[OS_RELEASE, status(['a', '1'])], [status(['a', '2'])], [status(['a', '1'])]],
    });
    expect(byLayer(report)).toEqual(['a@1 2']);
  });

  test('loses_what_whiteouts_and_opaque_directories_hide', async () => {
    const report = await scan({
      layers: [
        [
          npm('app/node_modules/a', 'a', '1.0.0'),
          npm('app/node_modules/b', 'b', '1.0.0'),
          npm('opt/node_modules/c', 'c', '1.0.0'),
          npm('srv/node_modules/d', 'd', '1.0.0'),
        ],
        [
          { path: 'app/node_modules/.wh.a' },
          { path: 'opt/node_modules/e/package.json', content: '{"name":"e","version":"1.0.0"}' },
          { path: 'opt/.wh..wh..opq' },
          { path: 'srv', typeflag: '2', linkTarget: 'elsewhere' },
        ],
      ],
    });
    expect(byLayer(report)).toEqual(['b@1.0.0 0', 'e@1.0.0 1']);
  });

  test('keeps_packages_of_a_file_that_a_higher_layer_only_touches_in_the_layer_that_brought_them', async () => {
    const wheel: TarMember = {
      path: 'usr/lib/python3/site-packages/six-1.16.0.dist-info/METADATA',
      content: 'Name: six\nVersion: 1.16.0\nLicense: MIT\n\n',
    };
    const report = await scan({ layers: [[wheel], [{ ...wheel, mode: 0o600 }]] });
    expect(byLayer(report)).toEqual(['six@1.16.0 0']);
    expect(report.components[0]).toMatchObject({ licences: ['MIT'], ecosystem: 'PyPI', evidence: 'installed' });
  });

  test('reads_a_hard_link_to_a_file_without_a_name_of_interest', async () => {
    const report = await scan({
      layers: [
        [
          { path: 'store/ab/cdef', content: '{"name":"linked","version":"2.0.0"}' },
          { path: 'app/node_modules/linked/package.json', typeflag: '1', linkTarget: 'store/ab/cdef' },
          npm('app/node_modules/first', 'first', '1.0.0'),
          {
            path: 'lib/node_modules/first/package.json',
            typeflag: '1',
            linkTarget: 'app/node_modules/first/package.json',
          },
        ],
      ],
    });
    expect(report.components.map(({ name, locations }) => [name, locations.map(({ path }) => path)])).toEqual([
      ['first', ['app/node_modules/first/package.json', 'lib/node_modules/first/package.json']],
      ['linked', ['app/node_modules/linked/package.json']],
    ]);
    expect(report.problems).toEqual([]);
  });

  test('has_a_lockfile_that_agrees_with_what_is_installed_as_a_second_place', async () => {
    const lock = {
      path: 'app/package-lock.json',
      content: JSON.stringify({
        lockfileVersion: 3,
        packages: { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0', dev: true } },
      }),
    };
    const report = await scan({ layers: [[lock, npm('app/node_modules/a', 'a', '1.0.0')]] });
    expect(report.components.map(({ name, evidence, groups }) => [name, evidence, groups])).toEqual([
      ['a', 'installed', []],
      ['b', 'lockfile', ['dev']],
    ]);
  });
});

describe('a report', () => {
  test('is_the_same_for_the_same_image_and_survives_JSON_and_its_schema', async () => {
    const times = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:05Z')];
    const recipe: ImageRecipe = {
      layers: [[OS_RELEASE, status(['a', '1'])]],
      settings: { User: '1000', Env: ['TOKEN=xyzzy', 'PATH=/bin'], Labels: { a: 'b' } },
    };
    const [one, other] = await Promise.all(
      [0, 1].map(() => {
        let at = 0;
        return scan(recipe, { clock: { now: () => times[at++] ?? new Date(0) } });
      }),
    );
    expect(one).toEqual(other);
    expect(SCAN_REPORT_SCHEMA.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
    expect(one).toMatchObject({
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:00:05.000Z',
      subject: {
        kind: 'image',
        names: ['test:latest'],
        settings: { user: '1000', variables: ['PATH', 'TOKEN'], labels: { a: 'b' } },
      },
    });
    expect(JSON.stringify(one)).not.toContain('xyzzy');
  });

  test('describes_layers_by_what_was_read', async () => {
    const recipe: ImageRecipe = { layers: [[OS_RELEASE], []] };
    const image = imageOf(recipe);
    const report = await scan(recipe);
    expect(report.layers).toMatchObject([
      {
        index: 0,
        diffId: image.diffIds[0],
        digest: image.layerDigests[0],
        createdBy: 'step 0',
        entries: 1,
        uncompressedSize: 2048,
      },
      { index: 1, entries: 0, uncompressedSize: 1024 },
    ]);
  });

  test('says_what_was_looked_for_and_what_was_not', async () => {
    const report = await scan({
      layers: [
        [
          OS_RELEASE,
          status(['a', '1']),
          { path: 'var/lib/rpm/rpmdb.sqlite', content: 'SQLite' },
          { path: 'node_modules/x/package.json', content: '{' },
        ],
      ],
    });
    const states = Object.fromEntries(report.coverage.lookedFor.map(({ reader, state }) => [reader, state]));
    expect(states).toMatchObject({ dpkg: 'READ', apk: 'ABSENT', rpm: 'NOT_READ', 'npm-installed': 'PARTIAL' });
    expect(report.coverage.notLookedFor).toContain('secrets');
    expect(codes(report).sort()).toEqual(['DATABASE_NOT_READ', 'DOCUMENT_UNREADABLE']);
  });

  test('names_the_distribution_unknown_rather_than_guessing', async () => {
    const report = await scan({ layers: [[status(['a', '1'])]] });
    expect(report.distribution).toBeNull();
    expect(codes(report)).toEqual(['DISTRIBUTION_UNKNOWN']);
    expect(report.components[0]?.ecosystem).toBe('deb');
  });

  test('names_links_out_of_the_root_sparse_files_and_links_to_nowhere_and_goes_on', async () => {
    const report = await scan({
      layers: [
        [
          OS_RELEASE,
          { path: 'dir1/attack', typeflag: '2', linkTarget: '../../etc/shadow' },
          { path: 'app/node_modules/a/package.json', typeflag: '1', linkTarget: 'nowhere' },
          { path: 'app/node_modules/b/package.json', content: 'x', pax: { 'GNU.sparse.major': '1' } },
          status(['a', '1']),
        ],
      ],
    });
    expect(byLayer(report)).toEqual(['a@1 0']);
    expect(codes(report).sort()).toEqual(['FILE_UNREADABLE', 'HARD_LINK_UNRESOLVED', 'LINK_LEAVES_ROOT']);
  });

  test('of_an_image_without_layers_is_empty_and_says_so', async () => {
    const report = await scan({ layers: [] });
    expect(report).toMatchObject({ components: [], layers: [], distribution: null, problems: [], bytesRead: 0 });
  });
});

class MemoryCache implements LayerCache {
  readonly kept = new Map<string, unknown>();

  async get(key: string): Promise<unknown> {
    return this.kept.get(key);
  }

  async put(key: string, analysis: LayerAnalysis): Promise<void> {
    this.kept.set(key, JSON.parse(JSON.stringify(analysis)));
  }
}

describe('a layer seen before', () => {
  const base: readonly TarMember[] = [OS_RELEASE, status(['a', '1'])];

  test('is_not_read_again_in_whatever_image_it_is', async () => {
    const cache = new MemoryCache();
    const image = imageOf({ layers: [base, [npm('node_modules/x', 'x', '1.0.0')]], name: 'app:1' });
    await using registry = await startRegistry('app', [imageOf({ layers: [base], name: 'app:base' }), image]);
    const read = async (tag: string): Promise<ScanReport> => {
      await using opened = await openImage(`${registry.host}/app:${tag}`);
      return await scanImage(opened, { cache });
    };

    const first = await read('base');
    const second = await read('1');
    const asked = registry.requests.length;
    const third = await read('1');

    expect(first.bytesRead).toBeGreaterThan(0);
    expect(second.bytesRead).toBe(image.blobs.get(image.layerDigests[1] ?? image.digest)?.length);
    expect(third).toMatchObject({ bytesRead: 0, components: second.components, layers: second.layers });
    expect(registry.requests.slice(asked).map(({ path }) => path)).toEqual([
      '/v2/',
      `/v2/app/manifests/1`,
      `/v2/app/blobs/${image.configDigest}`,
    ]);
  });

  test('is_read_again_when_what_was_kept_is_damaged_or_of_another_layer', async () => {
    const cache = new MemoryCache();
    const recipe: ImageRecipe = { layers: [base] };
    const right = await scan(recipe, { cache });
    const [key = ''] = cache.kept.keys();
    const kept = cache.kept.get(key) as object;
    for (const damaged of [null, 'x', {}, { ...kept, diffId: sha256('other') }, { ...kept, analyser: 'older' }]) {
      cache.kept.set(key, damaged);
      const report = await scan(recipe, { cache });
      expect(report.components).toEqual(right.components);
      expect(report.bytesRead).toBe(right.bytesRead);
    }
  });
});

describe('a scan', () => {
  test('tells_how_far_it_is', async () => {
    const told: ScanProgress[] = [];
    const report = await scan(
      { layers: [[OS_RELEASE], [status(['a', '1'])]] },
      { onProgress: (progress) => told.push(progress) },
    );
    const total = report.layers.reduce((sum, { size }) => sum + size, 0);
    expect(told.at(0)).toMatchObject({ done: 0, total, unit: 'bytes', layer: { index: 0, of: 2, isCached: false } });
    // Two layers are read at a time: which of them is the last to speak is not told.
    expect(told.at(-1)).toMatchObject({ done: total, layer: { of: 2 } });
    expect(told.every(({ done }, index) => index === 0 || done >= (told[index - 1]?.done ?? 0))).toBe(true);
  });

  test('that_is_cancelled_ends_with_a_coded_fault', async () => {
    const cancelling = new AbortController();
    const scanning = scan(
      { layers: [[OS_RELEASE], [OS_RELEASE]] },
      { signal: cancelling.signal, onProgress: () => cancelling.abort() },
    );
    await expect(scanning).rejects.toThrow(failing('SOURCE_ABORTED'));
  });

  test.each([
    ['climbs out of the root', [{ path: '../../etc/cron.d/x', content: 'x' }], 'ARCHIVE_PATH_ESCAPE'],
    [
      'links hard to the outside',
      [{ path: 'a', typeflag: '1', linkTarget: '../../../etc/shadow' }],
      'ARCHIVE_PATH_ESCAPE',
    ],
    ['is cut short', tarOf([{ path: 'a', content: 'x'.repeat(5000) }]).subarray(0, 3000), 'ARCHIVE_TRUNCATED'],
    ['is no tar', Buffer.alloc(4096, 7), 'ARCHIVE_CORRUPT'],
    ['states an absurd size', [{ path: 'a', statedSize: 2 ** 50 }], 'ARCHIVE_TRUNCATED'],
  ] as const)('of a layer that %s ends with a coded fault and writes nothing', async (_, layer, code) => {
    const temporary = await mkdtemp(join(tmpdir(), 'bulkhead-test-'));
    await expect(scan({ layers: [layer] })).rejects.toThrow(failing(code));
    expect(await readdir(temporary)).toEqual([]);
    await rm(temporary, { recursive: true });
  });

  test('of_a_million_entries_and_one_is_refused_in_bounded_memory', async () => {
    await using folder = await testFolder();
    const thousand = gzipSync(
      tarOf(
        Array.from({ length: 1000 }, (_, index) => ({ path: `f${index}` })),
        { isOpen: true },
      ),
    );
    // gzip members in a row are one stream.
    const blob = Buffer.concat([...Array.from({ length: 1000 }, () => thousand), gzipSync(tarOf([{ path: 'last' }]))]);
    const image = imageOf({ layers: [[]] });
    const files = ociLayoutOf([image]);
    const manifest = JSON.parse(image.manifest.toString('utf8')) as { layers: object[] };
    manifest.layers = [
      { mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', digest: sha256(blob), size: blob.length },
    ];
    const bytes = Buffer.from(JSON.stringify(manifest));
    files.set(`blobs/${sha256(blob).replace(':', '/')}`, blob);
    files.set(`blobs/${sha256(bytes).replace(':', '/')}`, bytes);
    files.set(
      'index.json',
      Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          manifests: [{ ...image.descriptor, digest: sha256(bytes), size: bytes.length }],
        }),
      ),
    );
    await writeFiles(folder.path, files);
    await using opened = await openImage(`oci:${folder.path}`);
    await expect(scanImage(opened)).rejects.toThrow(failing('ARCHIVE_TOO_MANY_ENTRIES'));
  });

  test('reads_a_file_of_zeros_of_any_size_without_keeping_it', async () => {
    await using folder = await testFolder();
    const image = imageOf({
      layers: [[{ path: 'zeros', content: Buffer.alloc(100 * 1024 * 1024) }, OS_RELEASE, status(['a', '1'])]],
    });
    await writeFiles(folder.path, ociLayoutOf([image]));
    await writeFile(join(folder.path, 'unrelated'), '');
    await using opened = await openImage(`oci:${folder.path}`);
    expect(byLayer(await scanImage(opened))).toEqual(['a@1 0']);
  });
});
