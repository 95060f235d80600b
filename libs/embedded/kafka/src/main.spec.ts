import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Child } from './conformance/child-process.suite.ts';
import { newClient } from './conformance/target.suite.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bh-kafka-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the engine as a process of its own', () => {
  test('listens_on_a_socket_until_it_is_told_to_stop', async () => {
    const socket = join(folder, 'run', 'k.sock');
    await using child = new Child('main.ts', ['--data', join(folder, 'data'), '--socket', socket, '--partitions', '3']);
    const { brokers } = JSON.parse(await child.line('"ready":true')) as { brokers: string[] };
    expect(brokers).toEqual([`unix:${socket}`]);
    const producer = newClient(brokers, {}).producer({ allowAutoTopicCreation: true });
    await producer.connect();
    const [first] = await producer.send({ topic: 'made', messages: [{ value: 'x', partition: 2 }] });
    expect(first).toMatchObject({ partition: 2, baseOffset: '0' });
    await producer.disconnect();
    expect(await child.end('SIGTERM')).toBe(0);
    expect(existsSync(socket)).toBe(false);
  });

  test('leaves_its_secret_where_only_its_owner_reads_it', async () => {
    await using child = new Child('main.ts', ['--data', folder, '--port', '0']);
    const { brokers } = JSON.parse(await child.line('"ready":true')) as { brokers: string[] };
    const file = join(folder, 'kafka.sasl.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { username, password } = JSON.parse(readFileSync(file, 'utf8')) as { username: string; password: string };
    const admin = newClient(brokers, { sasl: { mechanism: 'plain', username, password } }).admin();
    await admin.connect();
    expect(await admin.listTopics()).toEqual([]);
    await admin.disconnect();
  });

  test.each([
    ['without its arguments', [], 'usage:'],
    ['in production', ['--data', 'd', '--port', '0', '--profile', 'production'], 'KAFKA_BROKERS'],
    ['with a port that is none', ['--data', 'd', '--port', 'many'], 'NaN is not a port'],
  ])('does_not_start_%s', async (_what, args, message) => {
    await using child = new Child('main.ts', args);
    expect(await child.exited).toBe(2);
    expect(child.lines.join('\n')).toContain(message);
  });
});
