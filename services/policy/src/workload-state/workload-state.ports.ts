import type { WorkloadState } from './workload-state.ts';

/** Workloads by lineage key. */
export interface WorkloadStateStore {
  find(lineageKey: string): Promise<WorkloadState | undefined>;
  /** Workloads that run an image, at most `limit`, in the order of their keys. */
  runningImage(digest: string, limit: number): Promise<readonly WorkloadState[]>;
  /** Lineage keys of all workloads that run an image, in pages. */
  idsRunningImage(digest: string): AsyncIterable<readonly string[]>;
  ids(): AsyncIterable<readonly string[]>;
  /** Fault conflict STATE_CHANGED when another writer was faster. */
  save(state: WorkloadState): Promise<void>;
}
