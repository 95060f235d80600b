import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEngines } from '@bulkhead/testing';
import type { TestEngines } from '@bulkhead/testing';
import { fixtureSupergraph } from './__fixtures__/subgraph.suite.ts';
import { ADMIN, serve, startGateway, startServices } from './__fixtures__/running.suite.ts';
import type { Services } from './__fixtures__/running.suite.ts';

let engines: TestEngines;
let services: Services;
let ingestion: Awaited<ReturnType<typeof serve>>;
let scanning: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  engines = await startEngines();
  services = await startServices(engines);
  ingestion = await serve(services.ingestion.http);
  scanning = await serve(services.scanning.http);
}, 90_000);

afterAll(async () => {
  ingestion[Symbol.dispose]();
  scanning[Symbol.dispose]();
  await services[Symbol.asyncDispose]();
  await engines[Symbol.asyncDispose]();
}, 60_000);

const remote = () => ({ ingestion: { url: ingestion.url }, scanning: { url: `${scanning.url}/graphql` } });
const local = () => ({ ingestion: services.ingestion, scanning: services.scanning });

describe('services in other processes', () => {
  test('answer_exactly_as_they_do_in_this_one', async () => {
    await using over = await startGateway(engines, remote());
    await using inside = await startGateway(engines, local());
    const queries = [
      '{ images(first: 2) { nodes { digest label findings { id severity } } } }',
      '{ whoAmI image(digest: "none") { digest } }',
      '{ broken(how: "fault") }',
      'mutation { requestScan(idempotencyKey: "k", digest: "d") { id } }',
      '{ image(digest: "a") { nothing } }',
    ];

    for (const query of queries) {
      const [remotely, locally] = [await over.ask(query), await inside.ask(query)];
      expect(remotely.body).toEqual(locally.body);
      expect(remotely.status).toBe(locally.status);
    }
  });

  test('take_events_from_the_gateway_as_a_stream', async () => {
    await using over = await startGateway(engines, remote());

    const response = await over.send('/ingest/v1/events', {
      method: 'POST',
      body: 'x'.repeat(2_000_000),
      headers: { 'content-type': 'application/x-ndjson' },
    });

    expect([response.status, await response.json()]).toEqual([202, { subject: 'admin', bytes: 2_000_000 }]);
  });

  test('believe_nobody_who_does_not_know_the_secret', async () => {
    await using stranger = await startGateway(engines, remote(), {
      BULKHEAD_INTERNAL_SECRET: 'another secret of thirty-two chars',
    });

    const { body } = await stranger.ask('{ whoAmI }');
    const events = await stranger.send('/ingest/v1/events', { method: 'POST', body: '{}' });

    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE', subgraph: 'ingestion' });
    expect(events.status).toBe(401);
  });

  test('are_not_asked_with_the_token_of_the_caller', async () => {
    const seen: string[] = [];
    using spy = await serve((request, response) => {
      seen.push(JSON.stringify(request.headers));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"whoAmI":"x"}}');
    });
    await using over = await startGateway(engines, { ...remote(), ingestion: { url: spy.url } });

    await over.ask('{ whoAmI }');
    await over.send('/ingest/v1/events', { method: 'POST', body: '{}' });

    expect(seen).toHaveLength(2);
    expect(seen.join()).not.toMatch(new RegExp(`${ADMIN}|authorization`));
    expect(seen.join()).toContain('x-bulkhead-signature');
  });
});

describe('a service that does not answer', () => {
  test('costs_its_own_fields_only_and_is_named', async () => {
    await using gateway = await startGateway(engines, {
      ingestion: services.ingestion,
      scanning: { url: 'http://127.0.0.1:1' },
    });

    const { body } = await gateway.ask('{ whoAmI slow(milliseconds: 1) }');

    expect(body.data).toEqual({ whoAmI: 'admin *', slow: null });
    expect(body.errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'UNAVAILABLE', subgraph: 'scanning' }) }),
    ]);
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
  });

  test.each([
    ['here', local],
    ['over_http', remote],
  ] as const)('in_time_is_given_up_%s', async (_where, targets) => {
    await using gateway = await startGateway(engines, targets(), { BULKHEAD_GATEWAY_TIMEOUT_SECONDS: '1' });
    const started = performance.now();

    const { body } = await gateway.ask('{ whoAmI slow(milliseconds: 3000) }');

    expect(performance.now() - started).toBeLessThan(2500);
    expect(body.data).toEqual({ whoAmI: 'admin *', slow: null });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE', subgraph: 'scanning' });
  });

  test('sensibly_is_unavailable_too', async () => {
    using nonsense = await serve((_request, response) => response.end('<html>'));
    await using gateway = await startGateway(engines, { ...local(), ingestion: { url: nonsense.url } });

    expect((await gateway.ask('{ whoAmI }')).body.errors?.[0]?.extensions).toMatchObject({ code: 'UNAVAILABLE' });
  });

  test('does_not_keep_the_gateway_from_starting', async () => {
    await using gateway = await startGateway(engines, {});

    const ready = await gateway.send('/health/ready', { token: null });
    const events = await gateway.send('/ingest/v1/events', { method: 'POST', body: '{}' });

    expect([ready.status, await ready.json()]).toEqual([
      503,
      { service: 'gateway', ready: false, reasons: ['ingestion is not configured', 'scanning is not configured'] },
    ]);
    expect([events.status, await events.json()]).toEqual([
      503,
      { error: expect.objectContaining({ fault: 'INTAKE_UNAVAILABLE' }) },
    ]);
    expect((await gateway.ask('{ __typename }')).body).toEqual({ data: { __typename: 'Query' } });
  });
});

describe('readiness', () => {
  test('compares_the_schema_of_each_service_with_the_one_that_was_composed', async () => {
    using other = await serve((_request, response) => {
      const health = { service: 'scanning', ready: true, reasons: [], sdlDigest: `sha256:${'0'.repeat(64)}` };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(health));
    });
    await using gateway = await startGateway(engines, { ...remote(), scanning: { url: other.url } });

    const { ready, reasons } = await gateway.gateway.health();

    expect([ready, reasons]).toEqual([false, ['scanning runs another schema than the supergraph was composed from']]);
    expect(Object.keys(fixtureSupergraph().digests)).toEqual(['ingestion', 'scanning']);
  });

  test('is_well_when_all_services_run_elsewhere', async () => {
    await using gateway = await startGateway(engines, remote());

    expect(await gateway.gateway.health()).toEqual({ service: 'gateway', ready: true, reasons: [] });
  });
});

describe('limits', () => {
  test('are_charged_per_token_and_told_in_headers', async () => {
    await using gateway = await startGateway(engines, local(), { BULKHEAD_GATEWAY_RATE_PER_MINUTE: '60' });
    const query = '{ images(first: 40) { nodes { digest } } }';

    const first = await gateway.ask(query);
    const second = await gateway.ask(query);
    const made = await gateway.send('/tokens', { method: 'POST', body: { subject: 'other', scopes: ['image:read'] } });
    const { token } = (await made.json()) as { token: string };
    const other = await gateway.ask(query, { token });

    expect([first.status, first.headers.get('ratelimit-policy')]).toEqual([200, '"cost";q=60;w=60']);
    expect(first.headers.get('ratelimit')).toMatch(/^"cost";r=18;t=\d+$/);
    expect([second.status, second.body.errors?.[0]?.extensions['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(other.status).toBe(200);
  });

  test('hold_for_events_whose_size_is_told_before', async () => {
    for (const targets of [local(), remote()]) {
      await using gateway = await startGateway(engines, targets, { BULKHEAD_GATEWAY_INTAKE_KIB: '16' });

      const response = await gateway.send('/ingest/v1/events', {
        method: 'POST',
        body: 'x'.repeat(20_000),
        headers: { 'content-type': 'text/plain' },
      });

      expect([response.status, await response.json()]).toEqual([
        400,
        { error: expect.objectContaining({ fault: 'INTAKE_TOO_LARGE' }) },
      ]);
    }
  });

  test('hold_for_events_that_stream_on_to_another_process_without_an_end', async () => {
    await using gateway = await startGateway(engines, remote(), { BULKHEAD_GATEWAY_INTAKE_KIB: '16' });
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(4096)) });

    const response = await fetch(`${gateway.url}/ingest/v1/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN}`, 'content-type': 'application/x-ndjson' },
      body: endless,
      duplex: 'half',
    });

    expect(response.status).toBe(400);
  });
});

describe('listening', () => {
  test('on_a_busy_port_fails_with_one_clear_line', async () => {
    await using gateway = await startGateway(engines, local());
    const port = Number(new URL(gateway.url).port);

    await expect(gateway.gateway.listen({ port })).rejects.toMatchObject({
      code: 'GATEWAY_PORT_BUSY',
      message: `port ${port} of 127.0.0.1 is taken`,
    });
  });

  test('ends_after_the_requests_that_are_in_flight', async () => {
    const gateway = await startGateway(engines, local());
    const inFlight = gateway.ask('{ slow(milliseconds: 400) }');
    await new Promise((resolve) => setTimeout(resolve, 150));

    await gateway[Symbol.asyncDispose]();

    expect((await inFlight).body).toEqual({ data: { slow: 'done' } });
    await expect(gateway.ask('{ whoAmI }')).rejects.toThrow('fetch failed');
  });
});
