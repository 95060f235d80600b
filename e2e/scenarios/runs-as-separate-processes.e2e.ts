import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testFolder } from '@bulkhead/testing';
import type { TestFolder } from '@bulkhead/testing';
import { advisories, publish } from '../src/advisories.ts';
import { clientOf } from '../src/client.ts';
import type { Client } from '../src/client.ts';
import { bulkhead } from '../src/command.ts';
import { CLUSTER, clusterEvent, hostEvent, tell, workloadEvent } from '../src/fleet.ts';
import type { IntakeEvent } from '../src/fleet.ts';
import { build, startProcess } from '../src/processes.ts';
import type { TestProcess } from '../src/processes.ts';
import { saveOciLayout, shopImage } from '../src/shop-image.ts';
import { until } from '../src/until.ts';

const CVE = 'CVE-2021-44906';
const ADVISORY = 'GHSA-xvch-5gv4-984h';
const HOST = 'host_separate_1';
const SERVICES = ['ingestion', 'scanning', 'policy', 'hardening', 'incident-response'];

interface Answer {
  readonly image: {
    readonly findings: { readonly nodes: readonly { readonly vulnerability: { readonly id: string } }[] };
  } | null;
  readonly violations: { readonly nodes: readonly { readonly policyName: string }[] };
  readonly incidents: { readonly nodes: readonly { readonly title: string; readonly severity: string }[] };
}

/** One question that four services answer together. */
const JOURNEY = `query ($digest: Digest!) {
  image(digest: $digest) { findings(first: 100) { nodes { vulnerability { id } } } }
  violations(filter: { imageDigest: $digest }) { nodes { policyName } }
  incidents(filter: { imageDigest: $digest }) { nodes { title severity } }
}`;

interface WorkloadsAnswer {
  readonly workloads: {
    readonly nodes: readonly { readonly violations: { readonly nodes: readonly { readonly policyName: string }[] } }[];
  };
}

const LARGE = `{ workloads(filter: { namespace: "large" }) { nodes { violations { nodes { policyName } } } } }`;

/** A privileged pod whose manifest has more than the 128 KiB that an event may carry itself. */
function largeWorkload(at: Date): IntakeEvent {
  const annotations = { 'example.org/notes': 'n'.repeat(200 * 1024) };
  const metadata = { namespace: 'large', name: 'large', uid: 'uid-large', annotations };
  const containers = [{ name: 'app', image: 'registry.example/large:1', securityContext: { privileged: true } }];
  const manifest = { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers } };
  return {
    id: `large-${at.toISOString()}`,
    type: 'workload.observed',
    clusterId: CLUSTER,
    observedAt: at.toISOString(),
    payload: { manifest, images: {}, hostIds: [], exposure: 'CLUSTER' },
  };
}

/** Where the store and the log are: as the environment says, else the embedded engines, each as its own process. */
async function startEngines(folder: string, started: AsyncDisposableStack): Promise<Record<string, string>> {
  const { MONGODB_URI: mongo = '', KAFKA_BROKERS: kafka = '' } = process.env;
  const engine = (name: string): TestProcess => {
    const file = `libs/embedded/${name}/src/main.ts`;
    const words = ['--data', join(folder, name), '--socket', join(folder, `${name}.sock`)];
    return started.use(startProcess(['--conditions=bulkhead-source', file, ...words]));
  };
  const found = (process: TestProcess, pattern: RegExp): Promise<string> =>
    process.line(pattern).then(([, value = '']) => value);
  const [store, log] = await Promise.all([
    mongo === '' ? found(engine('mongo'), /^(mongodb:\S+)$/) : mongo,
    kafka === '' ? found(engine('kafka'), /"brokers":\["([^"]+)"\]/) : kafka,
  ]);
  return { MONGODB_URI: store, KAFKA_BROKERS: log };
}

async function isThere(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

describe('it runs as separate processes', () => {
  const image = shopImage('registry.example/shop/separate:1');
  const { digest } = image;
  const started = new AsyncDisposableStack();
  const urls = new Map<string, string>();
  let folder: TestFolder;
  let services: TestProcess;
  let dataDir: string;
  let admin: Client;

  beforeAll(async () => {
    folder = started.use(await testFolder());
    dataDir = join(folder.path, 'data');
    build();
    const engines = await startEngines(folder.path, started);
    const anyPort = SERVICES.map((name) => [`BULKHEAD_${name.toUpperCase().replaceAll('-', '_')}_PORT`, '0']);
    services = started.use(
      startProcess(['tools/stack/bin/start-services.js', '--no-build'], {
        ...engines,
        ...Object.fromEntries(anyPort),
        BULKHEAD_PORT: '0',
        BULKHEAD_DATA_DIR: dataDir,
      }),
    );
    await services.line(/is ready after/);
    for (const name of [...SERVICES, 'gateway']) {
      const [, url = ''] = await services.line(new RegExp(`^ +${name} +(http://[0-9.:]+)`));
      urls.set(name, url);
    }
    const token = (await readFile(join(dataDir, 'admin.token'), 'utf8')).trim();
    admin = clientOf(urls.get('gateway') ?? '', token);
  }, 180_000);

  afterAll(() => started.disposeAsync(), 60_000);

  test('every_process_says_that_it_is_ready_and_answers_nobody_but_the_gateway', async () => {
    const answers = await Promise.all(
      [...urls].map(async ([name, url]) => {
        const ready = await fetch(`${url}/health/ready`);
        const asked = await clientOf(url, admin.token).tryAsk('{ __typename }');
        return [name, ready.status, asked.status];
      }),
    );

    expect(answers).toEqual([...SERVICES.map((name) => [name, 200, 401]), ['gateway', 200, 200]]);
  });

  test('what_is_reported_scanned_and_published_through_the_gateway_becomes_a_violation_and_an_incident', async () => {
    const at = new Date();
    const workload = { namespace: 'shop', name: 'separate', image: image.name, digest, hostId: HOST };
    await tell(admin, [clusterEvent(at), hostEvent(at, HOST), workloadEvent(at, workload)]);
    const source = await saveOciLayout(folder.path, image);
    const scanned = await bulkhead(['scan', source, '--push', '--json'], {
      BULKHEAD_URL: admin.url,
      BULKHEAD_DATA_DIR: dataDir,
    });
    expect(scanned.stderr).toContain(`pushed to ${admin.url}: image ${digest}`);
    await publish(admin, await advisories([ADVISORY]), `separate@${at.toISOString()}`);

    const answer = await until(
      () => admin.ask<Answer>(JOURNEY, { digest }),
      ({ incidents }) => incidents.nodes.some(({ severity }) => severity === 'CRITICAL'),
    );

    expect(answer.image?.findings.nodes.map(({ vulnerability }) => vulnerability.id)).toContain(CVE);
    expect(answer.violations.nodes.map(({ policyName }) => policyName)).toContain('fixable-critical-vulnerability');
    // One more there may be: the workload was judged before anybody had looked into its image.
    expect(answer.incidents.nodes.filter(({ severity }) => severity === 'CRITICAL')).toHaveLength(1);
  }, 90_000);

  test('what_is_too_large_for_a_message_is_read_by_another_process_from_the_folder_they_share', async () => {
    const at = new Date();
    await tell(admin, [largeWorkload(at)]);

    const { workloads } = await until(
      () => admin.ask<WorkloadsAnswer>(LARGE),
      (answer) => (answer.workloads.nodes[0]?.violations.nodes.length ?? 0) > 0,
    );

    expect(workloads.nodes.map(({ violations }) => violations.nodes.map(({ policyName }) => policyName))).toEqual([
      expect.arrayContaining(['privileged-container']),
    ]);
    expect((await readdir(join(dataDir, 'blobs'), { recursive: true })).length).toBeGreaterThan(0);
  }, 90_000);

  test('a_signal_drains_all_of_them_and_nobody_is_left', async () => {
    expect(await services.end('SIGTERM')).toBe(0);

    expect(services.lines.at(-1)).toBe('stopped');
    expect(await Promise.all([...urls.values()].map(isThere))).toEqual(Array.from(urls, () => false));
    expect(services.lines.filter((line) => /\bERROR\b|uncaught/.test(line))).toEqual([]);
  }, 60_000);
});
