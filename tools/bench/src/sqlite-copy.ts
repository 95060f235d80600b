// The yardstick of both engines: the rows an engine wrote, inserted into an empty file of the same schema.
import { DatabaseSync } from 'node:sqlite';

/** Opens a new file with the tables and indexes of another one, and the settings both engines use. */
export function openLike(template: DatabaseSync, path: string): DatabaseSync {
  const { page_size: pageSize } = template.prepare('PRAGMA page_size').get() as { page_size: number };
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA page_size = ${pageSize}; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
    PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 1000;`);
  const tables = template
    .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC")
    .all() as { sql: string }[];
  for (const { sql } of tables) db.exec(sql);
  return db;
}
