import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { imageOf, ociLayoutOf, tarOf, testFolder, writeFiles } from '@bulkhead/testing';
import type { TarMember, TestFolder, TestImage } from '@bulkhead/testing';
import { advisories, publish } from '../src/advisories.ts';
import { clientOf } from '../src/client.ts';
import { bulkhead } from '../src/command.ts';
import { addTeam, clusterEvent, hostEvent, workloadEvent } from '../src/fleet.ts';
import { startPlatform } from '../src/platform.ts';
import type { Platform } from '../src/platform.ts';
import { shopImage } from '../src/shop-image.ts';
import { until } from '../src/until.ts';

const GIB = 1024 ** 3;
const STATUS = 'var/lib/dpkg/status';
const OPENSSL = 'Package: openssl\nStatus: install ok installed\nArchitecture: amd64\nVersion: 3.0.11-1\n';

describe('bad input gets a clear answer and harms nothing', () => {
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

  describe('an event that breaks the contract', () => {
    test('is_parked_with_its_reason_and_its_neighbours_are_taken_in', async () => {
      const at = new Date();
      const good = [clusterEvent(at), hostEvent(at, 'host_good')];
      const wrong = { ...hostEvent(at, 'host_wrong'), id: 'wrong', payload: { hostname: 7 } };

      const { results } = (await platform.admin.post('/ingest/v1/events', { events: [good[0], wrong, good[1]] })) as {
        results: { result: string; code?: string }[];
      };

      expect(results.map(({ result }) => result)).toEqual(['ACCEPTED', 'PARKED', 'ACCEPTED']);
      const { parkedEvents, clusters } = await platform.admin.ask<{
        parkedEvents: { nodes: { code: string; message: string; text: string }[] };
        clusters: { nodes: { name: string }[] };
      }>('{ parkedEvents { nodes { code message text } } clusters { nodes { name } } }');
      expect(parkedEvents.nodes).toHaveLength(1);
      expect(parkedEvents.nodes[0]?.code).toBe(results[1]?.code);
      expect(parkedEvents.nodes[0]?.text).toContain('"hostname":7');
      expect(clusters.nodes).toEqual([{ name: 'e2e' }]);
    });

    test('is_parked_alone_among_lines_too', async () => {
      const at = new Date();
      const lines = [
        JSON.stringify(hostEvent(at, 'host_a')),
        '{"id": "cut of',
        JSON.stringify(hostEvent(at, 'host_b')),
      ];
      await writeFiles(folder.path, new Map([['events.ndjson', `${lines.join('\n')}\n`]]));

      const sent = await bulkhead(['events', 'push', join(folder.path, 'events.ndjson')], platform.environment);

      expect([sent.code, sent.stdout]).toEqual([0, '2 taken in, 0 known, 1 parked, 0 to send again\n']);
    });
  });

  describe('an archive that is broken or hostile', () => {
    async function scan(name: string, image: TestImage, change?: (files: Map<string, Buffer>) => void) {
      const files = ociLayoutOf([image]);
      change?.(files);
      const layout = join(folder.path, name, 'layout');
      await writeFiles(layout, files);
      const temporary = join(folder.path, name, 'tmp');
      await mkdir(temporary);
      const before = await readdir(join(folder.path, name), { recursive: true });
      const ended = await bulkhead(['scan', `oci:${layout}`, '--json', '-q'], { TMPDIR: temporary });
      expect(await readdir(join(folder.path, name), { recursive: true })).toEqual(before);
      return ended;
    }

    function layerOf(...members: readonly TarMember[]): TestImage {
      return imageOf({ layers: [members] });
    }

    test('with_a_wrong_digest_ends_the_scan_with_a_code', async () => {
      const image = shopImage();
      const [layer] = image.layerDigests;

      const ended = await scan('digest', image, (files) => {
        files.set(`blobs/${layer?.replace(':', '/')}`, gzipSync(tarOf([{ path: STATUS, content: OPENSSL }])));
      });

      expect([ended.code, ended.stdout]).toEqual([2, '']);
      expect(ended.stderr).toMatch(/^bulkhead: .*\([A-Z_]+\)/);
      expect(ended.stderr).not.toMatch(/^\s+at /m);
    });

    test('that_is_cut_off_ends_the_scan_with_a_code', async () => {
      const tar = tarOf([
        { path: STATUS, content: OPENSSL },
        { path: 'big', content: Buffer.alloc(100_000, 7) },
      ]);
      const ended = await scan('cut', imageOf({ layers: [tar.subarray(0, 50_000)] }));

      expect([ended.code, ended.stdout]).toEqual([2, '']);
      expect(ended.stderr).toContain('(ARCHIVE_TRUNCATED)');
    });

    test('that_climbs_out_of_its_root_ends_the_scan_and_writes_nothing_anywhere', async () => {
      const ended = await scan('climb', layerOf({ path: '../../../../outside', content: 'x' }));

      expect([ended.code, ended.stdout]).toEqual([2, '']);
      expect(ended.stderr).toContain('(ARCHIVE_PATH_ESCAPE)');
    });

    test('whose_links_lead_out_of_it_tells_nothing_of_this_machine', async () => {
      const ended = await scan(
        'links',
        layerOf(
          { path: 'var/lib/dpkg', typeflag: '2', linkTarget: '../../../../../../var/lib/dpkg' },
          { path: 'etc/os-release', typeflag: '2', linkTarget: '/../../../../../../usr/lib/os-release' },
          { path: 'opt/node_modules/ok/package.json', content: JSON.stringify({ name: 'ok', version: '1.0.0' }) },
        ),
      );

      expect(ended.code).toBe(3);
      const { report } = JSON.parse(ended.stdout) as {
        report: { components: { name: string }[]; distribution: unknown };
      };
      expect(report.components.map(({ name }) => name)).toEqual(['ok']);
      expect(report.distribution).toBeNull();
    });

    test('that_unpacks_to_gigabytes_is_stopped_within_its_bounds', async () => {
      const zeros = gzipSync(Buffer.alloc(64 * 1024 ** 2), { level: 9 });
      const bomb = Buffer.concat(Array.from({ length: 80 }, () => zeros));
      const honest = layerOf({ path: 'var/lib/dpkg/status', content: OPENSSL });
      const header = tarOf([{ path: STATUS, statedSize: 5 * GIB }], { isOpen: true });
      const packed = Buffer.concat([gzipSync(header), bomb]);
      const [layer] = honest.layerDigests;
      const begun = Date.now();

      const ended = await scan('bomb', honest, (files) => {
        files.set(`blobs/${layer?.replace(':', '/')}`, packed);
      });

      expect(ended.code).toBe(2);
      expect(ended.stderr).toMatch(/\([A-Z_]+\)/);
      expect(Date.now() - begun).toBeLessThan(60_000);
    }, 90_000);

    test('with_a_million_entries_ends_in_bounded_time_and_memory', async () => {
      const entry = tarOf([{ path: 'a/b', content: '' }], { isOpen: true });
      const entries = Buffer.concat([Buffer.alloc(entry.length * 1_000_000, entry), Buffer.alloc(1024)]);
      const begun = Date.now();

      const ended = await scan('million', imageOf({ layers: [entries] }));

      // Nothing in it can be judged, and that is what it says.
      expect([ended.code, ended.stderr]).toEqual([3, '']);
      expect(Date.now() - begun).toBeLessThan(90_000);
    }, 120_000);

    test('leaves_the_server_as_it_was', async () => {
      expect(await platform.admin.ask('{ images { nodes { digest } } }')).toEqual({ images: { nodes: [] } });
    });
  });

  describe('a question that is wrong', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['a_field_that_is_not_there', '{ clusters { nodes { nme } } }', 'GRAPHQL_VALIDATION_FAILED'],
      ['text_that_is_no_question', '{ clusters {', 'GRAPHQL_PARSE_FAILED'],
      ['a_cursor_of_nobody', '{ clusters(after: "nonsense") { nodes { name } } }', 'BAD_USER_INPUT'],
      ['a_page_that_is_too_large', '{ clusters(first: 100000) { nodes { name } } }', 'BAD_USER_INPUT'],
    ];
    for (const [name, query, code] of cases) {
      test(`${name}_is_told_by_a_code_and_a_sentence`, async () => {
        const { errors = [] } = await platform.admin.tryAsk(query);

        expect(errors.map(({ extensions }) => extensions?.code)).toEqual([code]);
        expect(errors[0]?.message).not.toBe('');
        expect(JSON.stringify(errors)).not.toMatch(/node_modules|\.ts:\d|stacktrace/);
      });
    }

    test('a_document_that_is_no_report_is_refused_with_what_is_wrong', async () => {
      const refused = await platform.admin.send('/scan/v1/reports', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ schema: 'bulkhead/scan-report/v1', subject: { kind: 'planet' } }),
      });

      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).toMatch(/"code":"[A-Z_]+"/);
    });
  });

  describe('a caller who may not', () => {
    test('gets_401_and_nothing_else_with_a_wrong_token_or_none_on_every_door', async () => {
      const doors = ['/graphql', '/ingest/v1/events', '/scan/v1/reports', '/scan/v1/advisories', '/tokens'];
      for (const token of ['bh_0123456789_wrong', undefined]) {
        const stranger = clientOf(platform.stack.url, token);
        for (const door of doors) {
          const body = JSON.stringify({ query: '{ __schema { types { name } } }' });
          const answer = await stranger.send(door, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body,
          });
          expect([door, answer.status]).toEqual([door, 401]);
          expect(JSON.stringify(answer.body)).not.toMatch(/types|data":\{|name":/);
        }
      }
    });

    test('cannot_walk_from_what_it_may_see_to_what_it_may_not', async () => {
      const image = shopImage();
      const at = new Date();
      const workload = {
        namespace: 'shop',
        name: 'checkout',
        image: image.name,
        digest: image.digest,
        hostId: 'host_good',
      };
      await addTeam(platform.admin, 'payments', 'shop');
      await platform.admin.post('/ingest/v1/events', { events: [workloadEvent(at, workload)] });
      const layout = join(folder.path, 'good');
      await writeFiles(layout, ociLayoutOf([image]));
      await bulkhead(['scan', `oci:${layout}`, '--push', '-q'], platform.environment);
      await publish(platform.admin, await advisories(), 'e2e@1');
      await until(
        () =>
          platform.admin.ask<{
            incidents: { nodes: unknown[] };
            vulnerability: { blastRadius: { workloads: number } } | null;
          }>(
            `{ incidents(filter: { severities: [CRITICAL] }) { nodes { id } }
               vulnerability(id: "CVE-2021-44906") { blastRadius { workloads } } }`,
          ),
        ({ incidents, vulnerability }) => incidents.nodes.length > 0 && vulnerability?.blastRadius.workloads === 1,
      );
      const created = await bulkhead(
        [
          'token',
          'create',
          'ci',
          '--scope',
          'image:read',
          '--scope',
          'vulnerability:read',
          '--scope',
          'workload:read',
          '--days',
          '1',
        ],
        platform.environment,
      );
      const narrow = clientOf(platform.stack.url, created.stdout.trim());

      expect(await narrow.ask('{ images { nodes { digest } } }')).toEqual({
        images: { nodes: [{ digest: image.digest }] },
      });
      for (const walk of [
        '{ images { nodes { incidents { nodes { title } } } } }',
        '{ images { nodes { runningIn { nodes { name incidents { nodes { title } } } } } } }',
        '{ vulnerability(id: "CVE-2021-44906") { blastRadius { affectedWorkloads { owner { id name } } } } }',
        '{ vulnerability(id: "CVE-2021-44906") { blastRadius { owners { id } } } }',
        '{ images { nodes { findings { nodes { id } } } } }',
        '{ incidents { nodes { title } } }',
      ]) {
        const { data, errors = [] } = await narrow.tryAsk(walk);
        expect([walk, errors.map(({ extensions }) => extensions?.code)]).toEqual([
          walk,
          expect.arrayContaining(['FORBIDDEN']),
        ]);
        expect(JSON.stringify(data ?? null)).not.toMatch(/title|"owner":\{|"findings":\{/);
      }
      const tokens = await narrow.send('/tokens', { method: 'GET' });
      expect(tokens.status).toBe(403);
      const write = await narrow.send('/scan/v1/advisories', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ source: 'x', snapshot: 'x@1', advisories: [] }),
      });
      expect(write.status).toBe(403);
    }, 60_000);
  });
});
