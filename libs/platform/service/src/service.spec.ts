import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isFault } from '@bulkhead/core-base';
import { graphqlContext } from '@bulkhead/platform-graphql';
import type { Principal } from '@bulkhead/platform-identity';
import { signPrincipal } from '@bulkhead/platform-identity';
import { createLogger, silentLogger } from '@bulkhead/platform-logging';
import { startEngines } from '@bulkhead/testing';
import type { TestEngines, TestMongo } from '@bulkhead/testing';
import { noteService } from './__fixtures__/note-service.ts';
import type { RunningService } from './index.ts';
import { createService, settingsDefinition } from './index.ts';

const SECRET = 'a secret of thirty-two characters';
const ADA: Principal = { subject: 'ada', scopes: ['note:*'] };

interface Fixture extends AsyncDisposable {
  readonly service: RunningService;
  readonly mongo: TestMongo;
  readonly log: string[];
  readonly url: string;
  send(
    path: string,
    options?: { method?: string; body?: string; headers?: Record<string, string>; principal?: Principal },
  ): Promise<Response>;
}

async function startNotes(env: Record<string, string> = {}, own?: TestEngines): Promise<Fixture> {
  await using stack = new AsyncDisposableStack();
  const { mongo, kafka } = own ?? engines;
  const folder = await mkdtemp(join(tmpdir(), 'bh-service-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const log: string[] = [];
  const logger = createLogger({ name: 'test', level: 'info', destination: { write: (line) => void log.push(line) } });
  const settings = {
    MONGODB_URI: mongo.uri(''),
    KAFKA_BROKERS: kafka.brokers.join(','),
    BULKHEAD_INTERNAL_SECRET: SECRET,
    BULKHEAD_DATA_DIR: folder,
    ...env,
  };
  const service = stack.use(await createService(noteService, { env: settings, logger }));
  const server = createServer(service.http);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const resources = stack.move();
  return {
    service,
    mongo,
    log,
    url,
    send: (path, { method = 'GET', body, headers = {}, principal } = {}) => {
      const signed =
        principal === undefined
          ? {}
          : signPrincipal(
              principal,
              { method, path, ...(body === undefined ? {} : { body }) },
              { secret: SECRET, now: new Date() },
            );
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      return fetch(`${url}${path}`, {
        method,
        headers: { ...type, ...signed, ...headers },
        ...(body === undefined ? {} : { body }),
      });
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

let engines: TestEngines;
let notes: Fixture;

beforeAll(async () => {
  engines = await startEngines();
  notes = await startNotes();
}, 60_000);

afterAll(async () => {
  await notes[Symbol.asyncDispose]();
  await engines[Symbol.asyncDispose]();
}, 60_000);

async function eventually<Value>(look: () => Promise<Value>, isThere: (value: Value) => boolean): Promise<Value> {
  const until = Date.now() + 15_000;
  for (;;) {
    const value = await look();
    if (isThere(value) || Date.now() > until) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a running service', () => {
  test('answers_in_process_and_handles_its_own_events', async () => {
    const context = () => graphqlContext({ principal: ADA });
    const write = 'mutation { writeNote(idempotencyKey: "k", id: "n1", text: "hello") { id text } }';

    const written = await notes.service.execute({ query: write }, context());
    const read = await eventually(
      () => notes.service.execute({ query: '{ note(id: "n1") { text handled } }' }, context()),
      ({ data }) => (data?.['note'] as { handled: number } | null)?.handled === 1,
    );

    expect(written).toEqual({ data: { writeNote: { id: 'n1', text: 'hello' } } });
    expect(read.data).toEqual({ note: { text: 'hello', handled: 1 } });
    expect(await notes.service.health()).toEqual({
      service: 'note-keeping',
      ready: true,
      reasons: [],
      sdlDigest: notes.service.sdlDigest,
    });
  });

  test('answers_over_http_only_to_our_own_processes', async () => {
    const body = JSON.stringify({ query: '{ note(id: "none") { id } }' });

    const signed = await notes.send('/graphql', { method: 'POST', body, principal: ADA });
    const stranger = await notes.send('/graphql', { method: 'POST', body });
    const tampered = await notes.send('/graphql', {
      method: 'POST',
      body,
      headers: signPrincipal(
        ADA,
        { method: 'POST', path: '/graphql', body: 'another body' },
        { secret: SECRET, now: new Date() },
      ),
    });
    const forged = await notes.send('/graphql', {
      method: 'POST',
      body,
      headers: signPrincipal(
        ADA,
        { method: 'POST', path: '/graphql', body },
        { secret: 'x'.repeat(32), now: new Date() },
      ),
    });

    expect([signed.status, await signed.json()]).toEqual([200, { data: { note: null } }]);
    expect([stranger.status, await stranger.text()]).toEqual([401, '']);
    expect(tampered.status).toBe(401);
    expect(forged.status).toBe(401);
  });

  test('takes_a_signed_request_once', async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = signPrincipal(ADA, { method: 'POST', path: '/graphql', body }, { secret: SECRET, now: new Date() });

    const first = await notes.send('/graphql', { method: 'POST', body, headers });
    const again = await notes.send('/graphql', { method: 'POST', body, headers });

    expect([first.status, again.status]).toEqual([200, 401]);
  });

  test('tells_rest_callers_what_went_wrong_and_nothing_of_a_defect', async () => {
    const post = { method: 'POST', principal: ADA };

    const fault = await notes.send('/notes/fault', { principal: ADA });
    const defect = await notes.send('/notes/defect', { principal: ADA });
    const unknown = await notes.send('/nothing', { principal: ADA });
    const tooLarge = await notes.send('/notes/echo', { ...post, body: JSON.stringify('x'.repeat(5000)) });
    const broken = await notes.send('/notes/echo', { ...post, body: '{"a":' });

    expect([fault.status, await fault.json()]).toEqual([
      404,
      {
        error: {
          code: 'NOT_FOUND',
          fault: 'NOTE_UNKNOWN',
          message: 'there is no such note',
          advice: 'Write it first.',
        },
      },
    ]);
    expect([defect.status, await defect.json()]).toEqual([
      500,
      { error: { code: 'INTERNAL', message: 'internal error' } },
    ]);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect([tooLarge.status, broken.status]).toEqual([413, 400]);
    expect(notes.log.join()).toContain('http defect');
    for (const response of [fault, defect, unknown]) {
      expect(response.headers.get('x-powered-by')).toBeNull();
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('hands_json_to_controllers_parsed_and_everything_else_as_a_stream', async () => {
    const json = await notes.send('/notes/echo', { method: 'POST', body: '{"a":1}', principal: ADA });
    const stream = await fetch(`${notes.url}/notes/echo`, {
      method: 'POST',
      body: 'x'.repeat(100_000),
      headers: {
        'content-type': 'application/x-ndjson',
        ...signPrincipal(ADA, { method: 'POST', path: '/notes/echo' }, { secret: SECRET, now: new Date() }),
      },
    });

    expect(await json.json()).toEqual({ subject: 'ada', body: { a: 1 }, streamed: 0 });
    expect(await stream.json()).toMatchObject({ subject: 'ada', streamed: 100_000 });
  });
});

describe('health', () => {
  test('is_open_to_probes_and_carries_the_digest_of_the_sdl', async () => {
    const live = await notes.send('/health/live');
    const ready = await notes.send('/health/ready');

    expect([live.status, await live.json()]).toEqual([200, { service: 'note-keeping', live: true }]);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ ready: true, sdlDigest: notes.service.sdlDigest });
  });

  test('says_why_a_service_is_not_ready_when_its_store_is_gone', async () => {
    await using own = await startEngines();
    if (!own.mongo.embedded) return;
    await using notes = await startNotes({}, own);
    await own.mongo[Symbol.asyncDispose]();

    const ready = await notes.send('/health/ready');

    expect(ready.status).toBe(503);
    expect(JSON.stringify(await ready.json())).toMatch(/store/);
  });
});

describe('a service that stops', () => {
  test('finishes_what_is_in_flight_and_takes_nothing_new', async () => {
    await using notes = await startNotes();
    const body = JSON.stringify({ query: '{ slow(milliseconds: 300) }' });
    const inFlight = notes.send('/graphql', { method: 'POST', body, principal: ADA });
    const inProcess = notes.service.execute(
      { query: '{ slow(milliseconds: 300) }' },
      graphqlContext({ principal: ADA }),
    );
    await new Promise((resolve) => setTimeout(resolve, 100));

    const closing = notes.service.close();
    const late = notes.service.execute({ query: '{ __typename }' }, graphqlContext({ principal: ADA }));

    await expect(late).rejects.toMatchObject({ kind: 'unavailable', code: 'SERVICE_STOPPING' });
    expect((await notes.service.health()).reasons).toEqual(['stopping']);
    expect(await (await inFlight).json()).toEqual({ data: { slow: 'done' } });
    expect(await inProcess).toEqual({ data: { slow: 'done' } });
    await closing;
  });

  test('gives_up_waiting_after_the_time_it_was_given', async () => {
    await using notes = await startNotes({ BULKHEAD_DRAIN_SECONDS: '0' });
    const slow = notes.service.execute({ query: '{ slow(milliseconds: 2000) }' }, graphqlContext({ principal: ADA }));

    await notes.service.close();

    expect(notes.log.join()).toContain('drain gave up');
    await slow;
  });
});

describe('a start', () => {
  test('is_stopped_by_wrong_settings_all_of_which_are_named', async () => {
    const start = createService(noteService, {
      env: { KAFKA_BROKERS: ',', BULKHEAD_PROFILE: 'prod', BULKHEAD_NOTE_KEEPING_LMIT: '1' },
      logger: silentLogger(),
    });

    const error: unknown = await start.catch((caught: unknown) => caught);

    if (!isFault(error)) throw new Error('no fault');
    expect(error.details['mistakes']).toEqual([
      'BULKHEAD_NOTE_KEEPING_LMIT is not a setting of note-keeping',
      'MONGODB_URI is not set',
      'KAFKA_BROKERS must name at least one broker',
      'BULKHEAD_PROFILE must be one of development, production',
    ]);
  });

  test('fails_with_its_reason_when_the_store_is_not_there', async () => {
    const env = { MONGODB_URI: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=200', KAFKA_BROKERS: '127.0.0.1:1' };

    await expect(createService(noteService, { env, logger: silentLogger() })).rejects.toMatchObject({
      code: 'MONGO_UNREACHABLE',
    });
  }, 30_000);

  test('knows_common_settings_and_those_of_the_service', () => {
    const names = Object.keys(settingsDefinition(noteService).shape);

    expect(names).toEqual(
      expect.arrayContaining(['MONGODB_URI', 'BULKHEAD_NOTE_KEEPING_PORT', 'BULKHEAD_NOTE_KEEPING_LIMIT']),
    );
  });
});
