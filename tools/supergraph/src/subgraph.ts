import { globSync } from 'node:fs';
import { join } from 'node:path';
import { readSubgraphSdl } from '@bulkhead/platform-graphql';

/** One service's part of the graph: its SDL files with the preamble every subgraph has. */
export interface Subgraph {
  readonly name: string;
  readonly sdl: string;
}

/** The services under a folder that have any SDL, by name. */
export function readSubgraphs(services: string): Subgraph[] {
  const names = new Set(globSync('*/src/**/*.graphql', { cwd: services }).map((file) => file.split('/')[0] ?? ''));
  return [...names].sort().map((name) => ({ name, sdl: readSubgraphSdl(join(services, name, 'src')) }));
}
