import type { HostState } from './host-state.ts';

/** Hosts by id. */
export interface HostStateStore {
  find(id: string): Promise<HostState | undefined>;
  ids(): AsyncIterable<readonly string[]>;
  /** Fault conflict STATE_CHANGED when another writer was faster. */
  save(state: HostState): Promise<void>;
}
