import type { DatabaseSync } from 'node:sqlite';

/** Written to `PRAGMA user_version`; a later engine migrates, an earlier one refuses. */
export const SCHEMA_VERSION = 1;

/**
 * `synchronous=NORMAL` in WAL mode: what was acknowledged survives the death of the process (SIGKILL), not a power cut.
 * That is Kafka's own default (it leaves flushing to the operating system).
 */
export function prepareDatabase(db: DatabaseSync): void {
  db.exec(`
    PRAGMA page_size = 16384;
    PRAGMA auto_vacuum = INCREMENTAL;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA foreign_keys = OFF;
    PRAGMA cache_size = -16384;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA journal_size_limit = 67108864;
  `);
}

export const SCHEMA = `
  CREATE TABLE IF NOT EXISTS engine (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS topic (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, configs TEXT NOT NULL, created_at INTEGER NOT NULL
  ) STRICT;
  -- log_end is written when batches are deleted, so that an emptied log does not begin again at 0.
  CREATE TABLE IF NOT EXISTS partition (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic_id INTEGER NOT NULL, number INTEGER NOT NULL,
    log_start INTEGER NOT NULL, log_end INTEGER NOT NULL, UNIQUE (topic_id, number)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS batch (
    id INTEGER PRIMARY KEY, partition_id INTEGER NOT NULL, base_offset INTEGER NOT NULL, last_offset INTEGER NOT NULL,
    max_timestamp INTEGER NOT NULL, size INTEGER NOT NULL, bytes BLOB NOT NULL
  ) STRICT;
  -- Covers everything but the bytes: sizes, times and positions are answered without reading a log page.
  CREATE UNIQUE INDEX IF NOT EXISTS batch_position
    ON batch (partition_id, base_offset, last_offset, max_timestamp, size);
  CREATE TABLE IF NOT EXISTS producer (
    partition_id INTEGER NOT NULL, producer_id INTEGER NOT NULL, epoch INTEGER NOT NULL, recent TEXT NOT NULL,
    seen_at INTEGER NOT NULL, PRIMARY KEY (partition_id, producer_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS consumer_group (
    id TEXT PRIMARY KEY, generation INTEGER NOT NULL, protocol_type TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS committed_offset (
    group_id TEXT NOT NULL, topic TEXT NOT NULL, partition INTEGER NOT NULL, next_offset INTEGER NOT NULL,
    metadata TEXT, committed_at INTEGER NOT NULL, PRIMARY KEY (group_id, topic, partition)
  ) STRICT, WITHOUT ROWID;
`;
