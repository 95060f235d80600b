import { setTimeout as sleep } from 'node:timers/promises';
import { Fault } from '@bulkhead/core-base';
import type { Admin } from 'kafkajs';
import kafkajs from 'kafkajs';
import type { MessagingFault } from '../fault.ts';

/** A topic as the code wants it. */
export interface TopicPlan {
  readonly topic: string;
  readonly partitions: number;
  readonly retentionMs: number;
  /** Topics of one group must have equally many partitions. */
  readonly coPartitionGroup?: string;
}

/** A topic that exists and is not as planned. It is used as it is; changing it is an operator's decision. */
export interface TopicDifference {
  readonly topic: string;
  readonly setting: 'partitions' | 'retention.ms';
  readonly planned: string;
  readonly actual: string;
}

export interface TopicReport {
  readonly created: readonly string[];
  readonly differing: readonly TopicDifference[];
}

const BATCH = 50;
const CREATION_TIMEOUT_MS = 30_000;

/**
 * Creates the planned topics that are missing and reports those that differ; never deletes or alters one. Throws
 * CO_PARTITION_MISMATCH (invariant) when the topics of a co-partition group have different numbers of partitions.
 */
export async function ensureTopics(
  admin: Admin,
  plans: readonly TopicPlan[],
  replication: number,
): Promise<TopicReport> {
  const present = new Set(await admin.listTopics());
  const missing = plans.filter((plan) => !present.has(plan.topic));
  for (let start = 0; start < missing.length; start += BATCH) {
    await create(admin, missing.slice(start, start + BATCH), replication);
  }
  const partitions = await countPartitions(admin, plans);
  assertCoPartitioned(plans, partitions);
  const existing = plans.filter((plan) => present.has(plan.topic));
  const differing = [...differingPartitions(existing, partitions), ...(await differingRetention(admin, existing))];
  return { created: missing.map((plan) => plan.topic), differing };
}

async function create(admin: Admin, plans: readonly TopicPlan[], replication: number): Promise<void> {
  // Another service may create the same topic at the same time: kafkajs takes "already exists" for done.
  await admin.createTopics({
    // A KRaft broker answers "unknown topic" for a moment after it created one, and kafkajs's own waiting throws on that.
    waitForLeaders: false,
    timeout: CREATION_TIMEOUT_MS,
    topics: plans.map((plan) => ({
      topic: plan.topic,
      numPartitions: plan.partitions,
      replicationFactor: replication,
      configEntries: [{ name: 'retention.ms', value: String(plan.retentionMs) }],
    })),
  });
  const deadline = Date.now() + CREATION_TIMEOUT_MS;
  while (!(await haveLeaders(admin, plans))) {
    if (Date.now() > deadline) throw leaderless(plans);
    await sleep(100);
  }
}

/** Whether the leader of every partition of these topics answers. */
async function haveLeaders(admin: Admin, plans: readonly TopicPlan[]): Promise<boolean> {
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: plans.map((plan) => plan.topic) });
    return topics.every((topic) => topic.partitions.every(({ leader }) => leader >= 0));
  } catch (error) {
    if (error instanceof kafkajs.KafkaJSError && error.retriable) return false;
    throw error;
  }
}

function leaderless(plans: readonly TopicPlan[]): Fault<MessagingFault> {
  return new Fault('unavailable', 'KAFKA_UNREACHABLE', 'topics were created and have no leader', {
    details: { topics: plans.map((plan) => plan.topic), waitedMs: CREATION_TIMEOUT_MS },
    advice: 'check the Kafka brokers',
  });
}

async function countPartitions(admin: Admin, plans: readonly TopicPlan[]): Promise<ReadonlyMap<string, number>> {
  const { topics } = await admin.fetchTopicMetadata({ topics: plans.map((plan) => plan.topic) });
  return new Map(topics.map((topic) => [topic.name, topic.partitions.length]));
}

function assertCoPartitioned(plans: readonly TopicPlan[], partitions: ReadonlyMap<string, number>): void {
  const first = new Map<string, TopicPlan>();
  for (const plan of plans) {
    if (plan.coPartitionGroup === undefined) continue;
    const other = first.get(plan.coPartitionGroup) ?? plan;
    first.set(plan.coPartitionGroup, other);
    const [mine, theirs] = [partitions.get(plan.topic) ?? 0, partitions.get(other.topic) ?? 0];
    if (mine === theirs) continue;
    throw new Fault<MessagingFault>(
      'invariant',
      'CO_PARTITION_MISMATCH',
      'co-partitioned topics have different partitions',
      {
        details: { group: plan.coPartitionGroup, [plan.topic]: mine, [other.topic]: theirs },
        advice: 'give the topics of the group the same number of partitions',
      },
    );
  }
}

function differingPartitions(
  plans: readonly TopicPlan[],
  partitions: ReadonlyMap<string, number>,
): readonly TopicDifference[] {
  return plans.flatMap((plan) => {
    const actual = partitions.get(plan.topic) ?? 0;
    if (actual === plan.partitions) return [];
    return [{ topic: plan.topic, setting: 'partitions', planned: String(plan.partitions), actual: String(actual) }];
  });
}

async function differingRetention(admin: Admin, plans: readonly TopicPlan[]): Promise<readonly TopicDifference[]> {
  if (plans.length === 0) return [];
  const planned = new Map(plans.map((plan) => [plan.topic, String(plan.retentionMs)]));
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: plans.map(({ topic }) => ({
        type: kafkajs.ConfigResourceTypes.TOPIC,
        name: topic,
        configNames: ['retention.ms'],
      })),
    });
    return resources.flatMap(({ resourceName, configEntries }) => {
      const actual = configEntries.find((entry) => entry.configName === 'retention.ms')?.configValue;
      const plan = planned.get(resourceName);
      if (actual === undefined || plan === undefined || actual === plan) return [];
      return [{ topic: resourceName, setting: 'retention.ms', planned: plan, actual }];
    });
  } catch (error) {
    // A broker that cannot tell its settings has nothing we could compare.
    if (error instanceof kafkajs.KafkaJSServerDoesNotSupportApiKey) return [];
    throw error;
  }
}
