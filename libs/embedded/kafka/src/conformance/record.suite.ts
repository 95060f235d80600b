import { describe, expect, test } from '@jest/globals';
import { CompressionTypes } from 'kafkajs';
import { ERROR } from '../wire/error-code.ts';
import { buildBatch } from './batch-builder.suite.ts';
import type { RawClient } from './raw-client.suite.ts';
import { until } from './target.suite.ts';
import type { Target } from './target.suite.ts';

async function produce(raw: RawClient, topic: string, records: Buffer) {
  const answer = await raw.ask('Produce', {
    transactionalId: null,
    acks: -1,
    timeoutMs: 5000,
    topics: [{ name: topic, partitions: [{ index: 0, records }] }],
  });
  const [partition] = answer.topics[0]?.partitions ?? [];
  if (partition === undefined) throw new Error('an answer without the partition');
  return partition;
}

interface FetchTerms {
  readonly fetchOffset: number;
  readonly maxWaitMs?: number;
  readonly minBytes?: number;
  readonly maxBytes?: number;
}

async function fetch(raw: RawClient, topic: string, terms: FetchTerms) {
  const { fetchOffset, maxWaitMs = 100, minBytes = 1, maxBytes = 1_000_000 } = terms;
  const answer = await raw.ask('Fetch', {
    replicaId: -1,
    maxWaitMs,
    minBytes,
    maxBytes,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [
      { name: topic, partitions: [{ index: 0, currentLeaderEpoch: -1, fetchOffset, logStartOffset: -1, maxBytes }] },
    ],
    forgottenTopics: [],
    rackId: '',
  });
  const [partition] = answer.topics[0]?.partitions ?? [];
  if (partition === undefined) throw new Error('an answer without the partition');
  return { ...partition, bytes: Buffer.concat(partition.records) };
}

export function recordSuite(target: () => Target): void {
  describe('records', () => {
    test('of_one_key_stay_in_one_partition_and_in_order', async () => {
      const topic = await target().topic({ numPartitions: 6 });
      // Idempotent, because kafkajs sends again while the leaders of a new topic are elected.
      const producer = await target().producer({ idempotent: true });
      for (let round = 0; round < 10; round += 1) {
        const messages = Array.from({ length: 20 }, (_, key) => ({ key: `key-${key}`, value: String(round) }));
        await producer.send({ topic, messages });
      }
      const byKey = Map.groupBy(await target().read(topic, 200), ({ key }) => key);
      expect(byKey.size).toBe(20);
      for (const records of byKey.values()) {
        expect(new Set(records.map(({ partition }) => partition)).size).toBe(1);
        expect(records.map(({ value }) => Number(value))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    });

    test('are_placed_by_the_murmur2_of_their_key', async () => {
      const topic = await target().topic({ numPartitions: 100 });
      const producer = await target().producer({ idempotent: true });
      // Reference values of Kafka's own UtilsTest: toPositive(murmur2(key)) % 100.
      const expected = { '21': 40, foobar: 66, 'a-little-bit-long-string': 12 };
      await producer.send({ topic, messages: Object.keys(expected).map((key) => ({ key, value: '' })) });
      const seen = await target().read(topic, 3);
      expect(Object.fromEntries(seen.map(({ key, partition }) => [key, partition]))).toEqual(expected);
    });

    test('keep_key_value_headers_and_time', async () => {
      const topic = await target().topic();
      const producer = await target().producer();
      const timestamp = Date.now() - 5000;
      const headers = { traceparent: 'abc', twice: ['1', '2'] };
      await producer.send({
        topic,
        messages: [
          { key: 'k', value: 'with headers', headers, timestamp: String(timestamp) },
          { key: 'k', value: null },
          { key: null, value: '' },
        ],
      });
      const [full, tombstone, empty] = await target().read(topic, 3);
      expect(full).toMatchObject({ key: 'k', value: 'with headers', timestamp, offset: 0 });
      expect(full?.headers['traceparent']?.toString()).toBe('abc');
      expect([full?.headers['twice']].flat().map(String)).toEqual(['1', '2']);
      expect(tombstone).toMatchObject({ key: 'k', value: null, offset: 1 });
      expect(empty).toMatchObject({ key: null, value: '', offset: 2 });
    });

    test('compressed_with_gzip_come_back_as_they_were', async () => {
      const topic = await target().topic();
      const producer = await target().producer();
      const messages = Array.from({ length: 500 }, (_, index) => ({ value: `value ${index} `.repeat(20) }));
      await producer.send({ topic, messages, compression: CompressionTypes.GZIP });
      const seen = await target().read(topic, 500);
      expect(seen.map(({ value }) => value)).toEqual(messages.map(({ value }) => value));
    });

    test.each([-1, 1, 0])('are_written_with_acks_%i', async (acks) => {
      const topic = await target().topic();
      const producer = await target().producer();
      await producer.send({ topic, acks, messages: [{ value: 'written' }] });
      expect(await target().read(topic, 1)).toMatchObject([{ value: 'written', offset: 0 }]);
    });

    test('refused_with_acks_0_end_the_connection', async () => {
      using raw = await target().raw();
      raw.send('Produce', {
        transactionalId: null,
        acks: 0,
        timeoutMs: 1000,
        topics: [{ name: 'nobody-made-this', partitions: [{ index: 0, records: buildBatch({ values: ['x'] }) }] }],
      });
      await raw.closed;
      expect(raw.socket.destroyed).toBe(true);
    });

    test('above_the_limit_of_their_topic_are_refused_and_their_neighbours_are_not', async () => {
      const small = await target().topic({ configEntries: [{ name: 'max.message.bytes', value: '2000' }] });
      const large = await target().topic();
      const producer = await target().producer({ retry: { retries: 0 } });
      const messages = [{ value: 'x'.repeat(4000) }];
      await expect(producer.send({ topic: small, messages })).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
      await producer.send({ topic: large, messages });
      const admin = await target().admin();
      expect(await admin.fetchTopicOffsets(small)).toMatchObject([{ high: '0' }]);
      expect(await admin.fetchTopicOffsets(large)).toMatchObject([{ high: '1' }]);
    });

    test('are_limited_to_one_mebibyte_by_default', async () => {
      const topic = await target().topic();
      const producer = await target().producer({ retry: { retries: 0 } });
      await producer.send({ topic, messages: [{ value: 'x'.repeat(1_000_000) }] });
      const tooLarge = [{ value: 'x'.repeat(1_100_000) }];
      await expect(producer.send({ topic, messages: tooLarge })).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
    });

    test('whose_checksum_is_wrong_are_refused', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      const batch = buildBatch({ values: ['damaged'] });
      batch.writeUInt8(batch.readUInt8(batch.length - 2) ^ 1, batch.length - 2);
      expect(await produce(raw, topic, batch)).toMatchObject({ errorCode: ERROR.CORRUPT_MESSAGE });
      expect(await produce(raw, topic, buildBatch({ values: ['whole'] }))).toMatchObject({
        errorCode: 0,
        baseOffset: 0,
      });
    });

    test('in_two_batches_for_one_partition_are_refused', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      const two = Buffer.concat([buildBatch({ values: ['a'] }), buildBatch({ values: ['b'] })]);
      expect(await produce(raw, topic, two)).toMatchObject({ errorCode: ERROR.INVALID_RECORD });
    });

    test('for_a_partition_that_is_not_there_are_refused', async () => {
      using raw = await target().raw();
      const answer = await produce(raw, 'nobody-made-this', buildBatch({ values: ['x'] }));
      expect(answer.errorCode).toBe(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
    });
  });

  describe('fetching', () => {
    test('waits_for_the_first_record_and_not_longer', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      using other = await target().raw();
      const started = performance.now();
      const waiting = fetch(raw, topic, { fetchOffset: 0, maxWaitMs: 20_000 });
      await produce(other, topic, buildBatch({ values: ['awaited'] }));
      expect((await waiting).bytes.includes('awaited')).toBe(true);
      expect(performance.now() - started).toBeLessThan(10_000);
    });

    test('answers_empty_when_the_wait_is_over', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      const started = performance.now();
      const answer = await fetch(raw, topic, { fetchOffset: 0, maxWaitMs: 300 });
      expect(answer).toMatchObject({ errorCode: 0, highWatermark: 0 });
      expect(answer.bytes).toHaveLength(0);
      expect(performance.now() - started).toBeGreaterThan(250);
    });

    test('waits_until_the_least_number_of_bytes_is_there', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      using other = await target().raw();
      let answered = false;
      const waiting = fetch(raw, topic, { fetchOffset: 0, maxWaitMs: 20_000, minBytes: 3000 }).finally(() => {
        answered = true;
      });
      await produce(other, topic, buildBatch({ values: ['x'.repeat(1000)] }));
      await fetch(other, topic, { fetchOffset: 1, maxWaitMs: 200 });
      expect(answered).toBe(false);
      await produce(other, topic, buildBatch({ values: ['x'.repeat(2000)] }));
      expect((await waiting).bytes.length).toBeGreaterThan(3000);
    });

    test('gives_a_whole_batch_even_when_the_limit_is_smaller', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      const batch = buildBatch({ values: ['x'.repeat(10_000)] });
      await produce(raw, topic, batch);
      await produce(raw, topic, buildBatch({ values: ['second'] }));
      const answer = await fetch(raw, topic, { fetchOffset: 0, maxBytes: 100 });
      expect(answer.bytes.subarray(0, batch.length).equals(batch)).toBe(true);
    });

    test('from_the_middle_of_a_batch_gives_the_batch', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      await produce(raw, topic, buildBatch({ values: ['first'] }));
      await produce(raw, topic, buildBatch({ values: ['a', 'b', 'c'] }));
      const answer = await fetch(raw, topic, { fetchOffset: 2 });
      expect(Number(answer.bytes.readBigInt64BE(0))).toBe(1);
      expect(answer.bytes.readInt32BE(57)).toBe(3);
    });

    test('outside_of_the_log_is_an_error', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      expect(await fetch(raw, topic, { fetchOffset: 7 })).toMatchObject({ errorCode: ERROR.OFFSET_OUT_OF_RANGE });
    });
  });

  describe('positions in a log', () => {
    test.each([
      ['plain', CompressionTypes.None],
      ['gzip', CompressionTypes.GZIP],
    ])('are_found_by_time_in_%s_batches', async (_name, compression) => {
      const topic = await target().topic();
      const producer = await target().producer();
      const start = Date.now() - 100_000;
      for (const batch of [0, 1, 2]) {
        const messages = [0, 1, 2, 3].map((index) => ({
          value: 'x',
          timestamp: String(start + (batch * 4 + index) * 1000),
        }));
        await producer.send({ topic, messages, compression });
      }
      const admin = await target().admin();
      const at = async (ms: number) => (await admin.fetchTopicOffsetsByTimestamp(topic, start + ms))[0]?.offset;
      expect(await at(-5000)).toBe('0');
      expect(await at(4000)).toBe('4');
      expect(await at(5500)).toBe('6');
      expect(await at(11_000)).toBe('11');
      // After the last record kafkajs turns "none" into the end of the log.
      expect(await at(11_001)).toBe('12');
    });

    test('begin_later_after_records_are_deleted', async () => {
      const topic = await target().topic();
      const producer = await target().producer();
      await producer.send({ topic, messages: ['a', 'b', 'c', 'd'].map((value) => ({ value })) });
      await producer.send({ topic, messages: [{ value: 'e' }] });
      const admin = await target().admin();
      expect(await admin.fetchTopicOffsets(topic)).toMatchObject([{ low: '0', high: '5' }]);
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] });
      expect(await admin.fetchTopicOffsets(topic)).toMatchObject([{ low: '2', high: '5' }]);
      expect((await target().read(topic, 3)).map(({ value }) => value)).toEqual(['c', 'd', 'e']);
      using raw = await target().raw();
      expect(await fetch(raw, topic, { fetchOffset: 0 })).toMatchObject({ errorCode: ERROR.OFFSET_OUT_OF_RANGE });
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '-1' }] });
      await producer.send({ topic, messages: [{ value: 'f' }] });
      expect(await target().read(topic, 1)).toMatchObject([{ value: 'f', offset: 5 }]);
    });

    test('begin_later_when_records_are_older_than_their_retention', async () => {
      const topic = await target().topic({ configEntries: [{ name: 'retention.ms', value: '60000' }] });
      const producer = await target().producer();
      await producer.send({ topic, messages: [{ value: 'old', timestamp: String(Date.now() - 3_600_000) }] });
      const admin = await target().admin();
      await until(async () => (await admin.fetchTopicOffsets(topic))[0]?.low === '1');
      await producer.send({ topic, messages: [{ value: 'new' }] });
      expect(await target().read(topic, 1)).toMatchObject([{ value: 'new', offset: 1 }]);
    });
  });

  describe('an idempotent producer', () => {
    test('writes_every_message_once', async () => {
      const topic = await target().topic({ numPartitions: 3 });
      const producer = await target().producer({ idempotent: true, maxInFlightRequests: 1 });
      for (let round = 0; round < 5; round += 1) {
        await producer.send({
          topic,
          messages: Array.from({ length: 30 }, (_, key) => ({ key: String(key), value: '' })),
        });
      }
      const admin = await target().admin();
      const offsets = await admin.fetchTopicOffsets(topic);
      expect(offsets.reduce((sum, { high }) => sum + Number(high), 0)).toBe(150);
    });

    test('gets_the_first_answer_again_when_it_repeats_a_batch', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      const { producerId } = await raw.ask('InitProducerId', { transactionalId: null, transactionTimeoutMs: 60_000 });
      const batch = (baseSequence: number) =>
        buildBatch({ values: ['a', 'b'], producerId, producerEpoch: 0, baseSequence });
      for (const sequence of [0, 2, 4]) await produce(raw, topic, batch(sequence));
      expect(await produce(raw, topic, batch(2))).toMatchObject({ errorCode: 0, baseOffset: 2 });
      expect(await produce(raw, topic, batch(4))).toMatchObject({ errorCode: 0, baseOffset: 4 });
      const end = await fetch(raw, topic, { fetchOffset: 0 });
      expect(end.highWatermark).toBe(6);
    });

    test('may_not_leave_a_gap', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      const { producerId } = await raw.ask('InitProducerId', { transactionalId: null, transactionTimeoutMs: 60_000 });
      const batch = (baseSequence: number) => buildBatch({ values: ['a'], producerId, producerEpoch: 0, baseSequence });
      await produce(raw, topic, batch(0));
      expect(await produce(raw, topic, batch(5))).toMatchObject({ errorCode: ERROR.OUT_OF_ORDER_SEQUENCE_NUMBER });
      expect(await produce(raw, topic, batch(1))).toMatchObject({ errorCode: 0, baseOffset: 1 });
    });

    test('of_an_older_epoch_is_fenced', async () => {
      const topic = await target().topic();
      using raw = await target().raw();
      const { producerId } = await raw.ask('InitProducerId', { transactionalId: null, transactionTimeoutMs: 60_000 });
      const batch = (producerEpoch: number) =>
        buildBatch({ values: ['a'], producerId, producerEpoch, baseSequence: 0 });
      await produce(raw, topic, batch(1));
      expect(await produce(raw, topic, batch(0))).toMatchObject({ errorCode: ERROR.INVALID_PRODUCER_EPOCH });
    });

    test('has_an_id_of_its_own', async () => {
      using raw = await target().raw();
      const ask = () => raw.ask('InitProducerId', { transactionalId: null, transactionTimeoutMs: 60_000 });
      const [first, second] = [await ask(), await ask()];
      expect(first.producerId).not.toBe(second.producerId);
    });
  });
}
