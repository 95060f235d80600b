import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { sdlDigest } from '@bulkhead/platform-graphql';
import type { DefinitionNode, DocumentNode } from 'graphql';
import { Kind, concatAST, parse, visit } from 'graphql';
import type { Subgraph } from './subgraph.ts';

const HEADER = '// Written by tools/supergraph from the SDL beside it. Not edited: `npm run generate`.\n';

// What the generator needs to know of federation; the rest of it does not change a resolver's types.
const FEDERATION = parse(`
  directive @key(fields: String!, resolvable: Boolean) repeatable on OBJECT | INTERFACE
  directive @external on OBJECT | FIELD_DEFINITION
  directive @requires(fields: String!) on FIELD_DEFINITION
  directive @provides(fields: String!) on FIELD_DEFINITION
`);
const KEPT = new Set(['key', 'external', 'requires', 'provides', 'deprecated']);

/**
 * The TypeScript of a subgraph: its types, arguments and resolvers. What a resolver hands on may lack fields
 * (`Partial`), since other resolvers fill them in; what it does hand on has the SDL's types.
 */
export async function generateTypes({ sdl }: Subgraph): Promise<string> {
  const text = await codegen({
    schema: plainSchema(parse(sdl, { noLocation: true })),
    documents: [],
    filename: 'graphql.ts',
    plugins: [{ typescript: {} }, { 'typescript-resolvers': {} }],
    pluginMap: { typescript, 'typescript-resolvers': typescriptResolvers },
    config: {
      federation: true,
      contextType: '@bulkhead/platform-graphql#GraphqlContext',
      defaultMapper: 'Partial<{T}>',
      enumsAsTypes: true,
      immutableTypes: true,
      useTypeImports: true,
      strictScalars: true,
      scalars: {
        DateTime: { input: 'Date', output: 'Date | string' },
        JSON: 'unknown',
        Digest: 'string',
        Purl: 'string',
        _Any: 'unknown',
      },
    },
  });
  return `${HEADER}${text.trim()}\n`;
}

/** The digests the gateway compares with what its subgraphs really run. */
export function generateDigests(subgraphs: readonly Subgraph[]): string {
  const lines = subgraphs.map(({ name, sdl }) => `  '${name}': '${sdlDigest(sdl)}',`);
  return [
    HEADER.trimEnd(),
    '/** Digest of the SDL that each subgraph had when the supergraph was composed. */',
    'export const SUBGRAPH_DIGESTS: Readonly<Record<string, string>> = {',
    ...lines,
    '};',
    '',
  ].join('\n');
}

/** The SDL without our own directives, and with a definition in place of the first extension of each foreign type. */
function plainSchema(document: DocumentNode): DocumentNode {
  const stripped = visit(document, {
    SchemaExtension: () => null,
    DirectiveDefinition: () => null,
    Directive: (node) => (KEPT.has(node.name.value) ? undefined : null),
  });
  const defined = new Set<string>();
  for (const node of stripped.definitions) if (node.kind === Kind.OBJECT_TYPE_DEFINITION) defined.add(node.name.value);
  const definitions = stripped.definitions.map((node): DefinitionNode => {
    if (node.kind !== Kind.OBJECT_TYPE_EXTENSION || defined.has(node.name.value)) return node;
    defined.add(node.name.value);
    return { ...node, kind: Kind.OBJECT_TYPE_DEFINITION };
  });
  return concatAST([FEDERATION, { kind: Kind.DOCUMENT, definitions }]);
}
