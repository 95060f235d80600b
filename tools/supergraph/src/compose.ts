import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { Subgraph } from './subgraph.ts';

export interface Composition {
  /** The supergraph SDL; absent when the subgraphs do not fit together. */
  readonly supergraph?: string;
  readonly problems: readonly string[];
}

/**
 * Composes subgraphs without booting anything. The URLs in the result are placeholders of a reserved name (RFC 2606):
 * where a subgraph really is, is configuration.
 */
export function compose(subgraphs: readonly Subgraph[]): Composition {
  const services = subgraphs.map(({ name, sdl }) => ({
    name,
    typeDefs: parse(sdl),
    url: `http://${name}.subgraph.invalid/graphql`,
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) return { problems: (errors ?? []).map((error) => error.message) };
  return { supergraph: `${supergraphSdl.trim()}\n`, problems: [] };
}
