// Written by tools/supergraph from the SDL beside it. Not edited: `npm run generate`.
/** Digest of the SDL that each subgraph had when the supergraph was composed. */
export const SUBGRAPH_DIGESTS: Readonly<Record<string, string>> = {
  'hardening': 'sha256:a37c3c3ff16f82e44996f7f18563b3d41d76da28312020579f914d5e697c32ae',
  'incident-response': 'sha256:4819d8a52c71ea2b92f87c8f4dc3f4319286a646a1ade07f19be11a838ce052e',
  'ingestion': 'sha256:7b8c4f4522fa9da1848eb87f282474bb0cbf3e2c3fd301fa4e9139e08c460f45',
  'policy': 'sha256:96e56cd4e2a66f2089048bfc8cdde59fed9fd500726a4a13ba93d8cd0e29cf00',
  'scanning': 'sha256:5bfc6809033c91e4256b0a396022e520dfd3357665b52f428ce6424a19e8bda1',
};
