import { describe, expect, test } from '@jest/globals';
import { ConfigResourceTypes } from 'kafkajs';
import type { Admin } from 'kafkajs';
import { isThere, unique, until } from './target.suite.ts';
import type { Target } from './target.suite.ts';

async function configOf(admin: Admin, topic: string): Promise<Record<string, string>> {
  const configNames = ['cleanup.policy', 'max.message.bytes', 'retention.bytes', 'retention.ms'];
  const described = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames }],
  });
  const entries = described.resources[0]?.configEntries ?? [];
  return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
}

export function topicSuite(target: () => Target): void {
  describe('topics', () => {
    test('are_created_listed_described_and_deleted', async () => {
      const admin = await target().admin();
      const topic = unique('life');
      expect(await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: 3 }] })).toBe(true);
      await until(() => isThere(admin, topic));
      expect(await admin.listTopics()).toContain(topic);
      const [described] = (await admin.fetchTopicMetadata({ topics: [topic] })).topics;
      expect(described?.partitions.map(({ partitionId }) => partitionId).sort()).toEqual([0, 1, 2]);
      await admin.deleteTopics({ topics: [topic] });
      await until(async () => !(await admin.listTopics()).includes(topic));
    });

    test('are_not_created_twice', async () => {
      const admin = await target().admin();
      const topic = await target().topic();
      expect(await admin.createTopics({ topics: [{ topic }] })).toBe(false);
    });

    test('are_not_created_when_only_validated', async () => {
      const admin = await target().admin();
      const topic = unique('maybe');
      const validate = { validateOnly: true, waitForLeaders: false };
      expect(await admin.createTopics({ ...validate, topics: [{ topic, numPartitions: 2 }] })).toBe(true);
      expect(await admin.listTopics()).not.toContain(topic);
    });

    test.each([
      ['a name with a space', { topic: 'not a name' }, 'INVALID_TOPIC_EXCEPTION'],
      ['the name of a folder', { topic: '..' }, 'INVALID_TOPIC_EXCEPTION'],
      ['no partitions', { topic: 'none', numPartitions: 0 }, 'INVALID_PARTITIONS'],
      [
        'more replicas than brokers',
        { topic: 'many', numPartitions: 1, replicationFactor: 9 },
        'INVALID_REPLICATION_FACTOR',
      ],
      ['a config nobody knows', { topic: 'odd', configEntries: [{ name: 'no.such', value: '1' }] }, 'INVALID_CONFIG'],
      [
        'a config with a bad value',
        { topic: 'bad', configEntries: [{ name: 'retention.ms', value: 'soon' }] },
        'INVALID_CONFIG',
      ],
    ])('with_%s_are_refused', async (_what, topic, type) => {
      const admin = await target().admin();
      await expect(admin.createTopics({ topics: [{ numPartitions: 1, ...topic }] })).rejects.toMatchObject({
        name: 'KafkaJSAggregateError',
        errors: [expect.objectContaining({ type })],
      });
    });

    test('grow_and_never_shrink', async () => {
      const admin = await target().admin();
      const topic = await target().topic({ numPartitions: 2 });
      await admin.createPartitions({ topicPartitions: [{ topic, count: 4 }] });
      const partitions = async () => (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions.length;
      await until(async () => (await partitions()) === 4);
      await expect(admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] })).rejects.toMatchObject({
        type: 'INVALID_PARTITIONS',
      });
    });

    test('appear_on_first_use_when_the_client_allows_it', async () => {
      const topic = unique('auto');
      const cautious = await target().producer({ allowAutoTopicCreation: false, retry: { retries: 1 } });
      await expect(cautious.send({ topic, messages: [{ value: 'x' }] })).rejects.toThrow(
        'This server does not host this topic-partition',
      );
      const eager = await target().producer({ allowAutoTopicCreation: true });
      expect(await eager.send({ topic, messages: [{ value: 'x' }] })).toMatchObject([{ baseOffset: '0' }]);
    });

    test('forget_their_records_when_they_are_deleted_and_made_again', async () => {
      const admin = await target().admin();
      const producer = await target().producer();
      const topic = await target().topic();
      await producer.send({ topic, messages: [{ value: 'old' }] });
      await admin.deleteTopics({ topics: [topic] });
      await until(async () => !(await admin.listTopics()).includes(topic));
      await admin.createTopics({ waitForLeaders: false, topics: [{ topic, numPartitions: 1 }] });
      await until(() => isThere(admin, topic));
      expect(await admin.fetchTopicOffsets(topic)).toMatchObject([{ low: '0', high: '0' }]);
    });
  });

  describe('topic configuration', () => {
    test('has_the_defaults_of_kafka', async () => {
      const admin = await target().admin();
      expect(await configOf(admin, await target().topic())).toEqual({
        'cleanup.policy': 'delete',
        'max.message.bytes': '1048588',
        'retention.bytes': '-1',
        'retention.ms': '604800000',
      });
    });

    test('is_replaced_as_a_whole', async () => {
      const admin = await target().admin();
      const topic = await target().topic({ configEntries: [{ name: 'retention.ms', value: '1000000' }] });
      const resource = { type: ConfigResourceTypes.TOPIC, name: topic };
      const configEntries = [{ name: 'cleanup.policy', value: 'compact' }];
      await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] });
      expect(await configOf(admin, topic)).toMatchObject({ 'cleanup.policy': 'compact', 'retention.ms': '604800000' });
    });

    test('of_a_topic_nobody_made_is_an_error', async () => {
      const admin = await target().admin();
      await expect(configOf(admin, unique('none'))).rejects.toMatchObject({ type: 'UNKNOWN_TOPIC_OR_PARTITION' });
    });

    test('with_a_bad_value_is_refused_and_nothing_changes', async () => {
      const admin = await target().admin();
      const topic = await target().topic();
      const configEntries = [{ name: 'cleanup.policy', value: 'sometimes' }];
      const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries }];
      await expect(admin.alterConfigs({ validateOnly: false, resources })).rejects.toMatchObject({
        type: 'INVALID_CONFIG',
      });
      expect(await configOf(admin, topic)).toMatchObject({ 'cleanup.policy': 'delete' });
    });
  });
}
