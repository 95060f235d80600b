import type { InventoryCluster } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Cluster } from './cluster.ts';

/** Clusters by id; the state and what follows from it are saved in one transaction. */
export interface ClusterStore {
  find(id: string): Promise<Cluster | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Cluster[]>;
  page(request: PageRequest): Promise<Page<Cluster>>;
  /** Fault conflict CLUSTER_CHANGED when another writer was faster. */
  save(decision: Decision<Cluster, InventoryCluster>): Promise<void>;
}
