import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { silentLogger } from '@bulkhead/platform-logging';
import { connect, ensureIndexes } from '@bulkhead/platform-mongo';
import { startTestMongo } from '@bulkhead/testing';
import type { TestMongo } from '@bulkhead/testing';
import { TokenStore, ensureAdminToken } from './index.ts';

const START = new Date('2026-11-22T00:00:00Z');

interface Fixture extends AsyncDisposable {
  readonly store: TokenStore;
  /** A second process on the same database. */
  readonly other: TokenStore;
  readonly folder: string;
  readonly raw: () => Promise<string>;
  pass(milliseconds: number): void;
}

let mongo: TestMongo;

beforeAll(async () => {
  mongo = await startTestMongo();
}, 60_000);

afterAll(async () => {
  await mongo[Symbol.asyncDispose]();
});

async function fixture(): Promise<Fixture> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'bh-identity-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const connection = await connect({
    uri: mongo.uri('bulkhead_identity'),
    database: 'bulkhead_identity',
    logger: silentLogger(),
  });
  stack.defer(() => connection.close());
  const second = await connect({
    uri: mongo.uri('bulkhead_identity'),
    database: 'bulkhead_identity',
    logger: silentLogger(),
  });
  stack.defer(() => second.close());
  let now = START.getTime();
  const clock = { now: () => new Date(now) };
  const store = new TokenStore(connection.mongoose, { clock });
  const other = new TokenStore(second.mongoose, { clock });
  await ensureIndexes(connection);
  await connection.mongoose.collection('tokens').deleteMany({});
  const resources = stack.move();
  return {
    store,
    other,
    folder,
    raw: async () => JSON.stringify(await connection.mongoose.collection('tokens').find().toArray()),
    pass: (milliseconds) => {
      now += milliseconds;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

describe('a kept token', () => {
  test('is_verified_by_its_plaintext_which_is_nowhere_in_the_store', async () => {
    await using identity = await fixture();

    const issued = await identity.store.create({ subject: 'ci', scopes: ['scan:write', 'image:read'] }, 'admin');
    const principal = await identity.other.verify(issued.plaintext);

    expect(principal).toEqual({ subject: 'ci', scopes: ['image:read', 'scan:write'], tokenId: issued.id });
    const secret = issued.plaintext.slice('bh_0123456789abcdef_'.length);
    expect(secret).toHaveLength(43);
    expect(await identity.raw()).not.toContain(secret);
  });

  test('is_not_verified_by_anything_else', async () => {
    await using identity = await fixture();
    const issued = await identity.store.create({ subject: 'ci', scopes: ['*'] }, 'admin');
    const other = await identity.store.create({ subject: 'ci', scopes: ['*'] }, 'admin');

    const wrongSecret = `${issued.plaintext.slice(0, 20)}${other.plaintext.slice(20)}`;

    for (const text of [
      '',
      'bh_',
      wrongSecret,
      `${issued.plaintext}x`,
      issued.plaintext.toUpperCase(),
      'x'.repeat(40),
    ]) {
      expect(await identity.store.verify(text)).toBeUndefined();
    }
  });

  test('stops_working_when_it_expires_also_when_it_was_verified_a_moment_ago', async () => {
    await using identity = await fixture();
    const expiresAt = new Date(START.getTime() + 1000);
    const { plaintext } = await identity.store.create({ subject: 'ci', scopes: ['*'], expiresAt }, 'admin');

    const before = await identity.store.verify(plaintext);
    identity.pass(1000);

    expect(before?.subject).toBe('ci');
    expect(await identity.store.verify(plaintext)).toBeUndefined();
  });

  test('stops_working_at_once_here_and_within_seconds_elsewhere_when_it_is_revoked', async () => {
    await using identity = await fixture();
    const { id, plaintext } = await identity.store.create({ subject: 'ci', scopes: ['*'] }, 'admin');
    await identity.store.verify(plaintext);
    await identity.other.verify(plaintext);

    const revoked = await identity.store.revoke(id);

    expect(revoked.revokedAt).toEqual(START);
    expect(await identity.store.verify(plaintext)).toBeUndefined();
    identity.pass(5_000);
    expect(await identity.other.verify(plaintext)).toBeUndefined();
    await expect(identity.store.revoke('0'.repeat(16))).rejects.toMatchObject({
      kind: 'not-found',
      code: 'TOKEN_UNKNOWN',
    });
  });

  test('is_listed_newest_first_with_its_last_use_and_without_its_hash', async () => {
    await using identity = await fixture();
    const first = await identity.store.create({ subject: 'first', scopes: ['image:read'] }, 'admin');
    identity.pass(1000);
    await identity.store.create({ subject: 'second', scopes: ['image:read'] }, 'admin');
    await identity.store.verify(first.plaintext);

    const listed = await identity.store.list();

    expect(listed.map((token) => [token.subject, token.lastUsedAt?.getTime()])).toEqual([
      ['second', undefined],
      ['first', START.getTime() + 1000],
    ]);
    expect(JSON.stringify(listed)).not.toContain('hash');
  });
});

describe('the first admin token', () => {
  test('is_made_once_and_written_for_its_owner_alone', async () => {
    await using identity = await fixture();
    const options = { store: identity.store, dataDir: identity.folder };

    const first = await ensureAdminToken(options);
    const second = await ensureAdminToken(options);

    if (first.state !== 'created') throw new Error('no token was made');
    expect(second).toEqual({ state: 'present' });
    expect(await readFile(first.file, 'utf8')).toBe(`${first.plaintext}\n`);
    expect((await stat(first.file)).mode & 0o777).toBe(0o600);
    expect(await identity.store.verify(first.plaintext)).toMatchObject({ subject: 'admin', scopes: ['*'] });
  });

  test('is_made_again_when_nobody_can_get_in_any_more', async () => {
    await using identity = await fixture();
    const options = { store: identity.store, dataDir: identity.folder };
    await ensureAdminToken(options);
    for (const token of await identity.store.list()) await identity.store.revoke(token.id);

    expect((await ensureAdminToken(options)).state).toBe('created');
  });

  test('is_the_operators_own_when_one_is_given', async () => {
    await using identity = await fixture();
    const given = 'an-operators-own-token';
    const options = { store: identity.store, dataDir: identity.folder, given };

    const states = [(await ensureAdminToken(options)).state, (await ensureAdminToken(options)).state];

    expect(states).toEqual(['given', 'given']);
    expect(await identity.store.verify(given)).toMatchObject({ scopes: ['*'] });
    expect(await identity.raw()).not.toContain(given);
    await expect(ensureAdminToken({ ...options, given: 'short' })).rejects.toMatchObject({
      code: 'TOKEN_PRESET_INVALID',
    });
  });
});
