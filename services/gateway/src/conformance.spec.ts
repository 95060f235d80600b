import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphqlContext } from '@bulkhead/platform-graphql';
import type { RunningService } from '@bulkhead/platform-service';
import { startEngines } from '@bulkhead/testing';
import type { TestEngines } from '@bulkhead/testing';
import { parse } from 'graphql';
import { serverAudits } from 'graphql-http';
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

describe('GraphQL over HTTP', () => {
  // The URL is known only when the gateway runs; the audits take it lazily.
  const audits = serverAudits({
    url: () => `${gateway.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) =>
      fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${ADMIN}` },
      }),
  });
  const musts = audits.filter(({ name }) => name.startsWith('MUST'));

  test.each(musts.map(({ id, name, fn }) => [id, name, fn] as const))('%s %s', async (_id, _name, fn) => {
    const { status, ...result } = await fn();

    expect({ status, reason: 'reason' in result ? result.reason : undefined }).toEqual({
      status: 'ok',
      reason: undefined,
    });
  });

  test('should_and_may_are_reported', async () => {
    const others = audits.filter(({ name }) => !name.startsWith('MUST'));
    const notes: string[] = [];
    for (const { id, name, fn } of others) {
      const { status } = await fn();
      if (status !== 'ok') notes.push(`${id} ${status}: ${name}`);
    }
    process.stdout.write(
      `GraphQL over HTTP: ${musts.length} MUST run; of ${others.length} SHOULD and MAY not met:\n${notes.join('\n')}\n`,
    );

    expect(musts.length).toBeGreaterThan(10);
    expect(notes.filter((note) => note.includes(' error'))).toEqual([]);
  });
});

// What the public federation compatibility suite sends and asserts, over our own subgraphs (see SOURCE.md of the data).
const LINK = /@link\s*\(\s*url:\s*"https:\/\/specs\.apollo\.dev\/federation\/(v2\.\d+)"\s*,?\s*import:\s*\[([^\]]*)\]/g;
const FEDERATION_NAMES = new Set(
  '@authenticated @composeDirective @extends @external @inaccessible @interfaceObject @key @override @policy @provides @requires @requiresScopes @shareable @tag FieldSet Scope Policy'.split(
    ' ',
  ),
);

describe('a subgraph', () => {
  const all = (): readonly RunningService[] => [services.ingestion, services.scanning];
  const ask = (service: RunningService, query: string, variables: Record<string, unknown> = {}) =>
    service.execute({ query, variables }, graphqlContext({ principal: { subject: 'spec', scopes: ['*'] } }));
  const sdlOf = async (service: RunningService): Promise<string> => {
    const { data, errors } = await ask(service, 'query { _service { sdl } }');
    expect(errors).toBeUndefined();
    const published = data?.['_service'] as { sdl: string } | undefined;
    return published?.sdl ?? '';
  };

  test('sdl_publishes_its_schema', async () => {
    for (const service of all()) {
      const sdl = await sdlOf(service);
      const names = parse(sdl).definitions.map((node) => ('name' in node ? node.name?.value : undefined));
      expect(names).toContain('Query');
    }
  });

  test('link_imports_federation_names_once,_of_the_pinned_version', async () => {
    for (const service of all()) {
      const links = [...(await sdlOf(service)).matchAll(LINK)];
      const imported = (links[0]?.[2] ?? '').match(/[@\w]+/g) ?? [];
      expect(links.map(([, version]) => version)).toEqual(['v2.11']);
      expect(imported.filter((name) => !FEDERATION_NAMES.has(name))).toEqual([]);
    }
  });

  test('key_answers_a_representation_with_the_object_of_the_same_key', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Image { digest reference } } }';

    const { data } = await ask(services.ingestion, query, { r: [{ __typename: 'Image', digest: 'a' }] });

    expect(data).toEqual({ _entities: [{ __typename: 'Image', digest: 'a', reference: 'registry/a' }] });
  });

  test('requires_computes_a_field_from_what_another_subgraph_has', async () => {
    expect((await gateway.ask('{ image(digest: "a") { label } }')).body).toEqual({
      data: { image: { label: 'label of registry/a' } },
    });
  });

  test('shareable_what_all_define_resolves_through_the_gateway_and_who_may_see_it_stays_inside', async () => {
    const { body } = await gateway.ask('{ __schema { directives { name } types { name } } }');
    const schema = body.data?.['__schema'] as Record<'directives' | 'types', { name: string }[]> | undefined;
    const { directives = [], types = [] } = schema ?? {};
    expect(types.length).toBeGreaterThan(5);

    expect(directives.map(({ name }) => name)).not.toContain('allow');
    expect(types.filter(({ name }) => name.startsWith('_') && !name.startsWith('__'))).toEqual([]);
  });
});

const listed = readRows(
  join(process.env['BULKHEAD_TEST_DATA'] ?? '../shared/data', 'federation/graphql-over-http-audits.tsv'),
);

if (listed !== undefined) {
  test('the_audits_that_were_run_are_those_of_the_public_list', () => {
    const known = serverAudits({ url: 'http://127.0.0.1' }).map(({ id }) => id);

    process.stdout.write(`GraphQL over HTTP: ${listed.length} audits listed, ${known.length} run\n`);
    expect(known.sort()).toEqual(listed.sort());
  });
}

function readRows(path: string): string[] | undefined {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t')[0] ?? '');
  } catch {
    return undefined;
  }
}
