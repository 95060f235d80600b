import type { InventoryCluster, Stage } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';

export const ORCHESTRATORS = ['KUBERNETES', 'OPENSHIFT', 'NOMAD', 'PODMAN', 'DOCKER'] as const;
export type Orchestrator = (typeof ORCHESTRATORS)[number];

/** HEALTHY while reports come; STALE when the last one is older than `STALE_AFTER_MS`; UNKNOWN before the first. */
export const AGENT_HEALTH = ['HEALTHY', 'STALE', 'UNKNOWN'] as const;
export type AgentHealth = (typeof AGENT_HEALTH)[number];

/** Three missed five-minute reports. */
const STALE_AFTER_MS = 15 * 60 * 1000;

export interface Cluster {
  /** `clu_` + UID of the kube-system namespace, or what the operator gave. */
  readonly id: string;
  readonly name: string;
  readonly orchestrator: Orchestrator;
  readonly version: string | null;
  readonly stage: Stage;
  readonly labels: Readonly<Record<string, string>>;
  readonly lastReportAt: Date;
  readonly revision: number;
}

export type ClusterObservation = Omit<Cluster, 'revision' | 'lastReportAt'>;

/**
 * Takes a report in; one older than the last changes nothing. The event goes out only when something a reader acts on
 * changed; the report time always moves.
 */
export function observeCluster(
  current: Cluster | undefined,
  observation: ClusterObservation,
  at: Date,
): Decision<Cluster, InventoryCluster> | undefined {
  if (current !== undefined && current.lastReportAt > at) return undefined;
  const next: Cluster = { ...observation, lastReportAt: at, revision: (current?.revision ?? 0) + 1 };
  return { next, events: current !== undefined && isSameCluster(current, next) ? [] : [clusterEvent(next)] };
}

/** Whether the cluster still reports, at an instant. */
export function agentHealth(cluster: Pick<Cluster, 'lastReportAt'>, now: Date): AgentHealth {
  return now.getTime() - cluster.lastReportAt.getTime() > STALE_AFTER_MS ? 'STALE' : 'HEALTHY';
}

function isSameCluster(a: Cluster, b: Cluster): boolean {
  return JSON.stringify(observedFacts(a)) === JSON.stringify(observedFacts(b));
}

function observedFacts({ name, orchestrator, version, stage, labels }: Cluster): unknown {
  return [name, orchestrator, version, stage, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))];
}

function clusterEvent(cluster: Cluster): InventoryCluster {
  const { id, name, orchestrator, version, stage, labels, lastReportAt } = cluster;
  return { clusterId: id, name, orchestrator, version, stage, labels, lastReportAt: lastReportAt.toISOString() };
}
