import { readFileSync } from 'node:fs';
import { subgraphSdl } from '@bulkhead/platform-graphql';

const NOUNS = ['cluster/cluster', 'workload/workload', 'host/host', 'team/team', 'tag/tag', 'intake/intake'];

/** The SDL of this subgraph: what all share, then noun by noun. */
export const INGESTION_SDL = subgraphSdl(
  NOUNS.map((noun) => readFileSync(new URL(`./${noun}.graphql`, import.meta.url), 'utf8')),
);
