import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { messageOf } from '@bulkhead/core-base';
import { compose } from './compose.ts';
import { generateDigests, generateTypes } from './generate.ts';
import { reviewSubgraph, reviewTogether } from './review.ts';
import type { Subgraph } from './subgraph.ts';
import { readSubgraphs } from './subgraph.ts';

/** What the SDL of all services amounts to: files with their text, and what is wrong, as sentences. */
export interface Outcome {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: readonly string[];
}

/** Reads, reviews, composes and generates; nothing is written. `services` is the folder that holds the services. */
export async function work(services: string): Promise<Outcome> {
  const files = new Map<string, string>();
  const subgraphs = readSubgraphs(services);
  const problems: string[] = subgraphs.length === 0 ? [`no .graphql file under ${services}`] : [];
  const sound: Subgraph[] = [];
  for (const subgraph of subgraphs) {
    try {
      problems.push(...reviewSubgraph(subgraph));
      files.set(join(services, subgraph.name, 'src/generated/graphql.ts'), await generateTypes(subgraph));
      sound.push(subgraph);
    } catch (error) {
      problems.push(`${subgraph.name}: ${messageOf(error)}`);
    }
  }
  if (sound.length < subgraphs.length || sound.length === 0) return { files, problems };
  const { supergraph, problems: misfits } = compose(sound);
  problems.push(...reviewTogether(sound), ...misfits);
  if (supergraph !== undefined) {
    files.set(join(services, 'gateway/supergraph.graphql'), supergraph);
    files.set(join(services, 'gateway/src/generated/subgraph-digest.ts'), generateDigests(sound));
  }
  return { files, problems };
}

/** Files whose text on disk differs, relative to a folder. */
export function stale(files: ReadonlyMap<string, string>, root: string): string[] {
  return [...files].filter(([path, text]) => current(path) !== text).map(([path]) => relative(root, path));
}

/** Writes what differs and says how many files that were. */
export function write(files: ReadonlyMap<string, string>): number {
  const differing = [...files].filter(([path, text]) => current(path) !== text);
  for (const [path, text] of differing) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return differing.length;
}

function current(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
