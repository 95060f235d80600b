import type { InventoryWorkload } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Workload } from './workload.ts';

/** Which workloads; every member given has to match. Each is backed by an index. */
export interface WorkloadFilter {
  readonly clusterId?: string | undefined;
  readonly namespace?: string | undefined;
  readonly ownerTeamId?: string | undefined;
  readonly imageDigest?: string | undefined;
  readonly hostId?: string | undefined;
}

/** Workloads by lineage key; the state and what follows from it are saved in one transaction. */
export interface WorkloadStore {
  find(lineageKey: string): Promise<Workload | undefined>;
  findByIds(ids: readonly string[]): Promise<readonly Workload[]>;
  findMany(lineageKeys: readonly string[]): Promise<readonly Workload[]>;
  /** Workloads that are there, by namespace and name; removed ones are left out. */
  page(filter: WorkloadFilter, request: PageRequest): Promise<Page<Workload>>;
  /** How many workloads run each image; images nobody runs are absent. */
  countByImage(digests: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Every workload that is there, in the order of its key. */
  each(filter: WorkloadFilter): AsyncIterable<Workload>;
  /** Fault conflict RECORD_CHANGED when another writer was faster. */
  save(decision: Decision<Workload, InventoryWorkload>): Promise<void>;
}
