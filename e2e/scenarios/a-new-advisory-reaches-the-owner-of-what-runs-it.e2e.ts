import { createHmac } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testFolder } from '@bulkhead/testing';
import type { TestFolder } from '@bulkhead/testing';
import { advisories, publish } from '../src/advisories.ts';
import { bulkhead } from '../src/command.ts';
import { addTeam, clusterEvent, hostEvent, tell, workloadEvent } from '../src/fleet.ts';
import { startPlatform } from '../src/platform.ts';
import type { Platform } from '../src/platform.ts';
import { startSyslogReceiver, startWebhookReceiver } from '../src/receiver.ts';
import type { SyslogReceiver, WebhookReceiver } from '../src/receiver.ts';
import { saveOciLayout, shopImage } from '../src/shop-image.ts';
import { until } from '../src/until.ts';

const SECRET = 'a-secret-of-the-scenario-only';
const HOST = 'host_e2e_node_1';
const CVE = 'CVE-2021-44906';
const NEW_ADVISORY = 'GHSA-xvch-5gv4-984h';

interface ImageAnswer {
  readonly image: {
    readonly indexedAt: string;
    readonly componentCount: number;
    readonly findings: { readonly nodes: readonly { readonly vulnerability: { readonly id: string } }[] };
  } | null;
  readonly scans: { readonly nodes: readonly unknown[] };
}

const IMAGE = `query ($digest: Digest!) {
  image(digest: $digest) { indexedAt componentCount findings(first: 100) { nodes { vulnerability { id } } } }
  scans { nodes { id } }
}`;

interface IncidentsAnswer {
  readonly incidents: {
    readonly nodes: readonly {
      readonly id: string;
      readonly title: string;
      readonly severity: string;
      readonly owner: { readonly id: string; readonly name: string } | null;
      readonly images: readonly { readonly digest: string }[];
      readonly violations: readonly { readonly id: string; readonly policyName: string; readonly state: string }[];
      readonly deliveries: { readonly nodes: readonly { readonly sinkKind: string; readonly state: string }[] };
    }[];
  };
}

const INCIDENTS = `query ($digest: Digest!) {
  incidents(filter: { imageDigest: $digest, severities: [CRITICAL] }) {
    nodes {
      id title severity
      owner { id name }
      images { digest }
      violations { id policyName state }
      deliveries { nodes { sinkKind state } }
    }
  }
}`;

describe('a new advisory reaches the owner of what runs it', () => {
  const image = shopImage();
  const { digest } = image;
  let webhook: WebhookReceiver;
  let syslog: SyslogReceiver;
  let folder: TestFolder;
  let platform: Platform;
  let teamId: string;
  let before: ImageAnswer;

  beforeAll(async () => {
    webhook = await startWebhookReceiver();
    syslog = await startSyslogReceiver();
    folder = await testFolder();
    platform = await startPlatform({
      BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_URL: webhook.url,
      BULKHEAD_INCIDENT_RESPONSE_WEBHOOK_SECRET: SECRET,
      BULKHEAD_INCIDENT_RESPONSE_SYSLOG_ADDRESS: syslog.address,
    });
    teamId = await addTeam(platform.admin, 'payments', 'shop');
    const at = new Date();
    const checkout = { namespace: 'shop', name: 'checkout', image: image.name, digest, hostId: HOST };
    await tell(platform.admin, [clusterEvent(at), hostEvent(at, HOST), workloadEvent(at, checkout)]);
  }, 90_000);

  afterAll(async () => {
    await platform?.[Symbol.asyncDispose]();
    await Promise.all([webhook, syslog, folder].map((each) => each?.[Symbol.asyncDispose]()));
  }, 30_000);

  test('an_image_that_was_scanned_and_judged_has_nothing_to_say_about_what_nobody_has_published', async () => {
    const source = await saveOciLayout(folder.path, image);
    const known = (await advisories()).filter(({ id }) => id !== NEW_ADVISORY && id !== 'GHSA-35jh-r3h4-6jhm');
    await publish(platform.admin, known, 'e2e@1');

    const scanned = await bulkhead(['scan', source, '--push', '--json'], platform.environment);

    expect(scanned.stderr).toContain(`pushed to ${platform.stack.url}: image ${digest}`);
    before = await until(
      () => platform.admin.ask<ImageAnswer>(IMAGE, { digest }),
      ({ image: held }) => (held?.findings.nodes.length ?? 0) > 0,
    );
    expect(before.image?.findings.nodes.map(({ vulnerability }) => vulnerability.id)).not.toContain(CVE);
  });

  test('the_image_is_judged_again_without_being_read_again', async () => {
    // Nothing is left to read: the archive is gone, and the server may read no folder and no registry.
    await rm(folder.path, { recursive: true });

    await publish(platform.admin, await advisories([NEW_ADVISORY]), 'e2e@2');

    const after = await until(
      () => platform.admin.ask<ImageAnswer>(IMAGE, { digest }),
      ({ image: held }) => held?.findings.nodes.some(({ vulnerability }) => vulnerability.id === CVE) ?? false,
    );
    expect(after.scans.nodes).toEqual([]);
    expect(after.image?.indexedAt).toBe(before.image?.indexedAt);
  });

  test('a_violation_opens_and_an_incident_with_its_owner', async () => {
    const { incidents } = await until(
      () => platform.admin.ask<IncidentsAnswer>(INCIDENTS, { digest }),
      (answer) => answer.incidents.nodes.length > 0,
    );

    const [incident] = incidents.nodes;
    expect(incidents.nodes).toHaveLength(1);
    expect(incident).toMatchObject({ severity: 'CRITICAL', owner: { id: teamId, name: 'payments' } });
    expect(incident?.title).toBe(`fixable-critical-vulnerability: ${image.name}`);
    expect(incident?.violations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ policyName: 'fixable-critical-vulnerability', state: 'OPEN' }),
      ]),
    );
  });

  test('the_webhook_and_the_syslog_receiver_of_the_team_have_heard_of_it', async () => {
    const [incident] = (await platform.admin.ask<IncidentsAnswer>(INCIDENTS, { digest })).incidents.nodes;
    await until(
      async () => webhook.told.map(({ body }) => body.data),
      (told) => told.some(({ incidentId, severity }) => incidentId === incident?.id && severity === 'CRITICAL'),
    );
    await until(
      async () => syslog.lines,
      (lines) => lines.some((line) => line.includes(incident?.id ?? '?')),
    );

    const [told] = webhook.told;
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = told?.headers ?? {};
    const signed = createHmac('sha256', SECRET)
      .update(`${String(id)}.${String(at)}.${told?.text}`)
      .digest('base64');
    expect(signature).toBe(`v1,${signed}`);
    expect(syslog.lines[0]).toMatch(/^<13\d>1 \d{4}-\d\d-\d\dT/);
    const { incidents } = await until(
      () => platform.admin.ask<IncidentsAnswer>(INCIDENTS, { digest }),
      (answer) => answer.incidents.nodes[0]?.deliveries.nodes.every(({ state }) => state === 'DELIVERED') ?? false,
    );
    const sinks = new Set(incidents.nodes[0]?.deliveries.nodes.map(({ sinkKind }) => sinkKind));
    expect([...sinks].sort()).toEqual(['SYSLOG', 'WEBHOOK']);
  });

  test('one_request_walks_from_the_vulnerability_to_the_owner_the_incident_and_the_host', async () => {
    const { vulnerability } = await platform.admin.ask<{ vulnerability: unknown }>(
      `query ($id: ID!) {
        vulnerability(id: $id) {
          id severity
          findings { nodes { image { digest names } component { name version } } }
          blastRadius {
            images workloads hosts clusters internetExposed
            owners { id name }
            affectedWorkloads {
              name namespace
              cluster { name }
              owner { id name contacts { address } }
              containers { image { digest } }
              hosts { id nodeName }
            }
          }
        }
      }`,
      { id: CVE },
    );

    expect(vulnerability).toMatchObject({
      id: CVE,
      severity: 'CRITICAL',
      findings: {
        nodes: [{ image: { digest, names: [image.name] }, component: { name: 'minimist', version: '1.2.5' } }],
      },
      blastRadius: {
        images: 1,
        workloads: 1,
        hosts: 1,
        clusters: 1,
        internetExposed: 1,
        owners: [{ id: teamId, name: 'payments' }],
        affectedWorkloads: [
          {
            name: 'checkout',
            namespace: 'shop',
            cluster: { name: 'e2e' },
            owner: { id: teamId, name: 'payments', contacts: [{ address: 'payments@example.com' }] },
            containers: [{ image: { digest } }],
            hosts: [{ id: HOST, nodeName: HOST }],
          },
        ],
      },
    });
  });
});
