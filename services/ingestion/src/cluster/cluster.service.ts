import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Cluster, ClusterObservation } from './cluster.ts';
import { observeCluster } from './cluster.ts';
import type { ClusterStore } from './cluster.ports.ts';

/** Clusters as their agents tell them. */
export class ClusterService {
  readonly #clusters: ClusterStore;

  constructor(clusters: ClusterStore) {
    this.#clusters = clusters;
  }

  /** Takes a report in; `changed` says whether name or stage, which workloads repeat, are other than before. */
  async observe(observation: ClusterObservation, at: Date): Promise<{ cluster: Cluster; changed: boolean }> {
    const current = await this.#clusters.find(observation.id);
    const decision = observeCluster(current, observation, at);
    if (decision === undefined) return { cluster: current as Cluster, changed: false };
    await this.#clusters.save(decision);
    const { next } = decision;
    const changed = current !== undefined && (current.name !== next.name || current.stage !== next.stage);
    return { cluster: next, changed };
  }

  find(id: string): Promise<Cluster | undefined> {
    return this.#clusters.find(id);
  }

  findMany(ids: readonly string[]): Promise<readonly Cluster[]> {
    return this.#clusters.findMany(ids);
  }

  page(request: PageRequest): Promise<Page<Cluster>> {
    return this.#clusters.page(request);
  }
}
