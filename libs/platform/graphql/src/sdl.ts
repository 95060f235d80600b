import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault, sha256 } from '@bulkhead/core-base';
import type { Digest } from '@bulkhead/core-base';
import { parse, print } from 'graphql';

/** `SDL_INVALID`: a subgraph's SDL does not parse. `SDL_NOT_ALLOWED`: something in it has no `@allow`. */
export type SdlFault = 'SDL_INVALID' | 'SDL_NOT_ALLOWED';

/** The preamble of every subgraph: the pinned federation version, `@allow`, scalars and what all share. */
export const SHARED_SDL = `extend schema
  @link(
    url: "https://specs.apollo.dev/federation/v2.11"
    import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag"]
  )

"""
The scope a caller needs: noun:verb, or "authenticated" for any known caller. On a type it guards every field of it,
however it is reached; on a field it is needed besides.
"""
directive @allow(to: String!) on FIELD_DEFINITION | OBJECT

"A moment in UTC, RFC 3339 with milliseconds: 2026-11-22T08:00:00.000Z."
scalar DateTime

"Any JSON value, for documents whose shape is not ours."
scalar JSON

"A content digest as OCI writes it: sha256:<64 hex> or sha512:<128 hex>."
scalar Digest

"A package URL (ECMA-427): pkg:deb/debian/openssl@3.0.11-1."
scalar Purl

"Where a page of a connection ends."
type PageInfo @shareable @allow(to: "authenticated") {
  "Whether there is more after this page."
  hasNextPage: Boolean!
  "Give it as \`after\` to get the next page; null on an empty page."
  endCursor: String
}

"How bad it is, weakest first. UNKNOWN is a value and never means none."
enum Severity {
  "Nobody has judged it yet."
  UNKNOWN
  "Theoretical."
  NEGLIGIBLE
  "Little harm, or hard to use."
  LOW
  "Harm under conditions."
  MEDIUM
  "Serious harm."
  HIGH
  "Act now."
  CRITICAL
}
`;

/** The whole SDL of a subgraph: the preamble and the nouns' own SDL, in the order given. */
export function subgraphSdl(nouns: readonly string[]): string {
  return [SHARED_SDL, ...nouns.map((noun) => noun.trim())].join('\n\n');
}

/** The SDL of a service: every `.graphql` file under a folder, in the order of their paths, after the preamble. */
export function readSubgraphSdl(folder: string): string {
  const files = globSync('**/*.graphql', { cwd: folder }).sort();
  return subgraphSdl(files.map((file) => readFileSync(join(folder, file), 'utf8')));
}

/** Digest of an SDL, whatever its white space, its comments and the order of its definitions. Fault SDL_INVALID. */
export function sdlDigest(sdl: string): Digest {
  try {
    const definitions = parse(sdl, { noLocation: true }).definitions.map((definition) => print(definition));
    return sha256(definitions.sort().join('\n'));
  } catch (error) {
    throw new Fault('invariant', 'SDL_INVALID' satisfies SdlFault, 'an SDL does not parse', { cause: error });
  }
}
