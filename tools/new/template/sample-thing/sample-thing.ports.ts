import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { SampleThing } from './sample-thing.ts';

/** Where sample things are kept. */
export interface SampleThingStore {
  find(id: string): Promise<SampleThing | undefined>;
  /** In no order; what is not there is left out. */
  findMany(ids: readonly string[]): Promise<readonly SampleThing[]>;
  /** By name. */
  page(request: PageRequest): Promise<Page<SampleThing>>;
  /** Fault conflict SAMPLE_THING_CHANGED when another writer was faster. */
  save(next: SampleThing): Promise<void>;
}
