import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { SUBGRAPH_NAMES } from '../index.ts';
import { committedSupergraph } from './supergraph.ts';

describe('the committed supergraph', () => {
  test('is_composed_of_the_subgraphs_the_gateway_knows_and_no_others', async () => {
    const { sdl, digests } = await committedSupergraph();

    const joined = [...sdl.matchAll(/@join__graph\(name: "([^"]+)"/g)].map(([, name]) => name);
    expect(new Set(joined)).toEqual(new Set(SUBGRAPH_NAMES));
    expect(new Set(Object.keys(digests))).toEqual(new Set(SUBGRAPH_NAMES));
  });

  test('names_no_place_and_nothing_of_who_may_see_what', async () => {
    const { sdl } = await committedSupergraph();

    expect(parse(sdl).definitions.length).toBeGreaterThan(10);
    expect(
      [...sdl.matchAll(/url: "(https?:[^"]+)"/g)]
        .map(([, url]) => url)
        .filter((url) => !/\.invalid\/|specs\.apollo\.dev/.test(url ?? '')),
    ).toEqual([]);
    expect(sdl).not.toContain('@allow');
  });
});
