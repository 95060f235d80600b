import { readFileSync } from 'node:fs';
import { subgraphSdl } from '@bulkhead/platform-graphql';

const NOUNS = ['scan/scan', 'image/image', 'component/component', 'vulnerability/vulnerability', 'finding/finding'];

/** The SDL of this subgraph: what all share, then noun by noun. */
export const SCANNING_SDL = subgraphSdl(
  NOUNS.map((noun) => readFileSync(new URL(`./${noun}.graphql`, import.meta.url), 'utf8')),
);
