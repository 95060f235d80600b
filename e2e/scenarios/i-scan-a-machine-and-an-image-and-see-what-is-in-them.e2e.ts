import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testFolder, testMaterial } from '@bulkhead/testing';
import type { TestFolder } from '@bulkhead/testing';
import { ADVISORIES, advisories } from '../src/advisories.ts';
import { bulkhead } from '../src/command.ts';
import { startPlatform } from '../src/platform.ts';
import type { Platform } from '../src/platform.ts';
import { saveDockerArchive, saveOciLayout, shopImage } from '../src/shop-image.ts';
import { until } from '../src/until.ts';

interface Scanned {
  readonly verdict: string;
  readonly findings: readonly { readonly vulnerability: string; readonly component: { readonly name: string } }[];
  readonly report: {
    readonly subject: { readonly kind: string; readonly id: string };
    readonly components: readonly { readonly name: string; readonly ecosystem: string }[];
    readonly layers: readonly unknown[];
    readonly problems: readonly unknown[];
  };
}

const EXPECTED = ['CVE-2021-23337', 'CVE-2021-44906', 'CVE-2023-32681', 'CVE-2023-38545'];

async function scannedTo(file: string): Promise<Scanned> {
  return JSON.parse(await readFile(file, 'utf8')) as Scanned;
}

describe('I scan a machine and an image and see what is in them', () => {
  const image = shopImage();
  let folder: TestFolder;
  let platform: Platform;

  beforeAll(async () => {
    folder = await testFolder();
    platform = await startPlatform();
  }, 90_000);

  afterAll(async () => {
    await platform?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  }, 30_000);

  test('facts_of_this_machine_become_an_audit_with_history', async () => {
    const pushed = await bulkhead(
      ['host', '--push', '--json', '-o', join(folder.path, 'host.json')],
      platform.environment,
    );
    expect([pushed.code, pushed.stderr]).toEqual([0, expect.stringContaining('pushed to')]);

    const { hosts } = await until(
      () =>
        platform.admin.ask<{
          hosts: { nodes: { hostname: string; latestAudit: { counts: Record<string, number> } | null }[] };
        }>('{ hosts { nodes { hostname latestAudit { counts { pass fail manual notApplicable error unknown } } } } }'),
      (answer) => answer.hosts.nodes.some(({ latestAudit }) => latestAudit !== null),
    );

    const counts = hosts.nodes[0]?.latestAudit?.counts ?? {};
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(20);
  }, 60_000);

  test('this_very_machine_is_scanned_and_the_server_shows_its_packages', async () => {
    const file = join(folder.path, 'machine.json');

    const scan = await bulkhead(['scan', 'dir:/', '--push', '--json', '-o', file, '-q'], platform.environment);

    // Without advisories nothing could be judged, and it says so.
    expect([scan.code, scan.stdout]).toEqual([3, '']);
    const { verdict, findings, report } = await scannedTo(file);
    expect([verdict, findings]).toEqual(['UNKNOWN', []]);
    expect(report.subject.kind).toBe('host');
    expect(report.components.length).toBeGreaterThan(50);
    const { host } = await until(
      () =>
        platform.admin.ask<{ host: { components: { nodes: { component: { name: string } }[] } } | null }>(
          'query ($id: ID!) { host(id: $id) { components(first: 200) { nodes { component { name } } } } }',
          { id: report.subject.id },
        ),
      (answer) => (answer.host?.components.nodes.length ?? 0) > 0,
    );
    const names = new Set(report.components.map(({ name }) => name));
    expect(host?.components.nodes.every(({ component }) => names.has(component.name))).toBe(true);
  }, 120_000);

  test('an_image_of_several_layers_shows_what_is_left_of_them_and_what_is_wrong_with_it', async () => {
    const file = join(folder.path, 'image.json');
    const source = await saveOciLayout(folder.path, image);

    const scan = await bulkhead(
      ['scan', source, '--advisories', ADVISORIES, '--fail-on', 'critical', '--push', '--json', '-o', file],
      platform.environment,
    );

    expect([scan.code, scan.stderr]).toEqual([1, expect.stringContaining(`image ${image.digest}`)]);
    const { verdict, findings, report } = await scannedTo(file);
    expect(verdict).toBe('JUDGED');
    expect(report.layers).toHaveLength(4);
    const names = report.components.map(({ name }) => name).sort();
    // axios was taken away by the last layer.
    expect(names).toEqual(['curl', 'lodash', 'minimist', 'openssl', 'requests']);
    expect([...new Set(findings.map(({ vulnerability }) => vulnerability))].sort()).toEqual(EXPECTED);
  }, 60_000);

  test('the_same_image_as_a_docker_archive_holds_the_same', async () => {
    const source = await saveDockerArchive(folder.path, image);
    const file = join(folder.path, 'archive.json');

    const scan = await bulkhead(['scan', source, '--advisories', ADVISORIES, '--json', '-o', file]);

    expect(scan.code).toBe(0);
    const { findings } = await scannedTo(file);
    expect([...new Set(findings.map(({ vulnerability }) => vulnerability))].sort()).toEqual(EXPECTED);
  }, 60_000);

  test('advisories_sent_to_the_server_show_the_same_there_with_an_explanation', async () => {
    const sent = await bulkhead(['advisories', 'push', ADVISORIES, '--source', 'e2e', '--json'], platform.environment);
    expect(sent.code).toBe(0);
    expect(JSON.parse(sent.stdout)).toMatchObject({ imported: (await advisories()).length, refused: 0, parked: 0 });

    const { image: held } = await until(
      () =>
        platform.admin.ask<{
          image: {
            layers: unknown[];
            componentCount: number;
            findings: { nodes: { vulnerability: { id: string }; explain: { decision: string; comparison: string } }[] };
          };
        }>(
          `query ($digest: Digest!) {
            image(digest: $digest) {
              layers { diffId } componentCount
              findings(first: 100) { nodes { vulnerability { id } explain { decision comparison } } }
            }
          }`,
          { digest: image.digest },
        ),
      (answer) => answer.image.findings.nodes.length >= EXPECTED.length,
    );

    expect(held.layers).toHaveLength(4);
    expect(held.componentCount).toBe(5);
    expect([...new Set(held.findings.nodes.map(({ vulnerability }) => vulnerability.id))].sort()).toEqual(EXPECTED);
    for (const { explain } of held.findings.nodes) expect(explain.decision).not.toBe('');
  }, 60_000);

  const material = testMaterial('vulndata');
  const feed = material === undefined ? '' : join(material, 'osv/pypa.osv.jsonl.gz');
  if (existsSync(feed)) {
    test('real_advisories_in_bulk_judge_what_is_held_and_join_what_was_known', async () => {
      const sent = await bulkhead(
        ['advisories', 'push', feed, '--source', 'pypa', '--json', '-q'],
        platform.environment,
      );

      const { imported, refused, parked } = JSON.parse(sent.stdout) as Record<
        'imported' | 'refused' | 'parked',
        number
      >;
      process.stdout.write(`  pypa.osv.jsonl.gz: ${imported} advisories imported, ${refused + parked} refused\n`);
      expect([sent.code, imported, refused, parked]).toEqual([0, 2661, 0, 0]);
      // One vulnerability, told of by two sources.
      const { vulnerability } = await platform.admin.ask<{
        vulnerability: { ids: string[]; advisories: { source: string }[] };
      }>('{ vulnerability(id: "CVE-2023-32681") { ids advisories { source } } }');
      expect(new Set(vulnerability.advisories.map(({ source }) => source))).toEqual(new Set(['e2e', 'pypa']));
      expect(vulnerability.ids).toEqual(expect.arrayContaining(['CVE-2023-32681', 'PYSEC-2023-74']));
    }, 120_000);
  }
});
