import { Fault } from '@bulkhead/core-base';
import { AUTHENTICATED, allows, isScope } from '@bulkhead/platform-identity';
import type {
  ConstDirectiveNode,
  DefinitionNode,
  FieldDefinitionNode,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLSchema,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
} from 'graphql';
import { GraphQLError, Kind, defaultFieldResolver, isObjectType, parse } from 'graphql';
import type { GraphqlContext } from './context.ts';
import type { SdlFault } from './sdl.ts';

type Resolver = GraphQLFieldResolver<unknown, GraphqlContext>;
type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;
type ReferenceResolver = (reference: unknown, context: GraphqlContext, info: unknown) => unknown;

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * What a subgraph's SDL leaves without `@allow`: every query, mutation and object type needs one with a scope in it, and so does every
 * field that a subgraph adds to an entity it does not own (`extend type Image`), keys and `@external` fields excepted.
 *
 * @returns coordinates, `Query.image` or `Image`, in the order of the SDL
 */
export function checkEveryFieldIsAllowed(sdl: string): string[] {
  const nodes = parse(sdl, { noLocation: true }).definitions.filter(isObjectNode);
  const missing = nodes.flatMap((node) =>
    ROOTS.has(node.name.value) ? fieldsWithout(node, () => true) : foreign(node),
  );
  const guarded = new Set(nodes.filter(isGuarded).map((node) => node.name.value));
  const types = nodes.map((node) => node.name.value).filter((name) => !ROOTS.has(name) && !guarded.has(name));
  return [...missing, ...new Set(types)];
}

/** Fault SDL_NOT_ALLOWED when anything lacks `@allow`: a subgraph with a hole does not start. */
export function refuseWhatIsNotAllowed(sdl: string): void {
  const missing = checkEveryFieldIsAllowed(sdl);
  if (missing.length === 0) return;
  throw new Fault('invariant', 'SDL_NOT_ALLOWED' satisfies SdlFault, `no @allow on ${missing.join(', ')}`, {
    details: { missing },
    advice: 'Give each an @allow(to: "noun:verb").',
  });
}

/**
 * Puts the checks of `@allow` in front of every resolver, so that they hold on every way to a type (query, reference,
 * union, connection) and on both transports. Changes the schema in place.
 */
export function enforceAllow(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('_')) guardType(type);
  }
  return schema;
}

function guardType(type: GraphQLObjectType): void {
  const typeScopes = scopesOf([type.astNode, ...type.extensionASTNodes]);
  for (const field of Object.values(type.getFields())) guardField(field, typeScopes);
  if (typeScopes.length > 0) guardReference(type, typeScopes);
}

function guardField(field: GraphQLField<unknown, GraphqlContext>, typeScopes: readonly string[]): void {
  const scopes = [...new Set([...typeScopes, ...scopesOf([field.astNode])])];
  if (scopes.length === 0) return;
  const resolve: Resolver = field.resolve ?? defaultFieldResolver;
  // oxlint-disable-next-line max-params -- graphql-js calls it so, and a rest parameter would cost every field.
  field.resolve = (source, args, context, info) => {
    demand(context, scopes);
    return resolve(source, args, context, info);
  };
}

/** An entity asked for by key is refused before it is loaded. */
function guardReference(type: GraphQLObjectType, scopes: readonly string[]): void {
  const extensions = type.extensions as { apollo?: { subgraph?: { resolveReference?: ReferenceResolver } } };
  const subgraph = extensions.apollo?.subgraph;
  const resolve = subgraph?.resolveReference;
  if (subgraph === undefined || resolve === undefined) return;
  const guarded: ReferenceResolver = (reference, context, info) => {
    demand(context, scopes);
    return resolve(reference, context, info);
  };
  type.extensions = {
    ...type.extensions,
    apollo: { ...extensions.apollo, subgraph: { ...subgraph, resolveReference: guarded } },
  };
}

function demand(context: GraphqlContext, scopes: readonly string[]): void {
  const { principal } = context;
  if (principal === undefined) {
    throw new GraphQLError('a token is needed', {
      extensions: { code: 'UNAUTHENTICATED', advice: 'Send an API token in the header "Authorization: Bearer ...".' },
    });
  }
  for (const scope of scopes) {
    if (allows(principal, scope)) continue;
    throw new GraphQLError(`the scope ${scope} is needed`, {
      extensions: { code: 'FORBIDDEN', scope, advice: `Use a token that has the scope ${scope}.` },
    });
  }
}

function isObjectNode(node: DefinitionNode): node is ObjectNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

function foreign(node: ObjectNode): string[] {
  if (node.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
  const keys = keyFields(node);
  return fieldsWithout(node, (name, directives) => !keys.has(name) && !directives.includes('external'));
}

function fieldsWithout(node: ObjectNode, needs: (name: string, directives: readonly string[]) => boolean): string[] {
  return (node.fields ?? [])
    .filter((field) => !isGuarded(field))
    .filter((field) =>
      needs(
        field.name.value,
        (field.directives ?? []).map((directive) => directive.name.value),
      ),
    )
    .map((field) => `${node.name.value}.${field.name.value}`);
}

/** Names at the top of `@key(fields: "a b { c }")`; nested ones belong to another type. */
function keyFields(node: ObjectNode): Set<string> {
  const texts = (node.directives ?? [])
    .filter((directive) => directive.name.value === 'key')
    .map((key) => argument(key, 'fields'));
  return new Set(texts.flatMap((text) => (text ?? '').replaceAll(/\{[^}]*\}/g, ' ').split(/\s+/)));
}

function isGuarded(node: ObjectNode | FieldDefinitionNode): boolean {
  return scopesOf([node]).some((scope) => scope === AUTHENTICATED || isScope(scope));
}

function scopesOf(
  nodes: readonly ({ readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined)[],
): string[] {
  return nodes
    .flatMap((node) => node?.directives ?? [])
    .filter((directive) => directive.name.value === 'allow')
    .map((directive) => argument(directive, 'to') ?? '');
}

function argument(directive: ConstDirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((given) => given.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
