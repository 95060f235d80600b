import type { Exposure, InventoryWorkload } from '@bulkhead/contracts';

/** Where an image runs, as scanning needs it: a projection of inventory.workload, rebuilt by reading that topic again. */
export interface Usage {
  readonly lineageKey: string;
  readonly name: string;
  readonly clusterId: string;
  readonly namespace: string;
  readonly ownerTeamId: string | null;
  readonly hostIds: readonly string[];
  readonly exposure: Exposure;
  readonly replicas: number | null;
  readonly imageDigests: readonly string[];
  readonly removed: boolean;
  readonly revision: number;
}

/** What an event says of usage. */
export function usageOf(data: InventoryWorkload, revision: number): Usage {
  const digests = data.containers.flatMap(({ imageDigest }) => (imageDigest === null ? [] : [imageDigest]));
  return {
    lineageKey: data.lineageKey,
    name: `${data.namespace}/${data.name}`,
    clusterId: data.clusterId,
    namespace: data.namespace,
    ownerTeamId: data.owner?.teamId ?? null,
    hostIds: data.hostIds,
    exposure: data.exposure,
    replicas: data.replicas,
    imageDigests: [...new Set(digests)].sort(),
    removed: data.removed,
    revision,
  };
}

/** How far something reaches. */
export interface BlastRadius {
  readonly images: number;
  readonly workloads: number;
  readonly pods: number;
  readonly hosts: number;
  readonly namespaces: number;
  readonly clusters: number;
  readonly internetExposed: number;
  readonly ownerTeamIds: readonly string[];
  readonly lineageKeys: readonly string[];
}

/** Adds the usages of affected images, and affected hosts themselves, up. */
export function blastRadius(
  usages: readonly Usage[],
  affected: { images: number; hostIds: readonly string[] },
): BlastRadius {
  const running = usages.filter(({ removed }) => !removed);
  return {
    images: affected.images,
    workloads: running.length,
    pods: running.reduce((sum, { replicas }) => sum + (replicas ?? 0), 0),
    hosts: new Set([...affected.hostIds, ...running.flatMap(({ hostIds }) => hostIds)]).size,
    namespaces: new Set(running.map(({ clusterId, namespace }) => `${clusterId}/${namespace}`)).size,
    clusters: new Set(running.map(({ clusterId }) => clusterId)).size,
    internetExposed: running.filter(({ exposure }) => exposure === 'INTERNET').length,
    ownerTeamIds: [...new Set(running.flatMap(({ ownerTeamId }) => ownerTeamId ?? []))].sort(),
    lineageKeys: running.map(({ lineageKey }) => lineageKey).sort(),
  };
}
