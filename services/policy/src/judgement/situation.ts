import { readWorkload } from '@bulkhead/core-workload';
import type { ContextFacts, ImageFacts } from '@bulkhead/core-policy';
import { hostFactsOf } from '../host-state/host-state.ts';
import type { HostState } from '../host-state/host-state.ts';
import { imageFactsOf } from '../image-state/image-state.ts';
import type { ImageState } from '../image-state/image-state.ts';
import type { WorkloadState } from '../workload-state/workload-state.ts';
import type { Situation } from './judgement.ts';

const NO_DIGESTS: ReadonlyMap<string, string> = new Map();
const HOSTS_MAX = 10_000;

/** An image with the workloads that run it. */
export function imageSituation(state: ImageState, runners: readonly WorkloadState[]): Situation {
  const image = imageFactsOf(state);
  const name = image.reference ?? state.digest;
  return {
    input: { subject: { kind: 'image', id: state.digest, name: name === '' ? state.digest : name }, image },
    point: 'REGISTRY',
    place: {
      clusterId: onlyOne(runners.map(({ clusterId }) => clusterId)),
      lineageKeys: runners.map(({ lineageKey }) => lineageKey),
      imageDigests: [state.digest],
      hostIds: [...new Set(runners.flatMap(({ hostIds }) => hostIds))].sort().slice(0, HOSTS_MAX),
      ownerTeamId: mostCommon(runners.flatMap(({ owner }) => owner?.teamId ?? [])),
    },
    digests: NO_DIGESTS,
  };
}

/** A workload with what is known of its images; undefined when nobody told its manifest. */
export function workloadSituation(state: WorkloadState, images: readonly ImageState[]): Situation | undefined {
  const { workload } = readWorkload(state.manifest ?? undefined);
  if (workload === undefined) return undefined;
  const facts = new Map(images.map((image) => [image.digest, image]));
  const digests = new Map<string, string>();
  const known: Record<string, ImageFacts> = {};
  for (const container of workload.containers) {
    const running = state.containers.find(({ name }) => name === container.name);
    if (running === undefined || running.imageDigest === null) continue;
    digests.set(container.image, running.imageDigest);
    const name = { reference: container.image, digest: running.imageDigest };
    known[container.image] = imageFactsOf(facts.get(running.imageDigest), name);
  }
  return {
    input: {
      subject: { kind: 'workload', id: state.lineageKey, name: `${state.namespace}/${state.name}` },
      context: contextOf(state),
      workload,
      images: known,
    },
    point: 'DEPLOY',
    place: {
      clusterId: state.clusterId,
      lineageKeys: [state.lineageKey],
      imageDigests: [],
      hostIds: state.hostIds,
      ownerTeamId: state.owner?.teamId ?? null,
    },
    digests,
  };
}

/** A host. */
export function hostSituation(state: HostState): Situation {
  const { id, hostname, clusterId, owner } = state;
  return {
    input: {
      subject: { kind: 'host', id, name: hostname },
      context: { ...(clusterId !== null && { clusterId }), ...(owner !== null && { team: owner.name }) },
      host: hostFactsOf(state),
    },
    point: 'HOST',
    place: { clusterId, lineageKeys: [], imageDigests: [], hostIds: [id], ownerTeamId: owner?.teamId ?? null },
    digests: NO_DIGESTS,
  };
}

function contextOf({ clusterId, clusterName, stage, namespace, owner }: WorkloadState): ContextFacts {
  return { clusterId, clusterName, stage, namespace, ...(owner !== null && { team: owner.name }) };
}

function onlyOne(values: readonly string[]): string | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** The most frequent value; of several, the first in order, so that it does not move from one judgement to the next. */
function mostCommon(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return best?.[0] ?? null;
}
