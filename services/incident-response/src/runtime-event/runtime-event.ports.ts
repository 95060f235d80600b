import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { RuntimeEvent } from './runtime-event.ts';

export interface RuntimeEventFilter {
  readonly incidentId?: string | undefined;
  readonly lineageKey?: string | undefined;
  readonly hostId?: string | undefined;
  readonly imageDigest?: string | undefined;
}

/** Runtime events, kept for as long as is configured. */
export interface RuntimeEventStore {
  findMany(ids: readonly string[]): Promise<readonly RuntimeEvent[]>;
  /** In the caller's transaction. */
  add(event: RuntimeEvent): Promise<void>;
  /** Newest first. */
  page(filter: RuntimeEventFilter, request: PageRequest): Promise<Page<RuntimeEvent>>;
}
