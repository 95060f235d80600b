import { decodeFields } from '../value/decode.ts';
import { pathValues } from '../value/index-key.ts';
import { encodeKey, successor } from '../value/key.ts';
import { RANK } from '../value/compare.ts';
import type { CollectionInfo, IndexInfo, Row } from './collection.ts';
import type { Database } from './database.ts';
import type { KeyRange } from './reader.ts';

/** Documents removed in one SQLite transaction, so that others get their turn. */
const BATCH = 500;

/** Keys of dates before the limit. */
function expiredRange(index: IndexInfo, limit: number): KeyRange {
  const descending = index.fields[0]?.direction === -1;
  const edge = encodeKey([new Date(Math.max(limit, -8.64e15))], [descending ? -1 : 1]);
  if (!descending) return { low: Buffer.from([RANK.date]), high: edge };
  return { low: successor(edge), high: Buffer.from([0xff - RANK.date + 1]) };
}

/** The least date of the field decides; a document without one never expires. */
function isExpired(index: IndexInfo, row: Row, limit: number): boolean {
  const [field] = index.fields;
  if (field === undefined) return false;
  const doc = decodeFields(row.body, [Buffer.from(field.segments[0] ?? '')]);
  return pathValues(doc, field.segments).values.some((value) => value instanceof Date && value.getTime() < limit);
}

function sweepBatch(database: Database, info: CollectionInfo, expiry: { index: IndexInfo; limit: number }): number {
  const { index, limit } = expiry;
  const range = expiredRange(index, limit);
  const rows = database.reader.scanIndex(info, index, { range, after: null, reverse: false, limit: BATCH });
  const gone = new Map(rows.filter((row) => isExpired(index, row, limit)).map((row) => [row.rid, row]));
  if (gone.size === 0) return 0;
  database.write(() => {
    for (const row of gone.values()) {
      database.writer.remove(info, row);
      database.noteChange(info, row.rid);
    }
  });
  return gone.size;
}

/** Removes the documents whose time by a TTL index is over; how many there were. */
export function sweepExpired(database: Database, now: number): number {
  let removed = 0;
  for (const info of database.catalog.list()) {
    for (const index of info.indexes) {
      if (index.expireAfterSeconds === null) continue;
      const limit = now - index.expireAfterSeconds * 1000;
      for (let count = BATCH; count > 0; removed += count) count = sweepBatch(database, info, { index, limit });
    }
  }
  return removed;
}
