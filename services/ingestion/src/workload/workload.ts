import type { Exposure, InventoryWorkload, Owner, Stage } from '@bulkhead/contracts';
import { computedId, documentDigest } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';

/** The content that runs under a container's name. */
export interface RunningContainer {
  readonly name: string;
  readonly imageRef: string;
  /** null until somebody resolved the reference. */
  readonly imageDigest: string | null;
}

/** A workload as the orchestrator last told it. */
export interface Workload {
  /** h(cluster, UID of the top controller): another one after re-creation. */
  readonly id: string;
  /** h(cluster, namespace, kind, name): survives re-creation. */
  readonly lineageKey: string;
  readonly clusterId: string;
  readonly clusterName: string;
  readonly stage: Stage;
  readonly namespace: string;
  readonly kind: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly owner: Owner | null;
  readonly hostIds: readonly string[];
  readonly replicas: number | null;
  readonly exposure: Exposure;
  readonly containers: readonly RunningContainer[];
  readonly manifest: Readonly<Record<string, unknown>> | null;
  readonly removed: boolean;
  readonly observedAt: Date;
  readonly revision: number;
}

export type WorkloadObservation = Omit<
  Workload,
  'id' | 'lineageKey' | 'owner' | 'revision' | 'clusterName' | 'stage'
> & {
  readonly uid: string | null;
};

export interface WorkloadPlace {
  readonly clusterName: string;
  readonly stage: Stage;
  readonly owner: Owner | null;
}

/** The key that names a workload across re-creations. */
export function lineageKeyOf({
  clusterId,
  namespace,
  kind,
  name,
}: Pick<Workload, 'clusterId' | 'namespace' | 'kind' | 'name'>): string {
  return computedId('lin', clusterId, namespace, kind, name);
}

/**
 * Takes an observation in. An observation older than the one held changes nothing (agents retry and lanes overtake);
 * one that says the same moves the time and tells nobody.
 */
export function observeWorkload(
  current: Workload | undefined,
  observation: WorkloadObservation,
  place: WorkloadPlace,
): Decision<Workload, InventoryWorkload> | undefined {
  if (current !== undefined && current.observedAt > observation.observedAt) return undefined;
  const { uid, ...observed } = observation;
  const lineageKey = lineageKeyOf(observed);
  const next: Workload = {
    ...observed,
    ...place,
    id: computedId('wl', observed.clusterId, uid ?? lineageKey),
    lineageKey,
    revision: (current?.revision ?? 0) + 1,
  };
  const changed = current === undefined || factsDigest(current) !== factsDigest(next);
  return { next, events: changed ? [workloadEvent(next)] : [] };
}

/** Marks a workload as gone. Its record stays, so that what pointed to it still resolves. */
export function removeWorkload(current: Workload, at: Date): Decision<Workload, InventoryWorkload> | undefined {
  if (current.removed || current.observedAt > at) return undefined;
  const next: Workload = {
    ...current,
    removed: true,
    manifest: null,
    hostIds: [],
    observedAt: at,
    revision: current.revision + 1,
  };
  return { next, events: [workloadEvent(next)] };
}

/** What is known of a workload whose removal arrived before anything else of it: that nothing older may bring it back. */
export function buryWorkload(
  place: Pick<Workload, 'clusterId' | 'namespace' | 'kind' | 'name'>,
  at: Date,
): Decision<Workload, InventoryWorkload> {
  const lineageKey = lineageKeyOf(place);
  const next: Workload = {
    ...place,
    id: computedId('wl', place.clusterId, lineageKey),
    lineageKey,
    clusterName: place.clusterId,
    stage: 'UNASSIGNED',
    labels: {},
    annotations: {},
    owner: null,
    hostIds: [],
    replicas: null,
    exposure: 'UNKNOWN',
    containers: [],
    manifest: null,
    removed: true,
    observedAt: at,
    revision: 1,
  };
  return { next, events: [workloadEvent(next)] };
}

/** Gives a workload another owner, because the rules changed. */
export function assignOwner(current: Workload, owner: Owner | null): Decision<Workload, InventoryWorkload> | undefined {
  if (documentDigest(current.owner) === documentDigest(owner)) return undefined;
  const next: Workload = { ...current, owner, revision: current.revision + 1 };
  return { next, events: [workloadEvent(next)] };
}

/** Lets a workload follow the name and the stage of its cluster. */
export function followCluster(
  current: Workload,
  { clusterName, stage }: Pick<Workload, 'clusterName' | 'stage'>,
): Decision<Workload, InventoryWorkload> | undefined {
  if (current.clusterName === clusterName && current.stage === stage) return undefined;
  const next: Workload = { ...current, clusterName, stage, revision: current.revision + 1 };
  return { next, events: [workloadEvent(next)] };
}

function factsDigest(workload: Workload): string {
  const { observedAt: _observedAt, revision: _revision, ...facts } = workload;
  return documentDigest(facts);
}

function workloadEvent(workload: Workload): InventoryWorkload {
  const {
    id,
    owner,
    labels,
    annotations,
    hostIds,
    containers,
    manifest,
    observedAt,
    revision: _revision,
    ...same
  } = workload;
  return {
    ...same,
    workloadId: id,
    labels: { ...labels },
    annotations: { ...annotations },
    owner: owner === null ? null : { ...owner },
    hostIds: [...hostIds],
    containers: containers.map((container) => ({ ...container })),
    manifest: manifest === null ? null : { ...manifest },
    observedAt: observedAt.toISOString(),
  };
}
