import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { testMaterial } from '@bulkhead/testing';
import { loadFeed } from './index.ts';

const folder = testMaterial('vulndata');

if (folder !== undefined) {
  describe('the advisories of the test material', () => {
    test.each([
      { file: 'osv/go-vulndb.osv.jsonl.gz', advisories: 4291, withdrawn: 17 },
      { file: 'osv/pypa.osv.jsonl.gz', advisories: 2661, withdrawn: 10 },
      { file: 'osv/almalinux8.osv.jsonl.gz', advisories: 3237, withdrawn: 0 },
      { file: 'osv/bitnami-half.osv.jsonl.gz', advisories: 2528, withdrawn: 0 },
      { file: 'osv/ghsa-maven-zeppelin.osv.jsonl.gz', advisories: 364, withdrawn: 0 },
      { file: 'k8s/kubernetes-official-cves.jsonl.gz', advisories: 44, withdrawn: 0 },
      { file: 'osv-edge/osv.dev', advisories: 26, withdrawn: 0 },
    ])('$file_are_read_completely', async ({ file, advisories, withdrawn }) => {
      const { index, summary, incomplete } = await loadFeed(join(folder, file));
      process.stdout.write(`vulndata/${file}: ${summary.advisories} advisories\n`);
      expect(summary).toMatchObject({ documents: advisories, advisories, parked: 0 });
      expect(index.size).toBe(advisories - withdrawn);
      expect(incomplete).toBe(0);
    });

    test('the_security_databases_of_Alpine_say_the_same_in_JSON_and_in_YAML', async () => {
      const { index, summary } = await loadFeed(join(folder, 'alpine-secdb'));
      process.stdout.write(`vulndata/alpine-secdb: ${summary.documents} files, ${summary.advisories} advisories\n`);
      expect(summary.parked).toBe(0);
      expect(index.holdings()).toMatchObject([
        { ecosystem: 'Alpine', releases: ['v3.11', 'v3.3', 'v3.4', 'v3.5', 'v3.7', 'v3.8'] },
      ]);
    });

    test('a_patched_Alpine_image_has_no_findings_and_the_release_before_it_has_some', async () => {
      interface Case {
        readonly ecosystem: string;
        readonly db: string;
        readonly packages: readonly { readonly name: string; readonly version: string }[];
      }
      const given = JSON.parse(
        await readFile(join(folder, '../matching/images/alpine-311_x_secdb-v3.11.json'), 'utf8'),
      ) as Case;
      const { index } = await loadFeed(join(folder, '..', given.db));
      const idsOf = (name: string, version: string): string[] => {
        const source = { name, version };
        const result = index.match({ purl: `pkg:apk/alpine/${name}@${version}`, ecosystem: given.ecosystem, source });
        return result.outcome === 'JUDGED' ? result.matches.map(({ advisory }) => advisory.vulnerabilityId) : ['?'];
      };
      process.stdout.write(`matching/images: ${given.packages.length} packages\n`);
      expect(given.packages.flatMap(({ name, version }) => idsOf(name, version))).toEqual([]);
      expect(idsOf('openssl', '1.1.1d-r2')).toEqual(['CVE-2019-1551']);
    });
  });
}
