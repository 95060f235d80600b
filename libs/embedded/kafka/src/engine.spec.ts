import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Child } from './conformance/child-process.suite.ts';
import { newClient } from './conformance/target.suite.ts';
import { startKafkaEngine } from './index.ts';
import type { KafkaEngineOptions } from './index.ts';

function folder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'bh-kafka-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

function onSocket(path: string): KafkaEngineOptions {
  return { dataDir: join(path, 'data'), listen: { socket: join(path, 'run', 'k.sock') } };
}

describe('the embedded Kafka engine', () => {
  test('is_refused_in_the_production_profile', async () => {
    using home = folder();
    await expect(startKafkaEngine({ ...onSocket(home.path), profile: 'production' })).rejects.toMatchObject({
      code: 'ENGINE_REFUSED_IN_PRODUCTION',
    });
  });

  test('keeps_its_socket_and_its_data_to_its_owner', async () => {
    using home = folder();
    await using engine = await startKafkaEngine(onSocket(home.path));
    expect(engine.brokers).toEqual([`unix:${home.path}/run/k.sock`]);
    expect(engine.sasl).toBeUndefined();
    expect(statSync(join(home.path, 'run')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home.path, 'data')).mode & 0o777).toBe(0o700);
  });

  test('names_the_data_folder_a_second_engine_would_share', async () => {
    using home = folder();
    await using _first = await startKafkaEngine(onSocket(home.path));
    const second = startKafkaEngine({ ...onSocket(home.path), listen: { socket: join(home.path, 'other', 'k.sock') } });
    await expect(second).rejects.toMatchObject({ code: 'ENGINE_DATA_IN_USE' });
  });

  test('keeps_topics_messages_and_committed_offsets_over_a_restart', async () => {
    using home = folder();
    {
      await using engine = await startKafkaEngine(onSocket(home.path));
      const admin = newClient(engine.brokers, { clientId: 'first' }).admin();
      await admin.connect();
      await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 3 }] });
      const producer = newClient(engine.brokers, { clientId: 'first' }).producer();
      await producer.connect();
      await producer.send({ topic: 'kept', messages: [{ partition: 1, value: 'one' }] });
      await admin.setOffsets({ groupId: 'g', topic: 'kept', partitions: [{ partition: 1, offset: '1' }] });
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    }
    await using engine = await startKafkaEngine(onSocket(home.path));
    const admin = newClient(engine.brokers, { clientId: 'second' }).admin();
    await admin.connect();
    expect(await admin.fetchTopicOffsets('kept')).toMatchObject([{ high: '0' }, { high: '1' }, { high: '0' }]);
    const [committed] = await admin.fetchOffsets({ groupId: 'g', topics: ['kept'] });
    expect(committed?.partitions).toMatchObject([{ offset: '-1' }, { offset: '1' }, { offset: '-1' }]);
    await admin.disconnect();
  });

  test('asks_for_the_secret_of_this_start_over_tcp', async () => {
    using home = folder();
    const listen = { host: '127.0.0.1', port: 0 } as const;
    await using engine = await startKafkaEngine({ dataDir: join(home.path, 'data'), listen });
    const { username, password } = engine.sasl ?? { username: '', password: '' };
    const right = newClient(engine.brokers, { sasl: { mechanism: 'plain', username, password } }).admin();
    await right.connect();
    expect(await right.listTopics()).toEqual([]);
    await right.disconnect();
    const sasl = { mechanism: 'plain', username, password: 'guess' } as const;
    const wrong = newClient(engine.brokers, { sasl, retry: { retries: 0 } }).admin();
    await expect(wrong.connect()).rejects.toThrow('SASL PLAIN authentication failed');
    const nobody = newClient(engine.brokers, { retry: { retries: 0 } }).admin();
    await nobody.connect();
    await expect(nobody.listTopics()).rejects.toThrow('Closed connection');
    await nobody.disconnect();
  });

  test('keeps_nothing_when_it_is_told_to_live_in_memory', async () => {
    using home = folder();
    const listen = { socket: join(home.path, 'k.sock') };
    for (const expected of ['0', '0']) {
      await using engine = await startKafkaEngine({ dataDir: ':memory:', listen });
      const producer = newClient(engine.brokers, {}).producer({ allowAutoTopicCreation: true });
      await producer.connect();
      expect(await producer.send({ topic: 't', messages: [{ value: 'x' }] })).toMatchObject([{ baseOffset: expected }]);
      await producer.disconnect();
    }
  });

  test.each([
    ['a relative socket path', { dataDir: 'd', listen: { socket: 'k.sock' } }, 'ENGINE_OPTIONS_INVALID'],
    ['a port that is none', { dataDir: 'd', listen: { host: '127.0.0.1', port: 70_000 } }, 'ENGINE_OPTIONS_INVALID'],
    ['no data folder', { dataDir: '', listen: { socket: '/k.sock' } }, 'ENGINE_OPTIONS_INVALID'],
    ['a data folder that is a file', { dataDir: '/dev/null', listen: { socket: '/k.sock' } }, 'ENGINE_DATA_UNREADABLE'],
    [
      'a socket in a folder open to others',
      { dataDir: ':memory:', listen: { socket: '/tmp/k.sock' } },
      'ENGINE_LISTEN_FAILED',
    ],
    [
      'a socket path longer than the kernel takes',
      { dataDir: ':memory:', listen: { socket: `/tmp/${'x'.repeat(120)}` } },
      'ENGINE_LISTEN_FAILED',
    ],
  ] as const)('does_not_start_with_%s', async (_what, options, code) => {
    await expect(startKafkaEngine(options)).rejects.toMatchObject({ name: 'Fault', code });
  });

  test('takes_the_place_of_an_engine_that_was_killed', async () => {
    using home = folder();
    const { dataDir, listen } = onSocket(home.path);
    const socket = 'socket' in listen ? listen.socket : '';
    const child = new Child('main.ts', ['--data', dataDir, '--socket', socket]);
    await child.line('"ready":true');
    await expect(startKafkaEngine({ dataDir: ':memory:', listen })).rejects.toMatchObject({
      code: 'ENGINE_LISTEN_FAILED',
    });
    await child.end('SIGKILL');
    await using engine = await startKafkaEngine({ dataDir, listen });
    expect(engine.brokers).toEqual([`unix:${socket}`]);
  });

  test('answers_nothing_after_it_was_closed', async () => {
    using home = folder();
    const engine = await startKafkaEngine(onSocket(home.path));
    await engine.close();
    await engine.close();
    await expect(engine.stats()).rejects.toMatchObject({ code: 'ENGINE_STOPPED' });
  });

  test('tells_its_sizes', async () => {
    using home = folder();
    await using engine = await startKafkaEngine(onSocket(home.path));
    expect(await engine.stats()).toMatchObject({ topics: 0, partitions: 0, groups: 0, logBytes: 0, connections: 0 });
  });
});
