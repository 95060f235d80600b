import type { ScanRequest } from '@bulkhead/contracts';
import type { Decision } from '@bulkhead/core-base';
import type { ScanReport } from '@bulkhead/engine-scan';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Scan, ScanState } from './scan.ts';

/** Scans by id. */
export interface ScanStore {
  find(id: string): Promise<Scan | undefined>;
  page(filter: { readonly state?: ScanState | undefined }, request: PageRequest): Promise<Page<Scan>>;
  /** Fault conflict SCAN_CHANGED when another writer was faster. */
  save(decision: Decision<Scan, ScanRequest>): Promise<void>;
  /** Moves the progress, without a revision: nobody decides by it. */
  progress(id: string, percent: number): Promise<void>;
}

/** Reads a source into a report. Faults of engine/source and engine/scan pass through. */
export interface ScanEngine {
  scan(
    source: string,
    options: { readonly signal: AbortSignal; readonly onPercent: (percent: number) => void },
  ): Promise<ScanReport>;
}

/** Says whether a source may be read by this service. Throws SOURCE_NOT_ALLOWED (forbidden). */
export type SourceGuard = (source: string) => void;
