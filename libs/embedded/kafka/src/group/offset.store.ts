import type { DatabaseSync, StatementSync } from 'node:sqlite';

export interface CommittedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly metadata: string | null;
}

export interface GroupRow {
  readonly id: string;
  readonly generation: number;
  readonly protocolType: string;
}

/** The rows of groups and of what they committed. Kept until the group or the topic is deleted. */
export class OffsetStore {
  readonly #db: DatabaseSync;
  readonly #commit: StatementSync;
  readonly #one: StatementSync;
  readonly #all: StatementSync;
  readonly #saveGroup: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#commit = db.prepare(
      `INSERT OR REPLACE INTO committed_offset (group_id, topic, partition, next_offset, metadata, committed_at)
       VALUES (?, ?, ?, ?, ?, ?)`,
    );
    const columns = 'topic, partition, next_offset AS offset, metadata';
    this.#one = db.prepare(
      `SELECT ${columns} FROM committed_offset WHERE group_id = ? AND topic = ? AND partition = ?`,
    );
    this.#all = db.prepare(`SELECT ${columns} FROM committed_offset WHERE group_id = ? ORDER BY topic, partition`);
    this.#saveGroup = db.prepare(
      'INSERT OR REPLACE INTO consumer_group (id, generation, protocol_type) VALUES (?, ?, ?)',
    );
  }

  commit(group: string, at: CommittedOffset): void {
    this.#commit.run(group, at.topic, at.partition, at.offset, at.metadata, Date.now());
  }

  committed(group: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.#one.get(group, topic, partition) as unknown as CommittedOffset | undefined;
  }

  allCommitted(group: string): CommittedOffset[] {
    return this.#all.all(group) as unknown as CommittedOffset[];
  }

  saveGroup(row: GroupRow): void {
    this.#saveGroup.run(row.id, row.generation, row.protocolType);
  }

  deleteGroup(id: string): void {
    this.#db.prepare('DELETE FROM committed_offset WHERE group_id = ?').run(id);
    this.#db.prepare('DELETE FROM consumer_group WHERE id = ?').run(id);
  }

  groups(): GroupRow[] {
    return this.#db
      .prepare('SELECT id, generation, protocol_type AS protocolType FROM consumer_group ORDER BY id')
      .all() as unknown as GroupRow[];
  }
}
