import { readFileSync } from 'node:fs';
import { subgraphSdl } from '@bulkhead/platform-graphql';

const NOUNS = ['policy/policy', 'decision/decision', 'violation/violation'];

/** The SDL of this subgraph: what all share, then noun by noun. */
export const POLICY_SDL = subgraphSdl(
  NOUNS.map((noun) => readFileSync(new URL(`./${noun}.graphql`, import.meta.url), 'utf8')),
);
