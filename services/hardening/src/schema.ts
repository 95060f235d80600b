import { readFileSync } from 'node:fs';
import { subgraphSdl } from '@bulkhead/platform-graphql';

const NOUNS = ['host/host', 'benchmark/benchmark', 'audit/audit'];

/** The SDL of this subgraph: what all share, then noun by noun. */
export const HARDENING_SDL = subgraphSdl(
  NOUNS.map((noun) => readFileSync(new URL(`./${noun}.graphql`, import.meta.url), 'utf8')),
);
