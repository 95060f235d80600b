import { describe, expect, test } from '@jest/globals';
import { buildBatch } from '../conformance/batch-builder.suite.ts';
import { checkBatch } from '../record/batch.ts';
import { openDatabase } from '../store/database.ts';
import { WriteTurn } from '../store/write-turn.ts';
import { BatchStore } from './batch.store.ts';
import { Sweeper } from './sweeper.ts';
import type { TopicConfig } from './topic-config.ts';
import { TopicRegistry } from './topic-registry.ts';
import { TopicStore } from './topic.store.ts';

const HOUR = 3_600_000;
const NOW = 100 * HOUR;

class Log implements Disposable {
  readonly database = openDatabase(':memory:');
  readonly turn = new WriteTurn(this.database.db);
  readonly topics = new TopicStore(this.database.db);
  readonly batches = new BatchStore(this.database.db);
  readonly registry = new TopicRegistry(this.topics, this.batches);
  readonly failures: unknown[] = [];
  readonly sweeper: Sweeper;

  constructor() {
    const { turn, topics, batches, registry } = this;
    const parts = { db: this.database.db, turn, topics, batches, registry };
    this.sweeper = new Sweeper(parts, HOUR, (error) => this.failures.push(error));
    this.turn.join(this.registry);
  }

  async topic(name: string, config: TopicConfig, hoursAgo: readonly number[]): Promise<void> {
    await this.turn.write(() => this.registry.create(name, 1, config));
    for (const hours of hoursAgo) {
      const bytes = buildBatch({ values: ['x'.repeat(939)], timestamp: NOW - hours * HOUR });
      await this.turn.write(() => {
        const partition = this.partition(name);
        this.batches.append(partition, checkBatch(bytes, 10_000), bytes);
        partition.logEnd += 1;
        partition.bytes += bytes.length;
        this.registry.touch(partition);
      });
    }
  }

  partition(name: string) {
    const partition = this.registry.partition(name, 0);
    if (partition === undefined) throw new Error(`no topic ${name}`);
    return partition;
  }

  rows(): number {
    return Number(this.database.db.prepare('SELECT count(*) AS n FROM batch').get()?.['n']);
  }

  [Symbol.dispose](): void {
    this.sweeper.stop();
    this.database[Symbol.dispose]();
  }
}

describe('the sweeper', () => {
  test('deletes_what_is_older_than_its_topic_keeps', async () => {
    using log = new Log();
    await log.topic('t', { 'retention.ms': String(5 * HOUR) }, [9, 8, 7, 3, 6, 1]);
    await log.sweeper.sweep(NOW);
    // The old batch behind a young one stays: a log is only cut at its beginning.
    expect(log.partition('t')).toMatchObject({ logStart: 3, logEnd: 6, highWatermark: 6 });
    expect(log.rows()).toBe(3);
    expect(log.failures).toEqual([]);
  });

  test('deletes_the_oldest_of_what_is_too_much', async () => {
    using log = new Log();
    await log.topic('t', { 'retention.bytes': '2500', 'retention.ms': '-1' }, [5, 4, 3, 2, 1]);
    const [size] = log.batches.places(log.partition('t'), 0, 5).map((place) => place.size);
    await log.sweeper.sweep(NOW);
    expect(log.partition('t')).toMatchObject({ logStart: 2, bytes: 3 * (size ?? 0) });
  });

  test('keeps_everything_of_a_topic_that_is_only_compacted_or_kept_for_ever', async () => {
    using log = new Log();
    await log.topic('compacted', { 'cleanup.policy': 'compact', 'retention.ms': '1' }, [50, 40]);
    await log.topic('for-ever', { 'retention.ms': '-1' }, [50, 40]);
    await log.sweeper.sweep(NOW);
    expect(log.rows()).toBe(4);
  });

  test('does_not_count_from_zero_again_when_a_log_is_emptied', async () => {
    using log = new Log();
    await log.topic('t', { 'retention.ms': '1' }, [9, 8]);
    await log.sweeper.sweep(NOW);
    expect(log.rows()).toBe(0);
    const again = new TopicRegistry(log.topics, log.batches);
    expect(again.partition('t', 0)).toMatchObject({ logStart: 2, logEnd: 2, highWatermark: 2, bytes: 0 });
  });

  test('takes_the_batches_of_deleted_topics_away_also_after_a_restart', async () => {
    using log = new Log();
    await log.topic('gone', {}, [1, 1, 1]);
    await log.topic('here', {}, [1]);
    await log.turn.write(() => {
      const topic = log.registry.get('gone');
      if (topic !== undefined) log.registry.delete(topic);
    });
    expect(new TopicRegistry(log.topics, log.batches).orphans()).toHaveLength(1);
    await log.sweeper.sweep(NOW);
    expect(log.rows()).toBe(1);
    expect(log.registry.orphans()).toEqual([]);
  });

  test('is_undone_as_a_whole_when_a_turn_fails', async () => {
    using log = new Log();
    await log.topic('t', {}, [1]);
    const partition = log.partition('t');
    const failing = log.turn.write(() => {
      partition.logEnd = 99;
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(partition).toMatchObject({ logEnd: 1, highWatermark: 1 });
  });
});
