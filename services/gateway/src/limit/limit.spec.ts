import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Kind, buildSchema, parse, validate } from 'graphql';
import type { FragmentDefinitionNode } from 'graphql';
import { ASSUMED_LIST_SIZE, INTROSPECTION_COST, costOf } from './cost.rule.ts';
import { shapeOf, shapeRules } from './shape.rule.ts';
import { TokenBuckets } from './token-bucket.ts';

const SCHEMA = buildSchema(`
  type Query { image: Image images(first: Int = 50): ImageConnection! all: [Image!]! search: [Found!]! }
  type ImageConnection { nodes: [Image!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! }
  type Image { digest: ID! layers: [Layer!]! findings(first: Int = 20): FindingConnection! }
  type Layer { digest: ID! image: Image! }
  type FindingConnection { nodes: [Finding!]! }
  type Finding { id: ID! image: Image! }
  union Found = Image | Finding
`);

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments[node.name.value] = node;
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new Error('no operation');
  return costOf({ schema: SCHEMA, operation, fragments, variables });
}

describe('the cost of a query', () => {
  test.each([
    ['scalars_are_free', '{ image { digest } }', 2],
    ['a_list_of_unknown_length_is_taken_for_ten', '{ all { digest } }', 1 + ASSUMED_LIST_SIZE],
    ['a_connection_has_as_many_nodes_as_it_is_asked_for', '{ images(first: 3) { nodes { digest } } }', 1 + 1 + 3],
    ['the_default_of_first_counts_when_it_is_not_given', '{ images { nodes { digest } } }', 1 + 1 + 50],
    [
      'what_hangs_below_a_list_is_multiplied',
      '{ images(first: 3) { nodes { findings(first: 4) { nodes { id } } } } }',
      1 + 1 + 3 * (1 + 1 + 4),
    ],
    ['a_page_is_one_object', '{ images(first: 3) { pageInfo { hasNextPage } } }', 1 + 1 + 1],
    [
      'fragments_count_where_they_are_spread',
      '{ all { ...F } } fragment F on Image { layers { digest } }',
      1 + 10 * (1 + 10),
    ],
    [
      'members_of_a_union_add_up',
      '{ search { ... on Image { layers { digest } } ... on Finding { image { digest } } } }',
      1 + 10 * (1 + 10 + 1),
    ],
    ['the_schema_has_a_price_of_its_own', '{ __schema { types { name } } }', 1 + INTROSPECTION_COST],
  ])('%s', (_what, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  test('takes_first_from_variables_and_their_defaults', () => {
    expect(cost('query ($n: Int!) { images(first: $n) { nodes { digest } } }', { n: 7 })).toBe(9);
    expect(cost('query ($n: Int = 5) { images(first: $n) { nodes { digest } } }')).toBe(7);
    expect(cost('query ($n: Int) { images(first: $n) { nodes { digest } } }', { n: null })).toBe(52);
    expect(cost('{ images(first: -5) { nodes { digest } } }')).toBe(2);
  });

  test('is_counted_in_no_time_when_fragments_double_at_every_step', () => {
    const steps = Array.from(
      { length: 40 },
      (_, step) => `fragment F${step} on Image { layers { image { ...F${step + 1} ...F${step + 1} } } }`,
    );
    const started = performance.now();

    const found = cost(`{ image { ...F0 } } ${steps.join(' ')} fragment F40 on Image { digest }`);

    expect(found).toBeGreaterThan(1e11);
    expect(Number.isSafeInteger(found)).toBe(true);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('the shape of a query', () => {
  test('is_depth_aliases_and_directives_with_fragments_followed', () => {
    const document = parse(
      '{ a: image { ...F } b: image { digest @skip(if: true) } } fragment F on Image { layers { d: digest } }',
    );

    expect(shapeOf(document)).toEqual({ depth: 3, aliases: 3, directives: 1 });
  });

  test('does_not_count_the_depth_of_the_introspection_schema', () => {
    expect(shapeOf(parse('{ __schema { types { fields { type { ofType { ofType { name } } } } } } }')).depth).toBe(0);
  });

  test('is_refused_with_a_code_and_what_to_do', () => {
    const rules = shapeRules({ depth: 3, aliases: 1 });
    const faults = (query: string) => validate(SCHEMA, parse(query), rules).map((error) => error.extensions['fault']);

    expect(faults('{ image { layers { digest } } }')).toEqual([]);
    expect(faults('{ image { layers { image { digest } } } }')).toEqual(['QUERY_TOO_DEEP']);
    expect(faults('{ a: image { digest } b: image { digest } }')).toEqual(['QUERY_TOO_MANY_ALIASES']);
    expect(faults(`{ image ${'@include(if: true) '.repeat(51)} { digest } }`)).toEqual(['QUERY_TOO_MANY_DIRECTIVES']);
    const [error] = validate(SCHEMA, parse('{ image { layers { image { digest } } } }'), rules);
    expect(error?.extensions['advice']).toMatch(/\.$/);
  });

  test('ends_for_fragments_that_contain_each_other', () => {
    expect(
      shapeOf(parse('{ image { ...A } } fragment A on Image { ...B } fragment B on Image { ...A digest }')).depth,
    ).toBe(2);
  });
});

describe('a bucket of cost', () => {
  test('is_emptied_by_use_and_filled_by_time', () => {
    const buckets = new TokenBuckets(60);

    const first = buckets.take('a', 50, 0);
    const refused = buckets.take('a', 20, 0);
    const later = buckets.take('a', 20, 10_000);

    expect(first).toEqual({ allowed: true, remaining: 10, seconds: 50 });
    expect(refused).toEqual({ allowed: false, remaining: 10, seconds: 10 });
    expect(later.allowed).toBe(true);
  });

  test('belongs_to_one_caller', () => {
    const buckets = new TokenBuckets(10);
    buckets.take('a', 10, 0);

    expect(buckets.take('a', 1, 0).allowed).toBe(false);
    expect(buckets.take('b', 10, 0).allowed).toBe(true);
  });

  test('never_gives_more_than_a_minute_holds_and_never_goes_back_in_time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: -1000, max: 120_000 })), {
          maxLength: 50,
        }),
        (steps) => {
          const buckets = new TokenBuckets(100);
          let now = 0;
          for (const [cost, passed] of steps) {
            now += passed;
            const { remaining } = buckets.take('a', cost, now);
            expect(remaining).toBeGreaterThanOrEqual(0);
            expect(remaining).toBeLessThanOrEqual(100);
          }
        },
      ),
    );
  });

  test('without_a_bound_lets_everything_through', () => {
    expect(new TokenBuckets(0).take('a', 1e12, 0).allowed).toBe(true);
  });
});
