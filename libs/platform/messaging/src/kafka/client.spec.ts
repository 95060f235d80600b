import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { startKafkaEngine } from '@bulkhead/embedded-kafka';
import { silentLogger } from '@bulkhead/platform-logging';
import { addressesOf } from './address.ts';
import { createKafka } from './client.ts';
import { SerialProducer } from './producer.ts';

const logger = silentLogger();

describe('broker addresses', () => {
  test('are_hosts_with_ports_or_paths_of_sockets', () => {
    expect(addressesOf(['kafka-1:9092', '127.0.0.1:19092', '[::1]:9092']).brokers).toEqual([
      'kafka-1:9092',
      '127.0.0.1:19092',
      '[::1]:9092',
    ]);
    expect(addressesOf(['unix:/run/bulkhead/kafka.sock']).brokers).toEqual(['unix-socket-0.invalid:9092']);
  });

  test('are_refused_when_they_are_anything_else', () => {
    for (const brokers of [
      [],
      [''],
      ['kafka'],
      ['kafka:port'],
      ['unix:relative'],
      ['http://kafka:9092'],
      ['a:1', 'b'],
    ]) {
      expect(() => addressesOf(brokers)).toThrow(expect.objectContaining({ code: 'BROKER_ADDRESS_INVALID' }));
    }
  });
});

describe('the client', () => {
  test('signs_in_with_SASL_PLAIN_where_the_broker_asks_for_it', async () => {
    await using engine = await startKafkaEngine({ dataDir: ':memory:', listen: { host: '127.0.0.1', port: 0 } });
    const right = createKafka({ service: 'spec', brokers: engine.brokers, sasl: engine.sasl, logger }).admin();
    const wrong = createKafka({
      service: 'spec',
      brokers: engine.brokers,
      sasl: { username: 'x', password: 'y' },
      logger,
    });

    await right.connect();
    expect(await right.listTopics()).toEqual([]);
    await right.disconnect();
    await expect(new SerialProducer(wrong, logger).connect()).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });
  });

  test('says_that_nobody_answers', async () => {
    const producer = new SerialProducer(createKafka({ service: 'spec', brokers: ['127.0.0.1:1'], logger }), logger);

    await expect(producer.connect()).rejects.toMatchObject({ kind: 'unavailable', code: 'KAFKA_UNREACHABLE' });
  });

  test('opens_with_TLS_when_told', async () => {
    const hello = Promise.withResolvers<Buffer>();
    const server = createServer((socket) =>
      socket.once('data', (data) => (hello.resolve(data), socket.destroy())).on('error', () => undefined),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const kafka = createKafka({ service: 'spec', brokers: [`127.0.0.1:${port}`], tls: true, logger });

    const attempt = new SerialProducer(kafka, logger).connect();
    const [first] = await hello.promise;

    // A TLS record of type handshake (RFC 8446, 5.1).
    expect(first).toBe(0x16);
    await expect(attempt).rejects.toMatchObject({ code: 'KAFKA_UNREACHABLE' });
    server.close();
  });
});

describe('the producer', () => {
  test('keeps_the_order_of_a_key_over_many_sends_and_large_messages', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bh-producer-'));
    await using engine = await startKafkaEngine({ dataDir: ':memory:', listen: { socket: join(folder, 'k.sock') } });
    const kafka = createKafka({ service: 'spec', brokers: engine.brokers, logger });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'numbers', numPartitions: 3 }], waitForLeaders: true });
    const producer = new SerialProducer(kafka, logger);
    const filling = 'x'.repeat(100_000);

    await Promise.all(
      Array.from({ length: 60 }, (_, number) =>
        producer.send([{ topic: 'numbers', key: 'a', value: `${number} ${filling}` }]),
      ),
    );
    await producer.close();

    const seen: number[] = [];
    const consumer = kafka.consumer({ groupId: 'spec', maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topics: ['numbers'], fromBeginning: true });
    const done = Promise.withResolvers<void>();
    await consumer.run({
      eachMessage: async ({ message }) => {
        if (seen.push(Number.parseInt(String(message.value), 10)) === 60) done.resolve();
      },
    });
    await done.promise;
    await consumer.disconnect();
    await admin.disconnect();
    await rm(folder, { recursive: true, force: true });
    expect(seen).toEqual([...Array(60).keys()]);
  });

  test('fails_one_senders_message_and_not_the_others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bh-producer-'));
    await using engine = await startKafkaEngine({ dataDir: ':memory:', listen: { socket: join(folder, 'k.sock') } });
    const kafka = createKafka({ service: 'spec', brokers: engine.brokers, logger });
    const admin = kafka.admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic: 'good', numPartitions: 1 }], waitForLeaders: true });
    const producer = new SerialProducer(kafka, logger);

    const results = await Promise.allSettled([
      producer.send([{ topic: 'good', key: 'a', value: '1' }]),
      producer.send([{ topic: 'nowhere', key: 'a', value: '2' }]),
      producer.send([{ topic: 'good', key: 'a', value: '3' }]),
    ]);
    await producer.close();

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'PUBLISH_FAILED' } });
    await expect(producer.send([{ topic: 'good', key: 'a', value: '4' }])).rejects.toMatchObject({
      code: 'PUBLISH_FAILED',
    });
    await admin.disconnect();
    await rm(folder, { recursive: true, force: true });
  });
});
