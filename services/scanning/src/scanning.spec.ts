import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ScanReport } from '@bulkhead/engine-scan';
import { graphqlContext } from '@bulkhead/platform-graphql';
import { silentLogger } from '@bulkhead/platform-logging';
import { createService } from '@bulkhead/platform-service';
import type { RunningService } from '@bulkhead/platform-service';
import { startTestKafka, startTestMongo, testFolder } from '@bulkhead/testing';
import { scanningService } from './index.ts';

const DIGEST = `sha256:${'d'.repeat(64)}`;
const ADMIN = { subject: 'test', scopes: ['*'] };
const MINIMIST = JSON.parse(
  readFileSync(new URL('../../../e2e/fixtures/advisories/GHSA-xvch-5gv4-984h.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

let opened: AsyncDisposableStack;
let scanning: RunningService;

beforeAll(async () => {
  opened = new AsyncDisposableStack();
  const mongo = opened.use(await startTestMongo());
  const kafka = opened.use(await startTestKafka());
  const folder = opened.use(await testFolder());
  const env = {
    MONGODB_URI: mongo.uri('bulkhead'),
    KAFKA_BROKERS: kafka.brokers.join(','),
    BULKHEAD_DATA_DIR: folder.path,
  };
  scanning = opened.use(await createService(scanningService, { env, logger: silentLogger() }));
}, 60_000);

afterAll(() => opened.disposeAsync());

async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, never>> {
  const { data, errors } = await scanning.execute({ query, variables }, graphqlContext({ principal: ADMIN }));
  expect(errors).toBeUndefined();
  return data as Record<string, never>;
}

/** Asks until the answer is as expected; what is told in between is told through the log, which takes its time. */
async function eventually(question: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

function aReport(version: string): ScanReport {
  const component = {
    id: `cmp_${version}`,
    purl: `pkg:npm/minimist@${version}`,
    type: 'npm' as const,
    name: 'minimist',
    version,
    ecosystem: 'npm',
    scheme: 'npm' as const,
    licences: ['MIT'],
    evidence: 'installed' as const,
    groups: [],
    locations: [{ path: 'app/node_modules/minimist/package.json', diffId: null, evidence: 'installed' as const }],
  };
  return {
    schema: 'bulkhead/scan-report/v1',
    subject: {
      kind: 'image',
      id: DIGEST,
      digest: DIGEST as `sha256:${string}`,
      configDigest: DIGEST as `sha256:${string}`,
      names: ['registry.example/shop:1'],
      platform: { os: 'linux', architecture: 'amd64' },
      createdAt: '2026-11-01T00:00:00Z',
      settings: {
        user: '',
        entrypoint: [],
        command: [],
        workingDirectory: '',
        exposedPorts: [],
        volumes: [],
        variables: [],
        labels: {},
      },
    },
    analyser: 'test',
    distribution: null,
    layers: [],
    components: [component],
    problems: [],
    coverage: { lookedFor: [], notLookedFor: ['malware'] },
    bytesRead: 0,
    startedAt: '2026-11-22T08:00:00.000Z',
    finishedAt: '2026-11-22T08:00:01.000Z',
  };
}

const IMAGE = `query ($digest: Digest!) { image(digest: $digest) {
  names componentCount unjudgedEcosystems findingCounts { critical high fixable }
  findings { nodes { state severity fixedIn vulnerability { id ids } component { name version } attributions { source endedAt } explain { comparison decision } } }
} }`;
const SUBMIT_REPORT = `mutation ($key: ID!, $report: JSON!) { submitScanReport(idempotencyKey: $key, report: $report) { image { digest } } }`;
const SUBMIT_ADVISORIES = `mutation ($key: ID!, $advisories: [JSON!]!) {
  submitAdvisories(idempotencyKey: $key, source: "github", snapshot: "github@1", advisories: $advisories) { imported unchanged packages refused { index code } }
}`;

describe('the scanning service', () => {
  test('says_which_ecosystems_nobody_can_judge_instead_of_calling_an_image_clean', async () => {
    await ask(SUBMIT_REPORT, { key: 'r1', report: aReport('1.2.5') });

    const { image } = await ask(IMAGE, { digest: DIGEST });

    expect(image).toMatchObject({ names: ['registry.example/shop:1'], componentCount: 1, unjudgedEcosystems: ['npm'] });
  });

  test('judges_an_indexed_image_again_when_an_advisory_lands_and_parks_what_is_none', async () => {
    const { submitAdvisories } = await ask(SUBMIT_ADVISORIES, { key: 'a1', advisories: [MINIMIST, 'no advisory'] });

    expect(submitAdvisories).toMatchObject({
      imported: 1,
      packages: 1,
      refused: [{ index: 1, code: 'NOT_AN_OBJECT' }],
    });
    await eventually(async () => {
      const { image } = await ask(IMAGE, { digest: DIGEST });
      expect(image).toMatchObject({
        unjudgedEcosystems: [],
        findings: {
          nodes: [
            {
              state: 'ACTIVE',
              severity: 'CRITICAL',
              vulnerability: { id: 'CVE-2021-44906', ids: ['CVE-2021-44906', 'GHSA-xvch-5gv4-984h'] },
              component: { name: 'minimist', version: '1.2.5' },
              attributions: [{ source: 'github', endedAt: null }],
            },
          ],
        },
      });
    });
  });

  test('finds_a_vulnerability_under_every_id_it_goes_by', async () => {
    const { byAlias } = await ask(
      '{ byAlias: vulnerability(id: "GHSA-xvch-5gv4-984h") { id blastRadius { images workloads } } }',
    );

    expect(byAlias).toEqual({ id: 'CVE-2021-44906', blastRadius: { images: 1, workloads: 0 } });
  });

  test('closes_a_finding_when_its_advisory_is_withdrawn_and_keeps_it', async () => {
    await ask(SUBMIT_ADVISORIES, { key: 'a2', advisories: [{ ...MINIMIST, withdrawn: '2026-11-22T00:00:00Z' }] });

    await eventually(async () => {
      const { findings } = await ask(
        '{ findings(filter: { open: false }) { nodes { state open attributions { endedAt } } } }',
      );
      expect(findings).toMatchObject({
        nodes: [{ state: 'INACTIVE', open: false, attributions: [{ endedAt: expect.any(String) }] }],
      });
    });
  });

  test('refuses_to_read_where_nobody_allowed_it_to', async () => {
    const { requestScan } = await ask(
      'mutation { requestScan(idempotencyKey: "s1", source: "dir:/etc") { __typename ... on SourceRefused { code advice } } }',
    );

    expect(requestScan).toMatchObject({ __typename: 'SourceRefused', code: 'SOURCE_NOT_ALLOWED' });
  });

  test('answers_nobody_who_does_not_say_who_they_are', async () => {
    const { errors } = await scanning.execute({ query: '{ images { nodes { digest } } }' }, graphqlContext());

    expect(errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});
