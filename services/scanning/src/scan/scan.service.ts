import type { ScanRequest } from '@bulkhead/contracts';
import { Fault, isFault, messageOf } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import { SCAN_REPORT_SCHEMA } from '@bulkhead/engine-scan';
import type { ScanReport } from '@bulkhead/engine-scan';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { failScan, indexScan, queueScan, startScan, succeedScan } from './scan.ts';
import type { Scan, ScanOrder, ScanState } from './scan.ts';
import type { ScanEngine, ScanStore, SourceGuard } from './scan.ports.ts';

export type ScanServiceFault = 'REPORT_MALFORMED' | 'SUBJECT_UNNAMED' | 'SCAN_INTERRUPTED' | 'SCAN_BROKEN';

/** A subject that can be stored: an image by digest, a host by machine-id. */
export interface Subject {
  readonly kind: 'image' | 'host';
  readonly id: string;
}

/** What happens to a report: stored as inventory, then judged. Each step may be repeated. */
export interface ReportSink {
  index(report: ScanReport): Promise<Subject>;
  judge(subject: Subject): Promise<void>;
}

/** Faults of these kinds are worth another attempt by another worker; all others end the scan. */
const PASSING: ReadonlySet<string> = new Set(['unavailable', 'conflict', 'rate-limited']);

/** Scans from order to findings, one persisted step after the other. */
export class ScanService {
  readonly #parts: {
    readonly scans: ScanStore;
    readonly engine: ScanEngine;
    readonly sink: ReportSink;
    readonly guard: SourceGuard;
    readonly clock: Clock;
  };

  constructor(parts: { scans: ScanStore; engine: ScanEngine; sink: ReportSink; guard: SourceGuard; clock: Clock }) {
    this.#parts = parts;
  }

  /** Queues a scan; the same order by the same caller is one scan. Throws SOURCE_NOT_ALLOWED (forbidden), REFERENCE_INVALID (invalid). */
  async request(order: ScanOrder): Promise<Scan> {
    const { scans, guard, clock } = this.#parts;
    guard(order.source);
    const decision = queueScan(order, clock.now());
    const known = await scans.find(decision.next.id);
    if (known !== undefined) return known;
    await scans.save(decision);
    return decision.next;
  }

  /** Runs a queued scan, or takes up where a worker that died left it. Throws what is worth another attempt, unless it is the last. */
  async run({ scanId }: ScanRequest, { signal, isLast }: { signal: AbortSignal; isLast: boolean }): Promise<void> {
    const { scans, clock } = this.#parts;
    const queued = await scans.find(scanId);
    if (queued === undefined || queued.state === 'SUCCEEDED' || queued.state === 'FAILED') return;
    if (queued.state === 'INDEXED') return this.#judge(queued);
    const running = startScan(queued, clock.now());
    if (running === undefined) return;
    await scans.save({ next: running, events: [] });
    try {
      await this.#judge(await this.#read(running, signal));
    } catch (error) {
      if (signal.aborted)
        throw new Fault<ScanServiceFault>('unavailable', 'SCAN_INTERRUPTED', 'the service is stopping', {
          cause: error,
        });
      if (!isLast && (!isFault(error) || PASSING.has(error.kind))) throw error;
      await this.#fail(
        running.id,
        isFault(error)
          ? error
          : new Fault<ScanServiceFault>('invariant', 'SCAN_BROKEN', messageOf(error), { cause: error }),
      );
    }
  }

  /**
   * Takes a report in that somebody else made (the CLI, an agent). Throws REPORT_MALFORMED (invalid), and
   * SUBJECT_UNNAMED (invalid) for a root filesystem of which nobody says whose it is.
   */
  async takeReport(received: unknown): Promise<Subject> {
    const parsed = SCAN_REPORT_SCHEMA.safeParse(received);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Fault<ScanServiceFault>(
        'invalid',
        'REPORT_MALFORMED',
        `the report is not readable: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
      );
    }
    const subject = await this.#parts.sink.index(parsed.data);
    await this.#parts.sink.judge(subject);
    return subject;
  }

  find(id: string): Promise<Scan | undefined> {
    return this.#parts.scans.find(id);
  }

  page(filter: { readonly state?: ScanState | undefined }, request: PageRequest): Promise<Page<Scan>> {
    return this.#parts.scans.page(filter, request);
  }

  async #read(running: Scan, signal: AbortSignal): Promise<Scan> {
    const { scans, engine, sink } = this.#parts;
    let shown = 0;
    const onPercent = (percent: number): void => {
      if (percent < shown + 5) return;
      shown = percent;
      // Progress is for the eye: a write that fails is caught up by the next one.
      scans.progress(running.id, percent).catch(() => undefined);
    };
    const report = await engine.scan(running.source, { signal, onPercent });
    const indexed = indexScan(running, await sink.index(report));
    await scans.save({ next: indexed, events: [] });
    return indexed;
  }

  async #judge(indexed: Scan): Promise<void> {
    const { scans, sink, clock } = this.#parts;
    if (indexed.subjectKind === null || indexed.subjectId === null) return;
    await sink.judge({ kind: indexed.subjectKind, id: indexed.subjectId });
    await scans.save({ next: succeedScan(indexed, clock.now()), events: [] });
  }

  async #fail(id: string, error: Fault): Promise<void> {
    const { scans, clock } = this.#parts;
    const current = await scans.find(id);
    if (current === undefined) return;
    const reason = { code: error.code, message: messageOf(error) };
    await scans.save({ next: failScan(current, reason, clock.now()), events: [] });
  }
}
