// Written by tools/supergraph from the SDL beside it. Not edited: `npm run generate`.
/** Digest of the SDL that each subgraph had when the supergraph was composed. */
export const SUBGRAPH_DIGESTS: Readonly<Record<string, string>> = {
};
