import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEngines } from '@bulkhead/testing';
import type { TestEngines } from '@bulkhead/testing';
import { ADMIN, startGateway, startServices } from './__fixtures__/running.suite.ts';
import type { Services, TestGateway } from './__fixtures__/running.suite.ts';

let engines: TestEngines;
let services: Services;
let gateway: TestGateway;

beforeAll(async () => {
  engines = await startEngines();
  services = await startServices(engines);
  gateway = await startGateway(engines, { ingestion: services.ingestion, scanning: services.scanning });
}, 90_000);

afterAll(async () => {
  await gateway[Symbol.asyncDispose]();
  await services[Symbol.asyncDispose]();
  await engines[Symbol.asyncDispose]();
}, 60_000);

const CROSSING =
  '{ images(first: 2) { nodes { digest label findings(first: 1) { id severity image { reference } } } } }';

async function tokenWith(...scopes: string[]): Promise<string> {
  const response = await gateway.send('/tokens', { method: 'POST', body: { subject: 'ada', scopes } });
  return ((await response.json()) as { token: string }).token;
}

describe('a query', () => {
  test('crosses_services_in_one_request', async () => {
    const { status, body } = await gateway.ask(CROSSING);

    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        images: {
          nodes: ['d0', 'd1'].map((digest) => ({
            digest,
            label: `label of registry/${digest}`,
            findings: [{ id: `${digest}/0`, severity: 'HIGH', image: { reference: `registry/${digest}` } }],
          })),
        },
      },
    });
  });

  test('is_asked_as_the_subject_of_its_token_and_with_its_scopes', async () => {
    const { body } = await gateway.ask('{ whoAmI }', { token: await tokenWith('image:read', 'finding:read') });

    expect(body).toEqual({ data: { whoAmI: 'ada finding:read image:read' } });
  });

  test('does_not_walk_to_what_its_token_may_not_see', async () => {
    const { body } = await gateway.ask(CROSSING, { token: await tokenWith('image:read') });

    expect(body.data).toBeNull();
    expect(body.errors?.[0]).toMatchObject({
      path: ['images', 'nodes', 0, 'findings'],
      extensions: { code: 'FORBIDDEN', scope: 'finding:read' },
    });
  });

  test('is_executed_without_http_through_the_same_interface', async () => {
    const facts = { startedAt: performance.now(), deadline: performance.now() + 5000 };
    const context = { principal: { subject: 'x', scopes: ['*'] }, loaders: new Map(), request: facts };

    expect(await gateway.gateway.executor.execute({ query: '{ image(digest: "a") { label } }' }, context)).toEqual({
      data: { image: { label: 'label of registry/a' } },
    });
  });
});

describe('a wrong token', () => {
  test.each([
    ['none', null],
    ['an_unknown_one', `bh_${'0'.repeat(16)}_${'a'.repeat(43)}`],
    ['nonsense', 'nonsense'],
    ['a_longer_one', `${ADMIN}x`],
  ])('%s_gets_401_and_nothing_else', async (_what, token) => {
    for (const [path, method] of [
      ['/graphql', 'POST'],
      ['/graphql', 'GET'],
      ['/tokens', 'GET'],
      ['/ingest/v1/events', 'POST'],
      ['/anything', 'GET'],
    ] as const) {
      const body = method === 'POST' ? { query: '{ __typename }' } : undefined;
      const response = await gateway.send(path, { method, token, ...(body === undefined ? {} : { body }) });
      expect([response.status, await response.text()]).toEqual([401, '']);
    }
  });

  test('is_not_accepted_under_another_scheme', async () => {
    const response = await gateway.send('/graphql', {
      method: 'POST',
      token: null,
      headers: { authorization: `Basic ${ADMIN}` },
      body: {},
    });

    expect(response.status).toBe(401);
  });
});

describe('what goes wrong in a service', () => {
  test('arrives_with_its_code_fault_and_advice', async () => {
    const { body } = await gateway.ask('{ broken(how: "fault") whoAmI }');

    expect(body.data).toEqual({ broken: null, whoAmI: 'admin *' });
    expect(body.errors).toEqual([
      expect.objectContaining({
        message: 'the scan is busy',
        path: ['broken'],
        extensions: expect.objectContaining({ code: 'CONFLICT', fault: 'SCAN_BUSY', advice: 'Wait.' }),
      }),
    ]);
  });

  test('arrives_as_a_reference_and_nothing_else_when_it_is_a_defect', async () => {
    const { body } = await gateway.ask('{ broken(how: "badly") }');

    expect(body.errors?.[0]).toMatchObject({ message: 'internal error', extensions: { code: 'INTERNAL' } });
    expect(JSON.stringify(body)).not.toMatch(/hunter2|stack/);
  });
});

describe('a bad query', () => {
  test.each([
    ['that_does_not_parse', '{ image(', 'GRAPHQL_PARSE_FAILED'],
    ['that_asks_for_what_is_not_there', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
    ['that_lacks_a_variable', 'query ($d: ID!) { image(digest: $d) { digest } }', 'BAD_USER_INPUT'],
    ['that_names_no_operation', 'query A { whoAmI } query B { whoAmI }', 'OPERATION_RESOLUTION_FAILURE'],
    ['that_is_too_long', `{ ${'whoAmI '.repeat(6000)} }`, 'GRAPHQL_PARSE_FAILED'],
  ])('%s_is_told_so_with_a_code_and_what_to_do', async (_what, query, code) => {
    const answer = await gateway.ask(query);

    expect(answer.status).toBe(400);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({ code, advice: expect.stringMatching(/\.$/) });
  });

  test('that_is_too_deep_too_wide_or_too_costly_is_refused_before_it_runs', async () => {
    const deep = await gateway.ask(`{ image(digest: "a") { ${'parent { '.repeat(20)} digest ${'}'.repeat(20)} } }`);
    const wide = await gateway.ask(`{ ${Array.from({ length: 60 }, (_, index) => `a${index}: whoAmI`).join(' ')} }`);
    const costly = await gateway.ask('{ images(first: 100000000) { nodes { findings(first: 100) { id } } } }');

    expect(deep.body.errors?.[0]?.extensions).toMatchObject({ fault: 'QUERY_TOO_DEEP', limit: 15 });
    expect(wide.body.errors?.[0]?.extensions).toMatchObject({ fault: 'QUERY_TOO_MANY_ALIASES' });
    expect([costly.status, costly.body.errors?.[0]?.extensions]).toEqual([
      400,
      expect.objectContaining({ fault: 'QUERY_TOO_COSTLY', limit: 100_000 }),
    ]);
  });

  test('whose_fragments_double_at_every_step_does_not_hold_up_the_gateway', async () => {
    const steps = Array.from(
      { length: 30 },
      (_, step) => `fragment F${step} on Image { ...F${step + 1} ...F${step + 1} }`,
    );

    const { body } = await gateway.ask(
      `{ image(digest: "a") { ...F0 } } ${steps.join(' ')} fragment F30 on Image { digest }`,
    );

    expect(body.errors).toHaveLength(1);
    expect(body.errors?.[0]?.message).toMatch(/too many selections/);
  });

  test('in_a_body_that_cannot_be_read_is_told_in_the_form_of_graphql', async () => {
    const broken = await gateway.send('/graphql', { method: 'POST', body: '{"query": ' });
    const large = await gateway.send('/graphql', { method: 'POST', body: { query: 'x'.repeat(300_000) } });

    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ errors: [{ extensions: { code: 'BODY_TOO_LARGE' } }] });
  });

  test('that_a_browser_could_be_tricked_into_is_refused', async () => {
    const response = await gateway.send('/graphql', {
      method: 'POST',
      body: '{"query":"{whoAmI}"}',
      headers: { 'content-type': 'text/plain' },
    });

    expect(response.status).toBe(400);
  });
});

describe('the request log', () => {
  test('says_who_asked_what_it_cost_and_how_it_ended_and_keeps_values_to_itself', async () => {
    gateway.log.length = 0;
    const variables = { digest: 'a-private-value' };

    await gateway.ask('query Find($digest: ID!) { image(digest: $digest) { digest } broken(how: "fault") }', {
      variables,
    });

    const lines = gateway.log
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ message }) => message === 'request');
    expect(lines).toEqual([
      expect.objectContaining({ subject: 'admin', operation: 'Find', type: 'query', cost: 2, outcome: 'CONFLICT' }),
    ]);
    expect(lines[0]?.['milliseconds']).toEqual(expect.any(Number));
    expect(gateway.log.join()).not.toMatch(/a-private-value|the-admin-token/);
  });
});

describe('tokens', () => {
  test('are_made_listed_and_revoked_over_rest', async () => {
    const made = await gateway.send('/tokens', {
      method: 'POST',
      body: { subject: 'ci', scopes: ['image:read'], expiresAt: '2099-01-01T00:00:00Z' },
    });
    const token = (await made.json()) as { id: string; token: string; expiresAt: string };
    const used = await gateway.ask('{ whoAmI }', { token: token.token });
    const self = await gateway.send('/tokens/self', { token: token.token });
    const listed = await (await gateway.send('/tokens')).text();
    const revoked = await gateway.send(`/tokens/${token.id}`, { method: 'DELETE' });
    const after = await gateway.send('/tokens/self', { token: token.token });

    expect([made.status, token.expiresAt]).toEqual([201, '2099-01-01T00:00:00.000Z']);
    expect(used.body.data).toEqual({ whoAmI: 'ci image:read' });
    expect(await self.json()).toMatchObject({ subject: 'ci', scopes: ['image:read'] });
    expect(listed).toContain(token.id);
    expect(listed).not.toMatch(/hash|bh_/);
    expect([revoked.status, after.status]).toEqual([200, 401]);
  });

  test('give_nobody_more_than_they_hold', async () => {
    const manager = await tokenWith('token:write', 'image:*');
    const attempt = (scopes: string[]) =>
      gateway.send('/tokens', { method: 'POST', token: manager, body: { subject: 'x', scopes } });

    expect((await attempt(['image:read', 'image:*'])).status).toBe(201);
    for (const scopes of [['*'], ['finding:read'], ['token:*']]) {
      const refused = await attempt(scopes);
      expect([refused.status, await refused.json()]).toEqual([
        403,
        { error: expect.objectContaining({ fault: 'TOKEN_SCOPE_NOT_HELD', details: { scopes } }) },
      ]);
    }
  });

  test('are_not_for_those_without_the_scope', async () => {
    const token = await tokenWith('image:read');

    for (const [path, method] of [
      ['/tokens', 'GET'],
      ['/tokens/abc', 'DELETE'],
    ] as const) {
      expect((await gateway.send(path, { method, token })).status).toBe(403);
    }
  });

  test('are_not_made_from_nonsense', async () => {
    for (const body of [
      {},
      { subject: '', scopes: ['*'] },
      { subject: 'x', scopes: ['all'] },
      { subject: 'x', scopes: ['*'], expiresAt: '2001-01-01T00:00:00Z' },
      { subject: 'x', scopes: ['*'], admin: true },
    ]) {
      const response = await gateway.send('/tokens', { method: 'POST', body });
      expect([response.status, await response.json()]).toEqual([
        400,
        { error: expect.objectContaining({ code: 'BAD_USER_INPUT' }) },
      ]);
    }
    expect((await gateway.send('/tokens/unknown', { method: 'DELETE' })).status).toBe(404);
  });
});

describe('what is open to all', () => {
  test('is_health', async () => {
    const live = await gateway.send('/health/live', { token: null });
    const ready = await gateway.send('/health/ready', { token: null });

    expect([live.status, await live.json()]).toEqual([200, { service: 'gateway', live: true }]);
    expect([ready.status, await ready.json()]).toEqual([200, { service: 'gateway', ready: true, reasons: [] }]);
  });

  test('is_the_query_page_which_loads_nothing_from_anywhere', async () => {
    for (const path of ['/', '/explorer']) {
      const response = await gateway.send(path, { token: null });
      const html = await response.text();
      const policy = response.headers.get('content-security-policy') ?? '';

      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toMatch(/script-src 'sha256-[\w+/=]{44}'/);
      expect(html).not.toMatch(/https?:\/\/|\ssrc=|\shref=|\son\w+=|\sstyle=/);
    }
  });

  test('is_nothing_that_says_what_we_are_built_of', async () => {
    for (const path of ['/', '/health/live', '/nothing', '/graphql']) {
      const { headers } = await gateway.send(path, { token: null });
      expect([headers.get('x-powered-by'), headers.get('server')]).toEqual([null, null]);
    }
  });
});

describe('events', () => {
  test('go_on_to_ingestion_as_they_come_with_the_principal_of_the_token', async () => {
    const response = await gateway.send('/ingest/v1/events?x=1', {
      method: 'POST',
      body: 'x'.repeat(500_000),
      headers: { 'content-type': 'application/x-ndjson' },
    });

    expect([response.status, await response.json()]).toEqual([202, { subject: 'admin', bytes: 500_000 }]);
  });
});
