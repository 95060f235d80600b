import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { RawClient } from '../conformance/raw-client.suite.ts';
import type { Broker } from '../handler/context.ts';
import { ERROR } from '../wire/error-code.ts';
import { Connection } from './connection.ts';
import { SignIn } from './sign-in.ts';

const CREDENTIALS = { username: 'bulkhead', password: 'secret' };
const RIGHT = Buffer.from('\0bulkhead\0secret');

/** A server whose clients have to sign in; what is behind that is never reached. */
async function server(signInTimeoutMs: number): Promise<AsyncDisposable & { readonly broker: string }> {
  const listening = createServer((socket) => {
    const unreachable = {} as Broker;
    const options = { broker: unreachable, credentials: CREDENTIALS, signInTimeoutMs, onRefusal: () => undefined };
    return new Connection(socket, options);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return {
    broker: `127.0.0.1:${(listening.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => listening.close(() => resolve())),
  };
}

describe('signing in with SASL/PLAIN', () => {
  test.each([
    ['the right words', '\0bulkhead\0secret', ERROR.NONE],
    ['the right words for itself', 'bulkhead\0bulkhead\0secret', ERROR.NONE],
    ['another password', '\0bulkhead\0guess', ERROR.SASL_AUTHENTICATION_FAILED],
    ['another user', '\0root\0secret', ERROR.SASL_AUTHENTICATION_FAILED],
    ['somebody else to act for', 'root\0bulkhead\0secret', ERROR.SASL_AUTHENTICATION_FAILED],
    ['more than there should be', '\0bulkhead\0secret\0', ERROR.SASL_AUTHENTICATION_FAILED],
    ['nothing', '', ERROR.SASL_AUTHENTICATION_FAILED],
  ])('answers_%s_as_it_should', (_what, message, errorCode) => {
    const signIn = new SignIn(CREDENTIALS);
    expect(signIn.handshake({ mechanism: 'PLAIN' }, 1).errorCode).toBe(ERROR.NONE);
    expect(signIn.authenticate({ authBytes: Buffer.from(message) }).errorCode).toBe(errorCode);
    expect(signIn.done).toBe(errorCode === ERROR.NONE);
  });

  test('begins_with_the_handshake', () => {
    const signIn = new SignIn(CREDENTIALS);
    expect(signIn.authenticate({ authBytes: RIGHT }).errorCode).toBe(ERROR.ILLEGAL_SASL_STATE);
    expect(signIn.handshake({ mechanism: 'SCRAM-SHA-512' }, 1)).toEqual({
      errorCode: ERROR.UNSUPPORTED_SASL_MECHANISM,
      mechanisms: ['PLAIN'],
    });
    expect(signIn.done).toBe(false);
  });

  test('takes_the_bare_message_after_a_handshake_of_version_zero', () => {
    const signIn = new SignIn(CREDENTIALS);
    signIn.handshake({ mechanism: 'PLAIN' }, 0);
    expect(signIn.tokenIsNext).toBe(true);
    expect(signIn.takeToken(RIGHT)).toBe(true);
    expect([signIn.done, signIn.tokenIsNext]).toEqual([true, false]);
  });

  test('is_not_needed_where_there_is_no_secret', () => {
    const signIn = new SignIn(undefined);
    expect(signIn.done).toBe(true);
    expect(signIn.handshake({ mechanism: 'PLAIN' }, 1).errorCode).toBe(ERROR.ILLEGAL_SASL_STATE);
  });
});

describe('a client that has not signed in', () => {
  test('gets_nothing_but_the_versions', async () => {
    await using listening = await server(5000);
    using raw = await RawClient.open(listening.broker);
    const { apiKeys } = await raw.ask('ApiVersions', {});
    expect(apiKeys.map(({ apiKey }) => apiKey)).toEqual(expect.arrayContaining([17, 36]));
    await expect(raw.ask('ListGroups', {})).rejects.toThrow('closed the connection');
  });

  test('may_not_send_much', async () => {
    await using listening = await server(5000);
    using raw = await RawClient.open(listening.broker);
    raw.sendFrame(Buffer.alloc(70_000));
    await raw.closed;
    expect(raw.socket.destroyed).toBe(true);
  });

  test('is_hung_up_on_when_it_takes_too_long', async () => {
    await using listening = await server(50);
    using raw = await RawClient.open(listening.broker);
    await raw.closed;
    expect(raw.socket.destroyed).toBe(true);
  });
});
