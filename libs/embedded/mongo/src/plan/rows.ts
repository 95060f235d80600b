import type { CollectionInfo, Row } from '../store/collection.ts';
import type { KeyRange, Reader } from '../store/reader.ts';
import type { IndexPlan, Plan } from './plan.ts';

/** What a scan looked at, for `explain`. */
export interface ScanCount {
  keys: number;
  documents: number;
}

const FIRST_CHUNK = 32;
const LARGEST_CHUNK = 512;
/** Bodies are held chunk by chunk; large documents shrink the chunk. */
const CHUNK_BYTES = 4 * 1024 * 1024;

function nextChunk(rows: readonly Row[], size: number): number {
  const bytes = rows.reduce((sum, row) => sum + row.body.length, 0);
  if (bytes > CHUNK_BYTES) return Math.max(8, Math.floor((size * CHUNK_BYTES) / bytes));
  return Math.min(size * 4, LARGEST_CHUNK);
}

interface Scan {
  readonly reader: Reader;
  readonly info: CollectionInfo;
  readonly count: ScanCount;
  /** Hint of how many rows will be taken. */
  readonly wanted: number;
}

function firstChunk(scan: Scan): number {
  return scan.wanted > 0 ? Math.min(scan.wanted, LARGEST_CHUNK) : FIRST_CHUNK;
}

function* tableRows(scan: Scan, reverse: boolean): Generator<Row> {
  let size = firstChunk(scan);
  let after: number | null = null;
  for (;;) {
    const rows: Row[] = scan.reader.scanTable(scan.info, { after, reverse, limit: size });
    for (const row of rows) {
      scan.count.documents += 1;
      yield row;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    after = last.rid;
    size = nextChunk(rows, size);
  }
}

function* rangeRows(scan: Scan, plan: IndexPlan, range: KeyRange): Generator<Row> {
  let size = firstChunk(scan);
  let after: { key: Buffer; rid: number } | null = null;
  for (;;) {
    const step = { range, after, reverse: plan.reverse, limit: size };
    const rows: ReturnType<Reader['scanIndex']> = scan.reader.scanIndex(scan.info, plan.index, step);
    for (const row of rows) {
      scan.count.keys += 1;
      scan.count.documents += 1;
      yield row;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return;
    after = { key: last.key, rid: last.rid };
    size = nextChunk(rows, size);
  }
}

function* pointRows(scan: Scan, plan: IndexPlan, points: readonly Buffer[]): Generator<Row> {
  for (const key of plan.reverse ? points.toReversed() : points) {
    const row = scan.reader.getByKey(scan.info, plan.index, key);
    scan.count.keys += 1;
    if (row === null) continue;
    scan.count.documents += 1;
    yield row;
  }
}

function* onceEach(rows: Iterable<Row>, seen: Set<number>): Generator<Row> {
  for (const row of rows) {
    if (seen.has(row.rid)) continue;
    seen.add(row.rid);
    yield row;
  }
}

function* rangesRows(scan: Scan, plan: IndexPlan): Generator<Row> {
  for (const range of plan.reverse ? plan.ranges.toReversed() : plan.ranges) yield* rangeRows(scan, plan, range);
}

function indexRows(scan: Scan, plan: IndexPlan): Iterable<Row> {
  const rows = plan.points === null ? rangesRows(scan, plan) : pointRows(scan, plan, plan.points);
  return plan.index.multikey ? onceEach(rows, new Set()) : rows;
}

function* unionRows(scan: Scan, plans: readonly IndexPlan[]): Generator<Row> {
  const seen = new Set<number>();
  for (const plan of plans) yield* onceEach(indexRows(scan, plan), seen);
}

/** The documents a plan yields, read in chunks: between two chunks nothing of SQLite is open. */
export function planRows(plan: Plan, scan: Scan): Iterable<Row> {
  if (plan.kind === 'table') return tableRows(scan, plan.reverse);
  return plan.kind === 'union' ? unionRows(scan, plan.plans) : indexRows(scan, plan);
}
