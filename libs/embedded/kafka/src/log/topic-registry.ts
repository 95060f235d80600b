import type { TurnParticipant } from '../store/write-turn.ts';
import { ERROR, ProtocolError } from '../wire/error-code.ts';
import type { BatchStore } from './batch.store.ts';
import { Partition } from './partition.ts';
import { policyOf } from './topic-config.ts';
import type { TopicConfig, TopicPolicy } from './topic-config.ts';
import type { PartitionRow, TopicStore } from './topic.store.ts';

export interface Topic {
  readonly id: number;
  readonly name: string;
  readonly partitions: readonly Partition[];
  readonly config: TopicConfig;
  readonly policy: TopicPolicy;
}

export const MAX_PARTITIONS_PER_TOPIC = 1024;
const MAX_PARTITIONS = 16_384;
const TOPIC_NAME = /^[a-zA-Z0-9._-]{1,249}$/;

/** Every topic and partition, in memory and in step with the database. Changes are made inside a turn. */
export class TopicRegistry implements TurnParticipant {
  readonly #store: TopicStore;
  readonly #batches: BatchStore;
  readonly #topics = new Map<string, Topic>();
  readonly #byId = new Map<number, Partition>();
  readonly #touched = new Set<Partition>();
  /** Partitions whose topic is gone and whose batches are still there. */
  readonly #orphans = new Set<number>();

  constructor(store: TopicStore, batches: BatchStore) {
    this.#store = store;
    this.#batches = batches;
    this.#load();
  }

  get(name: string): Topic | undefined {
    return this.#topics.get(name);
  }

  /** Topics in the order of their names. */
  all(): Topic[] {
    return [...this.#topics.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  partition(topic: string, number: number): Partition | undefined {
    return this.#topics.get(topic)?.partitions[number];
  }

  get partitionCount(): number {
    return this.#byId.size;
  }

  /** @throws ProtocolError INVALID_TOPIC_EXCEPTION, TOPIC_ALREADY_EXISTS, INVALID_PARTITIONS, POLICY_VIOLATION */
  checkNew(name: string, partitions: number): void {
    if (!TOPIC_NAME.test(name) || name === '.' || name === '..') {
      throw new ProtocolError(
        ERROR.INVALID_TOPIC_EXCEPTION,
        `invalid topic name ${JSON.stringify(name.slice(0, 250))}`,
      );
    }
    if (this.#topics.has(name)) throw new ProtocolError(ERROR.TOPIC_ALREADY_EXISTS, `topic ${name} already exists`);
    this.checkRoom(partitions, 0);
  }

  checkRoom(partitions: number, existing: number): void {
    if (partitions < 1 || partitions > MAX_PARTITIONS_PER_TOPIC) {
      throw new ProtocolError(ERROR.INVALID_PARTITIONS, `partitions must be 1 to ${MAX_PARTITIONS_PER_TOPIC}`);
    }
    if (this.#byId.size + partitions - existing > MAX_PARTITIONS) {
      throw new ProtocolError(ERROR.POLICY_VIOLATION, `the engine holds at most ${MAX_PARTITIONS} partitions`);
    }
  }

  create(name: string, partitions: number, config: TopicConfig): Topic {
    const id = this.#store.insertTopic(name, config, Date.now());
    const made = Array.from({ length: partitions }, (_, number) => this.#makePartition(id, name, number));
    return this.#put({ id, name, partitions: made, config, policy: policyOf(config) });
  }

  addPartitions(topic: Topic, count: number): void {
    const added = Array.from({ length: count - topic.partitions.length }, (_, index) =>
      this.#makePartition(topic.id, topic.name, topic.partitions.length + index),
    );
    this.#put({ ...topic, partitions: [...topic.partitions, ...added] });
  }

  configure(topic: Topic, config: TopicConfig): void {
    this.#store.setConfig(topic.id, config);
    this.#put({ ...topic, config, policy: policyOf(config) });
  }

  delete(topic: Topic): void {
    this.#store.deleteTopic(topic.id, topic.name);
    this.#topics.delete(topic.name);
    for (const partition of topic.partitions) this.#drop(partition);
  }

  /** Marks a partition written in this turn. */
  touch(partition: Partition): void {
    this.#touched.add(partition);
  }

  /** Moves the start of a log; what ends before it is deleted. */
  advance(partition: Partition, logStart: number): void {
    partition.logStart = logStart;
    partition.bytes -= this.#batches.deleteBelow(partition, logStart);
    this.#store.setBounds(partition);
    this.touch(partition);
  }

  orphans(): number[] {
    return [...this.#orphans];
  }

  forgetOrphan(partitionId: number): void {
    this.#orphans.delete(partitionId);
  }

  flush(): void {
    for (const partition of this.#touched) if (!partition.deleted) this.#store.saveProducers(partition);
  }

  committed(): void {
    const touched = [...this.#touched];
    this.#touched.clear();
    for (const partition of touched) {
      partition.highWatermark = partition.logEnd;
      partition.changed();
    }
  }

  undone(): void {
    const waiting = [...this.#touched];
    this.#touched.clear();
    this.#load();
    for (const partition of waiting) partition.changed();
  }

  #put(topic: Topic): Topic {
    this.#topics.set(topic.name, topic);
    return topic;
  }

  #makePartition(topicId: number, topic: string, number: number): Partition {
    const partition = new Partition({ id: this.#store.insertPartition(topicId, number), topic, number });
    this.#byId.set(partition.id, partition);
    this.touch(partition);
    return partition;
  }

  #drop(partition: Partition): void {
    partition.deleted = true;
    this.#byId.delete(partition.id);
    this.#orphans.add(partition.id);
    this.touch(partition);
  }

  /** Reads everything from the database, keeping the partition objects that others hold. */
  #load(): void {
    const before = new Map(this.#byId);
    this.#topics.clear();
    this.#byId.clear();
    this.#orphans.clear();
    const rows = Map.groupBy(this.#store.partitions(), (row) => row.topicId);
    for (const topic of this.#store.topics()) {
      const config = JSON.parse(topic.configs) as TopicConfig;
      const partitions = (rows.get(topic.id) ?? []).map((row) => this.#restore(topic.name, row, before.get(row.id)));
      this.#put({ id: topic.id, name: topic.name, partitions, config, policy: policyOf(config) });
    }
    this.#loadTotals();
    for (const { partitionId, producerId, state } of this.#store.producers()) {
      this.#byId.get(partitionId)?.producers.load(producerId, state);
    }
  }

  #restore(topic: string, row: PartitionRow, known: Partition | undefined): Partition {
    const partition = known ?? new Partition({ id: row.id, topic, number: row.number });
    partition.producers.clear();
    partition.deleted = false;
    partition.bytes = 0;
    partition.logStart = row.logStart;
    partition.logEnd = row.logEnd;
    partition.highWatermark = row.logEnd;
    this.#byId.set(partition.id, partition);
    return partition;
  }

  #loadTotals(): void {
    for (const { partitionId, bytes, lastOffset } of this.#batches.totals()) {
      const partition = this.#byId.get(partitionId);
      if (partition === undefined) this.#orphans.add(partitionId);
      else {
        partition.bytes = bytes;
        partition.logEnd = Math.max(partition.logEnd, lastOffset + 1);
        partition.highWatermark = partition.logEnd;
      }
    }
  }
}
