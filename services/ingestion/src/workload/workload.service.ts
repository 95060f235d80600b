import type { Owner } from '@bulkhead/contracts';
import { isFault } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Cluster } from '../cluster/cluster.ts';
import { resolveOwner } from '../team/owner.ts';
import type { Ownable, OwnershipRule } from '../team/owner.ts';
import { assignOwner, buryWorkload, followCluster, lineageKeyOf, observeWorkload, removeWorkload } from './workload.ts';
import type { Workload, WorkloadObservation } from './workload.ts';
import type { WorkloadFilter, WorkloadStore } from './workload.ports.ts';

/** Where a workload stands, asked of the other nouns of this service. */
export interface WorkloadSurroundings {
  cluster(id: string): Promise<Cluster | undefined>;
  ownerOf(subject: Ownable): Promise<Owner | null>;
  rules(): Promise<readonly OwnershipRule[]>;
}

/** How often a workload that others keep writing is given its owner before the caller is told. */
const REASSIGN_ATTEMPTS = 5;

/** Workloads as agents tell them, with the owner and the stage that follow. */
export class WorkloadService {
  readonly #workloads: WorkloadStore;
  readonly #surroundings: WorkloadSurroundings;

  constructor(workloads: WorkloadStore, surroundings: WorkloadSurroundings) {
    this.#workloads = workloads;
    this.#surroundings = surroundings;
  }

  /** Takes an observation in; an old one changes nothing. */
  async observe(observation: WorkloadObservation): Promise<void> {
    const current = await this.#workloads.find(lineageKeyOf(observation));
    const cluster = await this.#surroundings.cluster(observation.clusterId);
    const decision = observeWorkload(current, observation, {
      clusterName: cluster?.name ?? observation.clusterId,
      stage: cluster?.stage ?? 'UNASSIGNED',
      owner: await this.#surroundings.ownerOf(observation),
    });
    if (decision !== undefined) await this.#workloads.save(decision);
  }

  /** Marks a workload as gone, also one that was never seen: its removal may overtake its observation. */
  async remove(place: Pick<Workload, 'clusterId' | 'namespace' | 'kind' | 'name'>, at: Date): Promise<void> {
    const current = await this.#workloads.find(lineageKeyOf(place));
    const { clusterId, namespace, kind, name } = place;
    const decision =
      current === undefined ? buryWorkload({ clusterId, namespace, kind, name }, at) : removeWorkload(current, at);
    if (decision !== undefined) await this.#workloads.save(decision);
  }

  /** Gives every workload the owner that today's rules name. Returns how many changed hands. */
  async reassignOwners(): Promise<number> {
    const rules = await this.#surroundings.rules();
    let changed = 0;
    for await (const workload of this.#workloads.each({})) {
      if (await this.#reassign(workload, rules)) changed += 1;
    }
    return changed;
  }

  /** An observation may write the same workload meanwhile: then it is read and decided again. */
  async #reassign(workload: Workload, rules: readonly OwnershipRule[]): Promise<boolean> {
    let current: Workload | undefined = workload;
    for (let attempt = 1; current !== undefined; attempt += 1) {
      const decision = assignOwner(current, resolveOwner(current, rules));
      if (decision === undefined) return false;
      try {
        await this.#workloads.save(decision);
        return true;
      } catch (error) {
        if (!isFault(error) || error.kind !== 'conflict' || attempt === REASSIGN_ATTEMPTS) throw error;
        current = await this.#workloads.find(workload.lineageKey);
      }
    }
    return false;
  }

  /** Lets the workloads of a cluster follow its new name or stage. */
  async followCluster(cluster: Cluster): Promise<void> {
    for await (const workload of this.#workloads.each({ clusterId: cluster.id })) {
      const decision = followCluster(workload, { clusterName: cluster.name, stage: cluster.stage });
      if (decision !== undefined) await this.#workloads.save(decision);
    }
  }

  find(lineageKey: string): Promise<Workload | undefined> {
    return this.#workloads.find(lineageKey);
  }

  findMany(lineageKeys: readonly string[]): Promise<readonly Workload[]> {
    return this.#workloads.findMany(lineageKeys);
  }

  findByIds(ids: readonly string[]): Promise<readonly Workload[]> {
    return this.#workloads.findByIds(ids);
  }

  page(filter: WorkloadFilter, request: PageRequest): Promise<Page<Workload>> {
    return this.#workloads.page(filter, request);
  }

  countByImage(digests: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#workloads.countByImage(digests);
  }
}
