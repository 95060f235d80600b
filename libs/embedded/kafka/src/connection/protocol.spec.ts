import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildBatch } from '../conformance/batch-builder.suite.ts';
import { openTarget } from '../conformance/target.suite.ts';
import type { Target } from '../conformance/target.suite.ts';
import { KAFKA_ENGINE_SUPPORTED } from '../index.ts';
import { CATALOG } from '../message/catalog.ts';
import { API_VERSIONS } from '../message/session.message.ts';
import type { Codec } from '../wire/codec.ts';
import { ERROR } from '../wire/error-code.ts';
import { Reader } from '../wire/reader.ts';
import { Writer } from '../wire/writer.ts';
import { MAX_REQUEST_BYTES } from './connection.ts';

let target: Target;

beforeAll(async () => {
  target = await openTarget(undefined);
});

afterAll(() => target[Symbol.asyncDispose]());

async function isAlive(): Promise<boolean> {
  using raw = await target.raw();
  return (await raw.ask('ApiVersions', {})).errorCode === ERROR.NONE;
}

/** Sends bytes as they are and tells what came back until the other side closed, or nothing more came. */
async function exchange(bytes: Uint8Array): Promise<{ readonly answer: Buffer; readonly closed: boolean }> {
  const socket = connect((target.brokers[0] ?? '').slice('unix:'.length));
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<boolean>((resolve) => socket.once('close', () => resolve(true)));
  socket.write(bytes);
  const result = await Promise.race([closed, sleep(150, false)]);
  socket.destroy();
  return { answer: Buffer.concat(chunks), closed: result };
}

function framed(body: Uint8Array): Buffer {
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

function header(key: number, version: number): Buffer {
  const to = new Writer();
  to.int16(key);
  to.int16(version);
  to.int32(77);
  to.nullableString('spec');
  return Buffer.concat(to.chunks());
}

describe('what the engine supports', () => {
  test('is_what_it_advertises', async () => {
    using raw = await target.raw();
    const { apiKeys } = await raw.ask('ApiVersions', {});
    const published = KAFKA_ENGINE_SUPPORTED.apis.filter(({ name }) => !name.startsWith('Sasl'));
    const advertised = [...apiKeys].sort((a, b) => a.apiKey - b.apiKey);
    expect(advertised).toEqual(
      published.map(({ key, minVersion, maxVersion }) => ({ apiKey: key, minVersion, maxVersion })),
    );
  });

  test('is_told_to_a_client_that_asks_in_a_newer_version', async () => {
    const { answer } = await exchange(framed(Buffer.concat([header(18, 4), Buffer.from([0])])));
    const body = (API_VERSIONS.response as Codec<{ errorCode: number; apiKeys: readonly unknown[] }>).read(
      new Reader(answer.subarray(8)),
      0,
    );
    expect(answer.readInt32BE(4)).toBe(77);
    expect(body.errorCode).toBe(ERROR.UNSUPPORTED_VERSION);
    expect(body.apiKeys.length).toBeGreaterThan(20);
  });

  test.each([
    ['a version that is too old', 0, 2],
    ['a version that is too new', 0, 8],
    ['transactions (AddPartitionsToTxn)', 24, 0],
    ['signing in where nobody has to', 17, 1],
    ['an API that does not exist', 999, 0],
  ])('does_not_include_%s', async (_what, key, version) => {
    const { closed } = await exchange(framed(header(key, version)));
    expect(closed).toBe(true);
  });

  test('does_not_include_transactions', async () => {
    using raw = await target.raw();
    const init = await raw.ask('InitProducerId', { transactionalId: 'tx', transactionTimeoutMs: 1000 });
    expect(init.errorCode).toBe(ERROR.UNSUPPORTED_VERSION);
    const coordinator = await raw.ask('FindCoordinator', { key: 'tx', keyType: 1 });
    expect(coordinator).toMatchObject({ errorCode: ERROR.UNSUPPORTED_VERSION, nodeId: -1 });
    const topic = await target.topic();
    const records = buildBatch({ values: ['x'], attributes: 0x10 });
    const topics = [{ name: topic, partitions: [{ index: 0, records }] }];
    const produced = await raw.ask('Produce', { transactionalId: null, acks: 1, timeoutMs: 1000, topics });
    expect(produced.topics[0]?.partitions[0]?.errorCode).toBe(ERROR.INVALID_TXN_STATE);
    const producer = target.kafka().producer({ transactionalId: 'tx', retry: { retries: 0 } });
    await producer.connect();
    await expect(producer.transaction()).rejects.toThrow('Failed to find group coordinator');
    await producer.disconnect();
  });

  test('does_not_include_static_membership', async () => {
    using raw = await target.raw();
    const protocols = [{ name: 'range', metadata: Buffer.alloc(0) }];
    const member = { groupId: 'static', memberId: '', groupInstanceId: 'instance' };
    const terms = { sessionTimeoutMs: 6000, rebalanceTimeoutMs: 6000, protocolType: 'consumer', protocols };
    expect(await raw.ask('JoinGroup', { ...member, ...terms })).toMatchObject({ errorCode: ERROR.UNSUPPORTED_VERSION });
    expect(await raw.ask('Heartbeat', { ...member, generationId: 1 })).toEqual({
      errorCode: ERROR.UNSUPPORTED_VERSION,
    });
  });

  test('does_not_include_fetch_sessions_or_changes_of_the_broker', async () => {
    using raw = await target.raw();
    const terms = { replicaId: -1, maxWaitMs: 0, minBytes: 1, maxBytes: 1, isolationLevel: 0 };
    const fetched = await raw.ask('Fetch', {
      ...terms,
      sessionId: 5,
      sessionEpoch: 1,
      topics: [],
      forgottenTopics: [],
      rackId: '',
    });
    expect(fetched.errorCode).toBe(ERROR.FETCH_SESSION_ID_NOT_FOUND);
    const configs = [{ name: 'message.max.bytes', value: '1' }];
    const altered = await raw.ask('AlterConfigs', {
      resources: [{ type: 4, name: '1', configs }],
      validateOnly: false,
    });
    expect(altered.resources[0]?.errorCode).toBe(ERROR.INVALID_REQUEST);
    const described = await raw.ask('DescribeConfigs', {
      resources: [{ type: 4, name: '1', configNames: null }],
      includeSynonyms: true,
    });
    expect(described.resources[0]?.configs.every(({ readOnly }) => readOnly)).toBe(true);
  });
});

describe('hostile clients', () => {
  test.each([
    ['a frame of two gigabytes', Buffer.from('7fffffff', 'hex')],
    ['a frame above the limit', Buffer.from((MAX_REQUEST_BYTES + 1).toString(16).padStart(8, '0'), 'hex')],
    ['a frame of negative length', Buffer.from('ffffffff', 'hex')],
    ['an empty frame', Buffer.from('00000000', 'hex')],
    ['HTTP', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a request cut short', framed(header(3, 6))],
    ['a request with something behind it', framed(Buffer.concat([header(16, 2), Buffer.from('more')]))],
    ['an array of two billion topics', framed(Buffer.concat([header(3, 6), Buffer.from('7fffffff00', 'hex')]))],
  ])('that_send_%s_are_hung_up_on', async (_what, bytes) => {
    expect(await exchange(bytes)).toMatchObject({ closed: true });
    expect(await isAlive()).toBe(true);
  });

  test('that_send_anything_do_not_bring_the_engine_down', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 120 }), { maxLength: 4 }), async (frames) => {
        const socket = connect((target.brokers[0] ?? '').slice('unix:'.length));
        socket.on('error', () => undefined);
        for (const frame of frames) socket.write(framed(frame));
        await new Promise<void>((resolve) => socket.end(() => resolve()));
      }),
      { numRuns: 200 },
    );
    expect(await isAlive()).toBe(true);
  });

  test('that_send_almost_right_requests_do_not_bring_the_engine_down', async () => {
    const keys = Object.values(CATALOG).map(({ key, versions }) => [key, versions[1]] as const);
    const body = fc.uint8Array({ maxLength: 60 });
    // Small numbers are what lengths and counts are made of: they get further than noise does.
    const plausible = fc
      .array(fc.constantFrom(0, 0, 0, 0, 1, 2, 3, 65, 255), { maxLength: 60 })
      .map((bytes) => Uint8Array.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...keys), fc.oneof(body, plausible), async ([key, version], bytes) => {
        const socket = connect((target.brokers[0] ?? '').slice('unix:'.length));
        socket.on('error', () => undefined);
        socket.write(framed(Buffer.concat([header(key, version), bytes])));
        await new Promise<void>((resolve) => socket.end(() => resolve()));
      }),
      { numRuns: 600 },
    );
    expect(await isAlive()).toBe(true);
  });

  test('that_hang_up_in_the_middle_of_a_long_poll_leave_nothing_behind', async () => {
    const topic = await target.topic();
    for (let round = 0; round < 20; round += 1) {
      using raw = await target.raw();
      raw.send('Fetch', {
        replicaId: -1,
        maxWaitMs: 60_000,
        minBytes: 1,
        maxBytes: 1000,
        isolationLevel: 0,
        sessionId: 0,
        sessionEpoch: -1,
        topics: [
          {
            name: topic,
            partitions: [{ index: 0, currentLeaderEpoch: -1, fetchOffset: 0, logStartOffset: -1, maxBytes: 1000 }],
          },
        ],
        forgottenTopics: [],
        rackId: '',
      });
    }
    expect(await isAlive()).toBe(true);
  });
});

describe('answers', () => {
  test('come_in_the_order_of_the_requests', async () => {
    const topic = await target.topic();
    using raw = await target.raw();
    const order: string[] = [];
    const records = buildBatch({ values: ['x'] });
    await Promise.all([
      raw
        .ask('Produce', {
          transactionalId: null,
          acks: 1,
          timeoutMs: 1000,
          topics: [{ name: topic, partitions: [{ index: 0, records }] }],
        })
        .then(() => order.push('Produce')),
      raw.ask('ListGroups', {}).then(() => order.push('ListGroups')),
      raw.ask('ApiVersions', {}).then(() => order.push('ApiVersions')),
    ]);
    expect(order).toEqual(['Produce', 'ListGroups', 'ApiVersions']);
  });
});
