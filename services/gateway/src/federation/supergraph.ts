import { readFileSync } from 'node:fs';

/** A composed supergraph, and the digest of each subgraph's SDL it was composed from. */
export interface Supergraph {
  readonly sdl: string;
  readonly digests: Readonly<Record<string, string>>;
}

/** The committed supergraph. Where its subgraphs are is configuration; the URLs inside are placeholders. */
export async function committedSupergraph(): Promise<Supergraph> {
  const { SUBGRAPH_DIGESTS } = await import('../generated/subgraph-digest.ts');
  const sdl = readFileSync(new URL('../../supergraph.graphql', import.meta.url), 'utf8');
  return { sdl, digests: SUBGRAPH_DIGESTS };
}
