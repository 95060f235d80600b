import { describe, expect, test } from '@jest/globals';
import { checkEveryFieldIsAllowed, sdlDigest, subgraphSdl } from './index.ts';

describe('looking for what has no @allow', () => {
  test('finds_root_fields_and_types_without_one', () => {
    const sdl = subgraphSdl([
      'extend type Query { open: Int closed: Int @allow(to: "a:read") }',
      'extend type Mutation { change: Int }',
      'type Open { id: ID! } type Closed @allow(to: "a:read") { id: ID! }',
    ]);

    expect(checkEveryFieldIsAllowed(sdl)).toEqual(['Query.open', 'Mutation.change', 'Open']);
  });

  test('finds_fields_added_to_another_subgraphs_entity', () => {
    const sdl = subgraphSdl([
      `extend type Image @key(fields: "digest repo { name }") @allow(to: "image:read") {
        digest: ID!
        repo: Int @external
        size: Int @external
        incidentCount: Int!
        incidents: Int! @allow(to: "incident:read")
      }`,
    ]);

    expect(checkEveryFieldIsAllowed(sdl)).toEqual(['Image.incidentCount']);
  });

  test('is_content_with_what_all_subgraphs_share', () => {
    expect(checkEveryFieldIsAllowed(subgraphSdl([]))).toEqual([]);
  });

  test('counts_an_empty_scope_as_none_at_all', () => {
    expect(checkEveryFieldIsAllowed('type Query { a: Int @allow(to: "") }')).toEqual(['Query.a']);
  });
});

describe('the digest of an SDL', () => {
  test('is_the_same_whatever_its_white_space_and_comments', () => {
    expect(sdlDigest('type A {\n  a: Int # why\n}')).toBe(sdlDigest('type A { a: Int }'));
  });

  test('is_the_same_whatever_the_order_of_its_files', () => {
    expect(sdlDigest(subgraphSdl(['type A { a: Int }', 'type B { b: Int }']))).toBe(
      sdlDigest(subgraphSdl(['type B { b: Int }', 'type A { a: Int }'])),
    );
  });

  test('differs_with_a_field', () => {
    expect(sdlDigest('type A { a: Int }')).not.toBe(sdlDigest('type A { a: Int b: Int }'));
  });
});
