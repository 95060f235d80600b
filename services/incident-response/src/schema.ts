import { readFileSync } from 'node:fs';
import { subgraphSdl } from '@bulkhead/platform-graphql';

const NOUNS = ['incident/incident', 'runtime-event/runtime-event', 'notification/notification'];

/** The SDL of this subgraph: what all share, then noun by noun. */
export const INCIDENT_RESPONSE_SDL = subgraphSdl(
  NOUNS.map((noun) => readFileSync(new URL(`./${noun}.graphql`, import.meta.url), 'utf8')),
);
