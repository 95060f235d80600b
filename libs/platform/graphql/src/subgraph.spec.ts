import { describe, expect, test } from '@jest/globals';
import { Fault } from '@bulkhead/core-base';
import type { Principal } from '@bulkhead/platform-identity';
import { attachPrincipal } from '@bulkhead/platform-identity';
import { createLogger, silentLogger } from '@bulkhead/platform-logging';
import { Module } from '@nestjs/common';
import type { DynamicModule, INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Mutation, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { GraphqlContext } from './index.ts';
import { graphqlContext, loader, subgraphExecutor, subgraphModule, subgraphSdl } from './index.ts';

const NOUN = `
  "A thing with a name."
  type Thing @key(fields: "id") @allow(to: "thing:read") {
    id: ID!
    name: String!
    "Guarded besides."
    secret: String @allow(to: "secret:read")
    when: DateTime!
    box: Box
  }
  "Where things are."
  type Box @key(fields: "id") @allow(to: "box:read") { id: ID! }
  union Found = Thing | Box
  extend type Query {
    thing(id: ID!): Thing @allow(to: "thing:read")
    "The field asks for less than the type."
    loose: Thing @allow(to: "authenticated")
    found: [Found!]! @allow(to: "authenticated")
    broken(how: String!): Thing @allow(to: "thing:read")
    echo(at: DateTime, digest: Digest, purl: Purl, json: JSON): JSON @allow(to: "authenticated")
  }
  extend type Mutation {
    rename(id: ID!, name: String!): Thing @allow(to: "thing:write")
  }
`;

const WHEN = new Date('2026-11-22T08:00:00Z');
const thing = (id: string) => ({
  __typename: 'Thing',
  id,
  name: `thing ${id}`,
  secret: 'hush',
  when: WHEN,
  box: { id: 'b' },
});

let referencesLoaded = 0;

@Resolver('Thing')
class ThingResolver {
  @Query('thing')
  thing(_root: unknown, { id }: { id: string }): unknown {
    return thing(id);
  }

  @Query('loose')
  loose(): unknown {
    return thing('1');
  }

  @Query('found')
  found(): unknown {
    return [thing('1'), { __typename: 'Box', id: 'b' }];
  }

  @Query('broken')
  broken(_root: unknown, { how }: { how: string }): unknown {
    if (how === 'fault') {
      throw new Fault('conflict', 'THING_BUSY', 'the thing is busy', { details: { id: '1' }, advice: 'Wait.' });
    }
    if (how === 'defect') throw new Fault('invariant', 'THING_LOST', 'internals of ours');
    throw new Error('password=hunter2');
  }

  @Query('echo')
  echo(_root: unknown, args: Record<string, unknown>): unknown {
    return { ...args, isDate: args['at'] instanceof Date };
  }

  @Mutation('rename')
  rename(_root: unknown, { id, name }: { id: string; name: string }): unknown {
    return { ...thing(id), name };
  }

  @ResolveReference()
  resolveReference(reference: { id: string }): unknown {
    referencesLoaded += 1;
    return thing(reference.id);
  }

  @ResolveField('name')
  async name(parent: { id: string; name: string }, _args: unknown, context: GraphqlContext): Promise<string> {
    const names = loader<string, string>(context, 'name', async (ids) => ids.map((id) => `${id} of ${ids.length}`));
    return parent.id === 'loaded' || parent.id === 'also' ? names.load(parent.id) : parent.name;
  }
}

@Module({})
class ThingModule {}

interface Running extends AsyncDisposable {
  readonly application: INestApplication;
  ask(
    query: string,
    principal?: Principal,
    variables?: Record<string, unknown>,
  ): ReturnType<ReturnType<typeof subgraphExecutor>>;
}

async function startThings(options: { log?: string[] } = {}): Promise<Running> {
  const logger =
    options.log === undefined
      ? silentLogger()
      : createLogger({ name: 'things', level: 'info', destination: { write: (line) => void options.log?.push(line) } });
  const root: DynamicModule = {
    module: ThingModule,
    imports: [subgraphModule({ name: 'things', sdl: subgraphSdl([NOUN]), logger })],
    providers: [ThingResolver],
  };
  const application = await NestFactory.create(root, { logger: false, abortOnError: false });
  application.use((request: { headers: Record<string, string> }, _response: unknown, next: () => void) => {
    const subject = request.headers['x-subject'];
    if (subject !== undefined) attachPrincipal(request, { subject, scopes: ['*'] });
    next();
  });
  await application.init();
  const execute = subgraphExecutor(application);
  return {
    application,
    ask: (query, principal, variables) =>
      execute({ query, ...(variables ? { variables } : {}) }, graphqlContext(principal ? { principal } : {})),
    [Symbol.asyncDispose]: () => application.close(),
  };
}

const holding = (...scopes: string[]): Principal => ({ subject: 'ada', scopes });
const codes = (result: { errors?: readonly { extensions?: Record<string, unknown> }[] }): unknown[] =>
  (result.errors ?? []).map((error) => error.extensions?.['code']);

describe('who may see what', () => {
  test('nobody_gets_anything_without_a_principal', async () => {
    await using things = await startThings();

    const result = await things.ask('{ thing(id: "1") { id } loose { id } }');

    expect(codes(result)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(result.data).toEqual({ thing: null, loose: null });
  });

  test('a_scope_opens_its_own_fields_and_no_others', async () => {
    await using things = await startThings();

    const result = await things.ask('{ thing(id: "1") { id secret } }', holding('thing:read'));

    expect(result.data).toEqual({ thing: { id: '1', secret: null } });
    expect(result.errors?.[0]).toMatchObject({
      message: 'the scope secret:read is needed',
      path: ['thing', 'secret'],
      extensions: { code: 'FORBIDDEN', scope: 'secret:read' },
    });
  });

  test('a_type_is_guarded_on_every_way_to_it', async () => {
    await using things = await startThings();

    const byField = await things.ask('{ thing(id: "1") { box { id } } }', holding('thing:read'));
    const byUnion = await things.ask('{ found { ... on Thing { id } ... on Box { id } } }', holding('thing:read'));
    const byLooseField = await things.ask('{ loose { id } }', holding());

    expect(codes(byField)).toEqual(['FORBIDDEN']);
    expect(codes(byUnion)).toEqual(['FORBIDDEN']);
    expect(codes(byLooseField)).toEqual(['FORBIDDEN']);
  });

  test('an_entity_asked_for_by_key_is_refused_before_it_is_loaded', async () => {
    await using things = await startThings();
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Thing { name } } }';
    const variables = { r: [{ __typename: 'Thing', id: '7' }] };
    referencesLoaded = 0;

    const refused = await things.ask(query, holding('box:read'), variables);
    const loadedThen = referencesLoaded;
    const answered = await things.ask(query, holding('thing:read'), variables);

    expect(codes(refused)).toEqual(['FORBIDDEN']);
    expect(loadedThen).toBe(0);
    expect(answered.data).toEqual({ _entities: [{ name: 'thing 7' }] });
  });

  test('a_mutation_needs_its_own_scope', async () => {
    await using things = await startThings();
    const query = 'mutation { rename(id: "1", name: "n") { name } }';

    expect(codes(await things.ask(query, holding('thing:read')))).toEqual(['FORBIDDEN']);
    expect((await things.ask(query, holding('thing:*'))).data).toEqual({ rename: { name: 'n' } });
  });

  test('a_subgraph_with_a_hole_does_not_start', () => {
    const sdl = subgraphSdl(['type Open { id: ID! } extend type Query { open: Open }']);

    expect(() => subgraphModule({ name: 'holes', sdl, logger: silentLogger() })).toThrow(
      'no @allow on Query.open, Open',
    );
  });
});

describe('what goes wrong', () => {
  test('a_fault_is_told_by_kind_code_and_advice', async () => {
    await using things = await startThings();

    const result = await things.ask('{ broken(how: "fault") { id } }', holding('*'));

    expect(result.errors?.[0]).toMatchObject({
      message: 'the thing is busy',
      extensions: { code: 'CONFLICT', fault: 'THING_BUSY', advice: 'Wait.', details: { id: '1' } },
    });
  });

  test('a_defect_tells_a_reference_that_the_log_has_and_nothing_else', async () => {
    const log: string[] = [];
    await using things = await startThings({ log });

    for (const how of ['defect', 'other']) {
      const result = await things.ask(`{ broken(how: "${how}") { id } }`, holding('*'));
      const [error] = result.errors ?? [];
      expect(error).toMatchObject({ message: 'internal error', extensions: { code: 'INTERNAL' } });
      expect(JSON.stringify(result)).not.toMatch(/internals|hunter2|stack/);
      expect(log.join()).toContain(String(error?.extensions?.['reference']));
    }
  });

  test('a_bad_query_is_told_with_its_code_and_what_to_do', async () => {
    await using things = await startThings();

    const results = [
      await things.ask('{ thing(', holding('*')),
      await things.ask('{ nothing }', holding('*')),
      await things.ask('query ($id: ID!) { thing(id: $id) { id } }', holding('*')),
      await things.ask('{ echo(digest: "sha256:xyz") }', holding('*')),
    ];

    expect(results.map((result) => codes(result)[0])).toEqual([
      'GRAPHQL_PARSE_FAILED',
      'GRAPHQL_VALIDATION_FAILED',
      'BAD_USER_INPUT',
      'GRAPHQL_VALIDATION_FAILED',
    ]);
    for (const { errors } of results) expect(errors?.[0]?.extensions?.['advice']).toMatch(/\.$/);
  });
});

describe('scalars', () => {
  test('go_in_and_out_in_their_own_form', async () => {
    await using things = await startThings();
    const variables = {
      at: '2026-11-22T09:00:00+01:00',
      digest: `sha256:${'a'.repeat(64)}`,
      purl: 'pkg:deb/debian/x@1',
    };
    const query =
      'query ($at: DateTime, $digest: Digest, $purl: Purl) { echo(at: $at, digest: $digest, purl: $purl, json: {a: [1]}) }';

    const result = await things.ask(query, holding(), variables);
    const when = await things.ask('{ thing(id: "1") { when } }', holding('*'));

    const expected = { ...variables, at: WHEN, json: { a: [1] }, isDate: true };
    expect(JSON.parse(JSON.stringify(result.data))).toEqual({ echo: JSON.parse(JSON.stringify(expected)) });
    expect(when.data).toEqual({ thing: { when: '2026-11-22T08:00:00.000Z' } });
  });

  test('refuse_another_form', async () => {
    await using things = await startThings();

    for (const argument of [
      'at: "yesterday"',
      'at: "2026-13-01T00:00:00Z"',
      'at: 5',
      'digest: "md5:x"',
      'purl: "http://x"',
    ]) {
      expect(codes(await things.ask(`{ echo(${argument}) }`, holding()))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
    }
  });
});

describe('one request', () => {
  test('loads_what_its_fields_ask_for_in_one_batch', async () => {
    await using things = await startThings();

    const result = await things.ask('{ a: thing(id: "loaded") { name } b: thing(id: "also") { name } }', holding('*'));

    expect(result.data).toEqual({ a: { name: 'loaded of 2' }, b: { name: 'also of 2' } });
  });

  test('gets_the_same_answer_over_http_as_in_process', async () => {
    await using things = await startThings();
    await things.application.listen(0, '127.0.0.1');
    const { port } = things.application.getHttpServer().address() as { port: number };
    const queries = ['{ thing(id: "1") { id when } }', '{ broken(how: "fault") { id } }', '{ nothing }', '{ thing( }'];

    for (const query of queries) {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-subject': 'ada' },
        body: JSON.stringify({ query }),
      });
      const inProcess = await things.ask(query, holding('*'));
      expect(await response.json()).toEqual(JSON.parse(JSON.stringify(inProcess)));
    }
  });

  test('is_refused_over_http_when_a_browser_could_have_been_tricked_into_it', async () => {
    await using things = await startThings();
    await things.application.listen(0, '127.0.0.1');
    const { port } = things.application.getHttpServer().address() as { port: number };

    const response = await fetch(`http://127.0.0.1:${port}/graphql?query={__typename}`, {
      headers: { 'x-subject': 'ada' },
    });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('CSRF');
  });
});
