import { randomUUID } from 'node:crypto';
import type { Client } from './client.ts';

export const CLUSTER = 'clu_e2e';

export interface FleetWorkload {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  readonly digest: string;
  readonly hostId: string;
  readonly exposure?: string;
}

/** One event for the intake. */
export interface IntakeEvent {
  readonly id: string;
  readonly type: string;
  readonly clusterId?: string;
  readonly observedAt: string;
  readonly payload: unknown;
}

/** A team that owns a namespace; gives its id. */
export async function addTeam(admin: Client, name: string, namespace: string): Promise<string> {
  const { upsertTeam } = await admin.ask<{ upsertTeam: { id: string } }>(
    'mutation ($key: ID!, $team: TeamInput!) { upsertTeam(idempotencyKey: $key, team: $team) { id } }',
    { key: randomUUID(), team: { name, contacts: [{ channel: 'mail', address: `${name}@example.com` }] } },
  );
  await admin.ask(
    'mutation ($key: ID!, $rule: OwnershipRuleInput!) { upsertOwnershipRule(idempotencyKey: $key, rule: $rule) { id } }',
    { key: randomUUID(), rule: { teamId: upsertTeam.id, selector: { namespace } } },
  );
  return upsertTeam.id;
}

/** A cluster as its agent tells of it. */
export function clusterEvent(at: Date): IntakeEvent {
  const payload = { name: 'e2e', orchestrator: 'KUBERNETES', version: '1.33', stage: 'PROD', labels: {} };
  return {
    id: `cluster-${at.toISOString()}`,
    type: 'cluster.observed',
    clusterId: CLUSTER,
    observedAt: iso(at),
    payload,
  };
}

/** A machine of that cluster. */
export function hostEvent(at: Date, hostId: string): IntakeEvent {
  const payload = { hostId, hostname: `${hostId}.example`, nodeName: hostId, labels: {} };
  return { id: `host-${hostId}-${iso(at)}`, type: 'host.observed', clusterId: CLUSTER, observedAt: iso(at), payload };
}

/** A deployment of that cluster that breaks no policy by itself. */
export function workloadEvent(
  at: Date,
  { namespace, name, image, digest, hostId, exposure }: FleetWorkload,
): IntakeEvent {
  const securityContext = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const probe = { httpGet: { path: '/', port: 8080 } };
  const resources = { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: '1', memory: '1Gi' } };
  const app = { name: 'app', image, securityContext, resources, livenessProbe: probe, readinessProbe: probe };
  const spec = { serviceAccountName: name, automountServiceAccountToken: false, containers: [app] };
  const manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { namespace, name, uid: `uid-${name}`, labels: { app: name } },
    spec: { replicas: 2, template: { spec } },
  };
  const payload = { manifest, images: { app: digest }, hostIds: [hostId], exposure: exposure ?? 'INTERNET' };
  return {
    id: `workload-${namespace}-${name}-${iso(at)}`,
    type: 'workload.observed',
    clusterId: CLUSTER,
    observedAt: iso(at),
    payload,
  };
}

/** Sends events and demands that every one is taken in. */
export async function tell(client: Client, events: readonly IntakeEvent[]): Promise<void> {
  const { results } = (await client.post('/ingest/v1/events', { events })) as {
    results: readonly { result: string }[];
  };
  const refused = results.filter(({ result }) => result !== 'ACCEPTED' && result !== 'DUPLICATE');
  if (refused.length > 0) throw new Error(`not taken in: ${JSON.stringify(refused)}`);
}

function iso(at: Date): string {
  return at.toISOString();
}
