import type { InventoryWorkload, Owner, Stage } from '@bulkhead/contracts';

/** A workload as ingestion last told it, as much as policies need. */
export interface WorkloadState {
  readonly lineageKey: string;
  readonly clusterId: string;
  readonly clusterName: string;
  readonly stage: Stage;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly owner: Owner | null;
  readonly hostIds: readonly string[];
  readonly containers: readonly WorkloadContainer[];
  readonly manifest: Readonly<Record<string, unknown>> | null;
  readonly removed: boolean;
  readonly observedAt: string;
  readonly revision: number;
}

/** Which content runs under which name. */
export interface WorkloadContainer {
  readonly name: string;
  readonly imageRef: string;
  readonly imageDigest: string | null;
}

/** A change of a workload, and the images whose place changed with it. */
export interface WorkloadChange {
  readonly next: WorkloadState;
  readonly images: readonly string[];
}

/** Takes in what ingestion tells of a workload; an older telling changes nothing. */
export function observeWorkload(
  current: WorkloadState | undefined,
  event: InventoryWorkload,
): WorkloadChange | undefined {
  if (current !== undefined && current.observedAt > event.observedAt) return undefined;
  const {
    workloadId: _id,
    labels: _labels,
    annotations: _annotations,
    replicas: _replicas,
    exposure: _exposure,
    ...same
  } = event;
  const next: WorkloadState = { ...same, revision: (current?.revision ?? 0) + 1 };
  return { next, images: movedImages(current, next) };
}

/** Digests of the images a workload runs. */
export function imagesOf(workload: WorkloadState | undefined): readonly string[] {
  if (workload === undefined || workload.removed) return [];
  return [...new Set(workload.containers.flatMap(({ imageDigest }) => imageDigest ?? []))].sort();
}

/** Images that run here and did not before, or the other way round; all of them when the owner or hosts changed. */
function movedImages(current: WorkloadState | undefined, next: WorkloadState): readonly string[] {
  const before = imagesOf(current);
  const after = imagesOf(next);
  const samePlace =
    current !== undefined &&
    current.owner?.teamId === next.owner?.teamId &&
    current.hostIds.join('\n') === next.hostIds.join('\n');
  const all = [...new Set([...before, ...after])];
  return samePlace ? all.filter((digest) => before.includes(digest) !== after.includes(digest)) : all;
}
