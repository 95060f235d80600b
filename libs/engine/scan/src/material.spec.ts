// Images of public projects. Registered only where the material is.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openImage } from '@bulkhead/engine-source';
import { describe, expect, test } from '@jest/globals';
import { imageOf, ociLayoutOf, testFolder, testMaterial, writeFiles } from '@bulkhead/testing';
import { scanImage } from './index.ts';
import type { LayerAnalysis, ScanReport } from './index.ts';

const folder = testMaterial('inventory');

if (folder !== undefined) {
  const images = join(folder, 'images');
  describe('images of public projects', () => {
    register(images);
  });
}

function register(images: string): void {
  test('alpine_3_11_has_the_packages_its_database_lists', async () => {
    const report = await scan(`docker-archive:${images}/alpine-311.tar.gz`);
    const rows = readFileSync(join(images, 'alpine-311.packages.tsv'), 'utf8').split('\n');
    const expected = rows.filter((row) => row !== '' && !row.startsWith('#'));
    const found = report.components.map(({ name, version, arch, source, licences }) =>
      [name, version, arch, source?.name, licences[0]].join('\t'),
    );
    expect(found.sort()).toEqual(expected.sort());
    expect(report.distribution?.ecosystem).toBe('Alpine:v3.11');
  });
  for (const file of readdirSync(join(images, 'scalibr')).sort()) {
    test(`scalibr_${file}_is_read_and_its_digests_are_right`, async () => {
      const report = await scan(`docker-archive:${images}/scalibr/${file}`);
      expect(report.layers.length).toBeGreaterThan(0);
      expect(report.problems).toEqual([]);
    });
  }
  test('links_that_point_outside_are_named_and_not_followed', async () => {
    const report = await scan(`docker-archive:${images}/scalibr-unpack/symlinks.tar`);
    expect(report.problems.map(({ code }) => code)).toContain('LINK_LEAVES_ROOT');
  });
  test('a_file_nobody_may_read_is_read_from_the_archive_all_the_same', async () => {
    expect((await scan(`docker-archive:${images}/scalibr-unpack/permissions.tar`)).problems).toEqual([]);
  });
  test('a_layer_that_is_one_whiteout_takes_the_file_away', async () => {
    const whiteout = readFileSync(join(images, 'claircore-whiteout/whiteout.layer.tar'));
    await using made = await testFolder();
    const base = [
      { path: 'etc/os-release', content: 'ID=x\n' },
      { path: 'etc/profile', content: 'x' },
    ];
    await writeFiles(made.path, ociLayoutOf([imageOf({ layers: [base, whiteout] })]));
    await using image = await openImage(`oci:${made.path}`);
    const removed: string[][] = [];
    const put = async (_: string, analysis: LayerAnalysis): Promise<void> => void removed.push(analysis.removed);
    const report = await scanImage(image, { cache: { get: async () => undefined, put } });
    // Two layers are read at a time: either may be done first.
    expect(removed.sort((a, b) => a.length - b.length)).toEqual([[], ['etc/profile']]);
    expect(report.distribution?.id).toBe('x');
  });
  test('layouts_of_trivy_and_stereoscope_are_read', async () => {
    expect((await scan(`oci:${images}/trivy-oci/test.oci`)).layers.length).toBeGreaterThan(0);
    const { subject } = await scan(`oci:${images}/stereoscope-oci/valid_oci_dir`);
    expect(subject).toMatchObject({ kind: 'image', names: ['1.0', 'latest'] });
  });
  test('a_layout_without_manifests_is_refused', async () => {
    const opening = openImage(`oci:${images}/stereoscope-oci/no_manifests`);
    await expect(opening).rejects.toThrow(expect.objectContaining({ code: 'SOURCE_UNREADABLE' }));
  });
}

async function scan(spec: string): Promise<ScanReport> {
  process.stdout.write(`image material: ${spec}\n`);
  await using image = await openImage(spec);
  return await scanImage(image);
}
