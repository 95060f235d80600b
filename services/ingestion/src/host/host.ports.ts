import type { InventoryHost } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { Host } from './host.ts';

/** Hosts by id; the state and what follows from it are saved in one transaction. */
export interface HostStore {
  find(id: string): Promise<Host | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Host[]>;
  /** Fault conflict RECORD_CHANGED when another writer was faster. */
  save(decision: Decision<Host, InventoryHost>): Promise<void>;
}
