import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { testEngine, testFolder } from '../conformance/engine.suite.ts';
import type { TestEngine, TestFolder } from '../conformance/engine.suite.ts';
import { commandMessage, opMsg, sequenceSection } from '../conformance/wire.suite.ts';
import { ServerError } from '../error.ts';
import { inspectDocument } from '../value/inspect.ts';
import { decodeDocument } from '../value/decode.ts';
import { MalformedMessage, messageSize, parseMessage } from './message.ts';

const RUNS = 400;

const VALID = [
  commandMessage({ ping: 1, $db: 'admin' }),
  commandMessage({ insert: 'f', documents: [{ _id: 1, a: [1, { b: 'text' }] }], $db: 'fuzz' }),
  opMsg([
    commandMessage({ insert: 'f', $db: 'fuzz' }).subarray(20),
    sequenceSection('documents', [{ a: 1 }, { b: new Date() }]),
  ]),
  commandMessage({ find: 'f', filter: { a: { $in: [1, /x/i] } }, sort: { a: 1 }, $db: 'fuzz' }),
  commandMessage({ update: 'f', updates: [{ q: { a: 1 }, u: { $set: { 'a.0.b': 1 } }, multi: true }], $db: 'fuzz' }),
  commandMessage({ aggregate: 'f', pipeline: [{ $group: { _id: '$a', n: { $sum: 1 } } }], cursor: {}, $db: 'fuzz' }),
];

/** A valid message with some bytes changed, cut or doubled. */
const broken = fc
  .tuple(
    fc.constantFrom(...VALID),
    fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
    fc.nat(30),
    fc.boolean(),
  )
  .map(([message, changes, cut, keepLength]) => {
    const bytes = Buffer.from(message);
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
    const shorter = bytes.subarray(0, Math.max(16, bytes.length - (cut > 20 ? cut - 20 : 0)));
    if (keepLength && shorter.length >= 4) shorter.writeInt32LE(shorter.length, 0);
    return shorter;
  });

function parsed(bytes: Buffer): string {
  try {
    const size = messageSize(bytes);
    if (size === null || size > bytes.length) return 'waiting';
    const request = parseMessage(bytes.subarray(0, size));
    decodeAll(request.fault === null ? [request.body, ...[...request.sequences.values()].flat()] : []);
    return 'message';
  } catch (error) {
    if (error instanceof MalformedMessage) return 'malformed';
    throw error;
  }
}

function decodeAll(documents: readonly Buffer[]): void {
  for (const document of documents) decodeDocument(document);
}

function decodedIfSound(bytes: Buffer): string {
  try {
    inspectDocument(bytes, 0, { limit: bytes.length });
  } catch (error) {
    if (error instanceof ServerError) return 'refused';
    throw error;
  }
  decodeDocument(bytes);
  return 'decoded';
}

describe('bytes that are no message', () => {
  test('the_parser_says_malformed_and_never_fails_otherwise', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.oneof(
          broken,
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
        ),
        (bytes) => void seen.add(parsed(bytes)),
      ),
      { numRuns: 5000 },
    );
    expect([...seen].sort()).toEqual(['malformed', 'message', 'waiting']);
  });

  test('inspected_documents_can_be_decoded', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (noise) => {
        const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(noise), Buffer.of(0)]);
        bytes.writeInt32LE(bytes.length, 0);
        expect(['refused', 'decoded']).toContain(decodedIfSound(bytes));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('an engine that is sent garbage', () => {
  let folder: TestFolder;
  let running: TestEngine;
  beforeAll(async () => {
    folder = await testFolder();
    running = await testEngine(folder, { dataDir: ':memory:' });
  });
  afterAll(async () => {
    await running[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  /** Sends bytes and waits until the engine has answered or closed the connection. */
  async function send(bytes: Buffer): Promise<void> {
    await new Promise<void>((resolve) => {
      const socket = connect(folder.socket, () => socket.end(bytes));
      socket.on('data', () => socket.destroy());
      socket.on('close', () => resolve());
      socket.on('error', () => socket.destroy());
    });
  }

  test('it_closes_the_connection_and_goes_on_serving_others', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          broken,
          fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
        ),
        send,
      ),
      { numRuns: RUNS },
    );
    expect(await running.client.db('fuzz').command({ ping: 1 })).toMatchObject({ ok: 1 });
    await running.client.db('other').collection('c').insertOne({ a: 1 });
    expect(await running.client.db('other').collection('c').countDocuments()).toBe(1);
  }, 60_000);

  test('a_message_that_claims_to_be_huge_is_not_waited_for', async () => {
    const huge = Buffer.alloc(16);
    huge.writeInt32LE(2_000_000_000, 0);
    huge.writeInt32LE(2013, 12);
    await send(huge);
    expect(await running.client.db('fuzz').command({ ping: 1 })).toMatchObject({ ok: 1 });
  });

  test('a_message_that_comes_byte_by_byte_is_answered', async () => {
    const reply = await new Promise<Buffer>((resolve) => {
      const socket = connect(folder.socket);
      socket.once('data', (data) => {
        socket.destroy();
        resolve(data);
      });
      for (const byte of commandMessage({ ping: 1, $db: 'admin' })) socket.write(Buffer.of(byte));
    });
    expect(reply.readInt32LE(0)).toBe(reply.length);
    expect(decodeDocument(reply.subarray(21))).toEqual({ ok: 1 });
  });

  test('several_messages_in_one_packet_are_all_answered', async () => {
    const ping = commandMessage({ ping: 1, $db: 'admin' });
    const replies = await new Promise<Buffer>((resolve) => {
      let received = Buffer.alloc(0);
      const socket = connect(folder.socket, () => socket.write(Buffer.concat([ping, ping, ping])));
      socket.on('data', (data) => {
        received = Buffer.concat([received, data]);
        if (received.length < 3 * received.readInt32LE(0)) return;
        socket.destroy();
        resolve(received);
      });
    });
    expect(replies.length).toBe(3 * replies.readInt32LE(0));
  });
});
