import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testFolder } from '@bulkhead/testing';
import type { TestFolder } from '@bulkhead/testing';
import { advisories, publish } from '../src/advisories.ts';
import { bulkhead } from '../src/command.ts';
import { CLUSTER, addTeam, clusterEvent, hostEvent, tell, workloadEvent } from '../src/fleet.ts';
import type { IntakeEvent } from '../src/fleet.ts';
import { freePort, startOwnProcess } from '../src/own-process.ts';
import type { OwnProcess } from '../src/own-process.ts';
import { saveOciLayout, shopImage } from '../src/shop-image.ts';
import { until } from '../src/until.ts';

const HOST = 'host_e2e_node_1';
const WAVES = 3;
const BATCHES = 12;
const BATCH = 10;

interface Named {
  readonly nodes: readonly { readonly id: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** All of a list, page by page. */
async function listed(own: OwnProcess, list: string, id = 'id'): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const page: Record<string, Named> = await own.admin.ask<Record<string, Named>>(
      `query ($after: String) { list: ${list}(first: 200, after: $after) { nodes { id: ${id} } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    ids.push(...(page['list']?.nodes.map((node) => node.id) ?? []));
    after = page['list']?.pageInfo.hasNextPage === true ? page['list'].pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}

function runtimeEvent(wave: number, batch: number, index: number): IntakeEvent {
  const id = `evt-${wave}-${batch}-${index}`;
  const workload = { namespace: 'shop', kind: 'Deployment', name: `app-${batch % 4}` };
  const payload = { rule: 'Terminal shell in container', severity: 'HIGH', source: 'falco', summary: id, workload };
  return { id, type: 'runtime.event', clusterId: CLUSTER, observedAt: new Date().toISOString(), payload };
}

describe('killed in the middle, it loses and doubles nothing', () => {
  const image = shopImage();
  const acknowledged = new Set<string>();
  let folder: TestFolder;
  let dataDir: string;
  let port: number;
  let own: OwnProcess;

  /** Sends batches until the platform is gone; remembers what it took in. */
  async function load(wave: number): Promise<void> {
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const events = Array.from({ length: BATCH }, (_, index) => runtimeEvent(wave, batch, index));
      try {
        await tell(own.admin, events);
      } catch {
        return;
      }
      for (const { id } of events) acknowledged.add(id);
    }
  }

  beforeAll(async () => {
    folder = await testFolder();
    dataDir = join(folder.path, 'data');
    port = await freePort();
    own = await startOwnProcess(dataDir, port);
    await addTeam(own.admin, 'payments', 'shop');
    const at = new Date();
    const workloads = Array.from({ length: 4 }, (_, index) =>
      workloadEvent(at, {
        namespace: 'shop',
        name: `app-${index}`,
        image: image.name,
        digest: image.digest,
        hostId: HOST,
      }),
    );
    await tell(own.admin, [clusterEvent(at), hostEvent(at, HOST), ...workloads]);
    const source = await saveOciLayout(folder.path, image);
    const pushed = await bulkhead(['scan', source, '--push', '-q'], {
      BULKHEAD_DATA_DIR: dataDir,
      BULKHEAD_URL: own.admin.url,
    });
    if (!pushed.stderr.includes('pushed to')) throw new Error(pushed.stderr);
  }, 120_000);

  afterAll(async () => {
    await own?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  }, 30_000);

  test('it_starts_again_every_time_and_takes_over_the_lock_of_the_dead', async () => {
    const known = await advisories();
    for (let wave = 0; wave < WAVES; wave += 1) {
      const first = own;
      const before = acknowledged.size;
      const publishing = publish(first.admin, known.slice(wave * 6, wave * 6 + 6), `e2e@${wave}`).catch(
        () => undefined,
      );
      const loading = load(wave);
      await until(
        async () => acknowledged.size - before,
        (count) => count >= (wave + 1) * 2 * BATCH,
      );
      const ended = await first.stop('SIGKILL');
      await Promise.all([loading, publishing]);

      expect(ended).toBe('SIGKILL');
      const [dead] = (await readFile(join(dataDir, 'lock'), 'utf8')).split(' ');
      expect(dead).toBe(String(first.child.pid));
      own = await startOwnProcess(dataDir, port);
    }
  }, 120_000);

  test('everything_it_said_it_had_taken_is_there_once', async () => {
    expect(acknowledged.size).toBeGreaterThan(0);

    const summaries = await until(
      () => listed(own, 'runtimeEvents', 'summary'),
      (held) => [...acknowledged].every((id) => held.includes(id)),
    );

    const counts = new Map<string, number>();
    for (const summary of summaries) counts.set(summary, (counts.get(summary) ?? 0) + 1);
    expect([...counts].filter(([, count]) => count > 1)).toEqual([]);
  }, 60_000);

  test('what_was_not_acknowledged_can_be_sent_again_and_is_known_where_it_had_arrived', async () => {
    for (let wave = 0; wave < WAVES; wave += 1) await load(wave);
    await publish(own.admin, await advisories(), 'e2e@again');

    const summaries = await until(
      () => listed(own, 'runtimeEvents', 'summary'),
      (ids) => ids.length >= WAVES * BATCHES * BATCH,
    );

    expect(summaries).toHaveLength(WAVES * BATCHES * BATCH);
    expect(new Set(summaries).size).toBe(summaries.length);
  }, 60_000);

  test('violations_incidents_and_their_events_are_there_once', async () => {
    const workloads = await listed(own, 'workloads', 'lineageKey');
    expect(workloads).toHaveLength(4);
    const answer = await until(
      () =>
        own.admin.ask<{
          violations: { nodes: readonly { policyName: string; subject: { id: string } }[] };
          incidents: { nodes: readonly { id: string; eventCount: number; state: string }[] };
        }>(
          `{ violations(filter: { open: null }, first: 200) { nodes { policyName subject { id } } }
             incidents(first: 200) { nodes { id eventCount state } } }`,
        ),
      ({ violations, incidents }) =>
        violations.nodes.some(({ policyName }) => policyName === 'fixable-critical-vulnerability') &&
        incidents.nodes.reduce((sum, { eventCount }) => sum + eventCount, 0) >= WAVES * BATCHES * BATCH,
    );

    const broken = answer.violations.nodes.map(({ policyName, subject }) => `${policyName} ${subject.id}`);
    expect(new Set(broken).size).toBe(broken.length);
    expect(answer.incidents.nodes.reduce((sum, { eventCount }) => sum + eventCount, 0)).toBe(WAVES * BATCHES * BATCH);
  }, 60_000);

  test('asked_to_stop_it_stops_in_order_and_gives_its_data_directory_back', async () => {
    expect(await own.stop('SIGTERM')).toBe(0);
    expect(own.said()).toMatch(/SIGTERM: finishing what is in flight[\s\S]*stopped/);
    await expect(readFile(join(dataDir, 'lock'))).rejects.toThrow('ENOENT');
  }, 30_000);
});
