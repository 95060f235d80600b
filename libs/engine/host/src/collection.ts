import type { HostFacts } from '@bulkhead/core-benchmark';
import type { Clock } from '@bulkhead/core-base';
import type { GapList } from './gap-list.ts';
import type { ProcessList } from './process-list.ts';
import type { RootReader } from './root-reader.ts';

/** What every collector gets. */
export interface Collection {
  readonly reader: RootReader;
  readonly gaps: GapList;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** The processes of this machine, listed once; empty for a mounted root. */
  readonly processes: ProcessList;
}

/** Reads one or more groups of facts; what it cannot read it puts into the gaps and leaves out. */
export type Collector = (collection: Collection) => Promise<Partial<HostFacts>>;
