import type { ScanRequest } from '@bulkhead/contracts';
import { computedId } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';

/** Where a scan stands. INDEXED: the content is read and stored, its findings are being judged. */
export const SCAN_STATES = ['QUEUED', 'RUNNING', 'INDEXED', 'SUCCEEDED', 'FAILED'] as const;
export type ScanState = (typeof SCAN_STATES)[number];

export const SCAN_LANES = ['INTERACTIVE', 'BACKGROUND'] as const;
export type ScanLane = (typeof SCAN_LANES)[number];

export interface Scan {
  readonly id: string;
  /** Source specification as asked for: registry reference, `oci:`, `docker-archive:`, `dir:`. */
  readonly source: string;
  readonly lane: ScanLane;
  readonly state: ScanState;
  readonly requestedBy: string;
  readonly reason: ScanRequest['reason'];
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly attempts: number;
  /** 0 to 100 while it runs. */
  readonly percent: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** Image digest or host id, once known. */
  readonly subjectKind: 'image' | 'host' | null;
  readonly subjectId: string | null;
  readonly revision: number;
}

export interface ScanOrder {
  readonly source: string;
  readonly lane: ScanLane;
  readonly requestedBy: string;
  readonly reason: ScanRequest['reason'];
  /** Makes the id: the same order twice is one scan. */
  readonly key: string;
}

/** A new scan in its lane. */
export function queueScan(
  { source, lane, requestedBy, reason, key }: ScanOrder,
  at: Date,
): Decision<Scan, ScanRequest> {
  const id = computedId('scan', requestedBy, key, source);
  const next: Scan = {
    id,
    source,
    lane,
    state: 'QUEUED',
    requestedBy,
    reason,
    queuedAt: at,
    startedAt: null,
    finishedAt: null,
    attempts: 0,
    percent: 0,
    errorCode: null,
    errorMessage: null,
    subjectKind: null,
    subjectId: null,
    revision: 1,
  };
  return { next, events: [{ scanId: id, source, requestedBy, requestedAt: at.toISOString(), reason }] };
}

/** A worker takes the scan up, for the first time or after another one died with it. Undefined when it is finished. */
export function startScan(scan: Scan, at: Date): Scan | undefined {
  if (scan.state === 'SUCCEEDED' || scan.state === 'FAILED') return undefined;
  const startedAt = scan.startedAt ?? at;
  return { ...scan, state: 'RUNNING', startedAt, attempts: scan.attempts + 1, revision: scan.revision + 1 };
}

/** The content is stored; what it means is judged next. */
export function indexScan(scan: Scan, subject: { kind: 'image' | 'host'; id: string }): Scan {
  return {
    ...scan,
    state: 'INDEXED',
    percent: 100,
    subjectKind: subject.kind,
    subjectId: subject.id,
    revision: scan.revision + 1,
  };
}

export function succeedScan(scan: Scan, at: Date): Scan {
  return { ...scan, state: 'SUCCEEDED', percent: 100, finishedAt: at, revision: scan.revision + 1 };
}

/** The scan ends with a coded error; asking again makes a new scan. */
export function failScan(scan: Scan, error: { code: string; message: string }, at: Date): Scan {
  return {
    ...scan,
    state: 'FAILED',
    finishedAt: at,
    errorCode: error.code,
    errorMessage: error.message.slice(0, 4000),
    revision: scan.revision + 1,
  };
}
