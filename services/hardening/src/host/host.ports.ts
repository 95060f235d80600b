import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Host, HostFilter } from './host.ts';

/** Hosts that told their facts. They are written by the audit that judges the facts, in one transaction with it. */
export interface HostStore {
  find(id: string): Promise<Host | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Host[]>;
  /** By name. */
  page(filter: HostFilter, request: PageRequest): Promise<Page<Host>>;
}
