import { readFile, readdir } from 'node:fs/promises';
import { Fault, uuidV7 } from '@bulkhead/core-base';
import { processEnvironment } from '@bulkhead/platform-config';
import { collectHostFacts } from '@bulkhead/engine-host';
import { DEMO_TEAMS, demoEvents } from './demo/fleet.ts';
import { demoReports } from './demo/report.ts';
import type { Stack } from './stack.ts';

export type DemoFault = 'DEMO_REFUSED';

/** The advisories we wrote ourselves; a checkout has them beside the scenarios that use them. */
const ADVISORIES = new URL('../../../e2e/fixtures/advisories/', import.meta.url);

/** Fills an installation with a small fleet, through the same doors as everybody. Doing it twice changes nothing. */
export async function seedDemo(stack: Stack, onProgress: (step: string) => void): Promise<void> {
  const now = new Date();
  const send = sender(stack, await adminToken(stack));
  onProgress('demo: teams');
  for (const { name, namespace, address } of DEMO_TEAMS) await seedTeam(send, { name, namespace, address });
  onProgress('demo: this host');
  const facts = await collectHostFacts();
  const observedAt = now.toISOString();
  const identity = {
    id: `demo-host-${observedAt}`,
    type: 'host.observed',
    observedAt,
    payload: { hostId: facts.hostId, hostname: facts.hostname },
  };
  const told = {
    id: `demo-facts-${observedAt}`,
    type: 'host.facts',
    observedAt,
    payload: { hostId: facts.hostId, facts },
  };
  await send('/ingest/v1/events', { events: [identity, told] });
  onProgress('demo: a cluster');
  await send('/ingest/v1/events', { events: demoEvents(now, facts.hostId) });
  onProgress('demo: two images');
  for (const report of demoReports(now)) await send('/scan/v1/reports', report);
  onProgress('demo: advisories');
  await send('/scan/v1/advisories', { source: 'demo', snapshot: 'demo@1', advisories: await advisories() });
}

type Send = (path: string, body: unknown) => Promise<unknown>;

async function seedTeam(send: Send, { name, namespace, address }: (typeof DEMO_TEAMS)[number]): Promise<void> {
  const answer = await send('/graphql', {
    query: 'mutation ($key: ID!, $team: TeamInput!) { upsertTeam(idempotencyKey: $key, team: $team) { id } }',
    variables: { key: uuidV7(new Date()), team: { name, contacts: [{ channel: 'mail', address }] } },
  });
  const { data } = answer as { data: { upsertTeam: { id: string } } };
  await send('/graphql', {
    query:
      'mutation ($key: ID!, $rule: OwnershipRuleInput!) { upsertOwnershipRule(idempotencyKey: $key, rule: $rule) { id } }',
    variables: {
      key: uuidV7(new Date()),
      rule: { teamId: data.upsertTeam.id, selector: { namespace }, source: 'demo' },
    },
  });
}

async function advisories(): Promise<readonly unknown[]> {
  const names = (await readdir(ADVISORIES)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(new URL(name, ADVISORIES), 'utf8')) as unknown),
  );
}

function sender({ url }: Stack, token: string): Send {
  return async (path, body) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer: unknown = await response.json();
    const errors = (answer as { errors?: unknown }).errors;
    if (response.ok && errors === undefined) return answer;
    throw new Fault<DemoFault>(
      'invariant',
      'DEMO_REFUSED',
      `${path} refused the demo data: ${JSON.stringify(answer).slice(0, 500)}`,
    );
  };
}

async function adminToken({ gateway, directory }: Stack): Promise<string> {
  if (gateway.adminToken.state === 'created') return gateway.adminToken.plaintext;
  const given = processEnvironment()['BULKHEAD_TOKEN'];
  return given ?? (await readFile(`${directory.path}/admin.token`, 'utf8')).trim();
}
