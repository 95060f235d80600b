import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Partition } from './partition.ts';
import type { ProducerState, RememberedBatch } from './producer-table.ts';
import type { TopicConfig } from './topic-config.ts';

export interface TopicRow {
  readonly id: number;
  readonly name: string;
  readonly configs: string;
}

export interface PartitionRow {
  readonly id: number;
  readonly topicId: number;
  readonly number: number;
  readonly logStart: number;
  readonly logEnd: number;
}

export interface ProducerRow {
  readonly partitionId: number;
  readonly producerId: number;
  readonly state: ProducerState;
}

/** The rows of topics, partitions and idempotent producers. Whoever writes does so inside a turn. */
export class TopicStore {
  readonly #db: DatabaseSync;
  readonly #insertTopic: StatementSync;
  readonly #insertPartition: StatementSync;
  readonly #setConfigs: StatementSync;
  readonly #setBounds: StatementSync;
  readonly #saveProducer: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#insertTopic = db.prepare('INSERT INTO topic (name, configs, created_at) VALUES (?, ?, ?)');
    this.#insertPartition = db.prepare(
      'INSERT INTO partition (topic_id, number, log_start, log_end) VALUES (?, ?, 0, 0)',
    );
    this.#setConfigs = db.prepare('UPDATE topic SET configs = ? WHERE id = ?');
    this.#setBounds = db.prepare('UPDATE partition SET log_start = ?, log_end = ? WHERE id = ?');
    this.#saveProducer = db.prepare(
      'INSERT OR REPLACE INTO producer (partition_id, producer_id, epoch, recent, seen_at) VALUES (?, ?, ?, ?, ?)',
    );
  }

  insertTopic(name: string, config: TopicConfig, now: number): number {
    return Number(this.#insertTopic.run(name, JSON.stringify(config), now).lastInsertRowid);
  }

  insertPartition(topicId: number, number: number): number {
    return Number(this.#insertPartition.run(topicId, number).lastInsertRowid);
  }

  setConfig(topicId: number, config: TopicConfig): void {
    this.#setConfigs.run(JSON.stringify(config), topicId);
  }

  setBounds(partition: Partition): void {
    this.#setBounds.run(partition.logStart, partition.logEnd, partition.id);
  }

  /** Takes a topic, its partitions, its producers and what groups committed on it away; batches are swept later. */
  deleteTopic(topicId: number, name: string): void {
    this.#db
      .prepare('DELETE FROM producer WHERE partition_id IN (SELECT id FROM partition WHERE topic_id = ?)')
      .run(topicId);
    this.#db.prepare('DELETE FROM partition WHERE topic_id = ?').run(topicId);
    this.#db.prepare('DELETE FROM committed_offset WHERE topic = ?').run(name);
    this.#db.prepare('DELETE FROM topic WHERE id = ?').run(topicId);
  }

  saveProducers(partition: Partition): void {
    for (const [producerId, { epoch, recent, seenAt }] of partition.producers.takeUnsaved()) {
      this.#saveProducer.run(partition.id, producerId, epoch, JSON.stringify(recent), seenAt);
    }
  }

  deleteProducersBefore(time: number): void {
    this.#db.prepare('DELETE FROM producer WHERE seen_at < ?').run(time);
  }

  /** The next number of a counter that never goes back, such as producer ids. */
  nextNumber(counter: string): number {
    const row = this.#db
      .prepare(
        `INSERT INTO engine (key, value) VALUES (?, '1')
         ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) RETURNING value`,
      )
      .get(counter);
    return Number(row?.['value']);
  }

  /** A setting made once and kept for the life of the data. */
  remembered(key: string, make: () => string): string {
    const row = this.#db.prepare('SELECT value FROM engine WHERE key = ?').get(key);
    if (row !== undefined) return String(row['value']);
    const value = make();
    this.#db.prepare('INSERT INTO engine (key, value) VALUES (?, ?)').run(key, value);
    return value;
  }

  topics(): TopicRow[] {
    return this.#db.prepare('SELECT id, name, configs FROM topic ORDER BY name').all() as unknown as TopicRow[];
  }

  partitions(): PartitionRow[] {
    return this.#db
      .prepare(
        `SELECT id, topic_id AS topicId, number, log_start AS logStart, log_end AS logEnd
         FROM partition ORDER BY topic_id, number`,
      )
      .all() as unknown as PartitionRow[];
  }

  producers(): ProducerRow[] {
    return this.#db
      .prepare('SELECT partition_id, producer_id, epoch, recent, seen_at FROM producer')
      .all()
      .map((row) => ({
        partitionId: Number(row['partition_id']),
        producerId: Number(row['producer_id']),
        state: {
          epoch: Number(row['epoch']),
          recent: JSON.parse(String(row['recent'])) as RememberedBatch[],
          seenAt: Number(row['seen_at']),
        },
      }));
  }
}
