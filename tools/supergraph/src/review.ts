import { checkEveryFieldIsAllowed } from '@bulkhead/platform-graphql';
import type { ConstDirectiveNode, DefinitionNode, StringValueNode } from 'graphql';
import { Kind, parse } from 'graphql';
import type { Subgraph } from './subgraph.ts';

interface Described {
  readonly description?: StringValueNode | undefined;
}

const ROOTS = new Set(['Query', 'Mutation']);

/** What is wrong with a subgraph on its own, as sentences: no @allow, no description, a mutation that cannot be retried. */
export function reviewSubgraph({ name, sdl }: Subgraph): string[] {
  const { definitions } = parse(sdl, { noLocation: true });
  const problems = [
    ...checkEveryFieldIsAllowed(sdl).map((coordinate) => `${coordinate} has no @allow(to: "noun:verb")`),
    ...definitions.flatMap(undescribed).map((coordinate) => `${coordinate} has no description`),
    ...definitions.flatMap(unrepeatable).map((field) => `Mutation.${field} takes no idempotencyKey: ID!`),
  ];
  return problems.map((problem) => `${name}: ${problem}`);
}

/** What is wrong between subgraphs: an entity has one owner, others extend it, and all ask the same scope for it. */
export function reviewTogether(subgraphs: readonly Subgraph[]): string[] {
  const owners = new Map<string, string[]>();
  const extenders = new Map<string, string[]>();
  const scopes = new Map<string, Set<string>>();
  for (const { name, sdl } of subgraphs) {
    for (const node of parse(sdl, { noLocation: true }).definitions) {
      const isExtension = node.kind === Kind.OBJECT_TYPE_EXTENSION;
      if (!(isExtension || node.kind === Kind.OBJECT_TYPE_DEFINITION) || !hasDirective(node, 'key')) continue;
      add(isExtension ? extenders : owners, node.name.value, name);
      const scope = argumentOf(node.directives, 'allow', 'to');
      if (scope !== undefined) scopes.set(node.name.value, (scopes.get(node.name.value) ?? new Set()).add(scope));
    }
  }
  return [
    ...[...owners]
      .filter(([, names]) => names.length > 1)
      .map(
        ([type, names]) =>
          `${type} is owned by ${names.join(' and ')}; only its owner writes "type ${type}", others "extend type ${type}"`,
      ),
    ...[...extenders.keys()]
      .filter((type) => !owners.has(type))
      .map((type) => `${type} is extended and owned by nobody`),
    ...[...scopes]
      .filter(([, all]) => all.size > 1)
      .map(([type, all]) => `${type} asks for ${[...all].sort().join(' and ')}`),
  ];
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  map.set(key, [...(map.get(key) ?? []), value]);
}

function undescribed(node: DefinitionNode): string[] {
  switch (node.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return [
        ...without([node], () => node.name.value),
        ...without(node.fields, (field) => `${node.name.value}.${field}`),
      ];
    case Kind.OBJECT_TYPE_EXTENSION: {
      const keys = ROOTS.has(node.name.value) ? [] : keysOf(node.directives);
      const own = (node.fields ?? []).filter(
        (field) => !keys.includes(field.name.value) && !hasDirective(field, 'external'),
      );
      return without(own, (field) => `${node.name.value}.${field}`);
    }
    case Kind.ENUM_TYPE_DEFINITION:
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_DEFINITION:
      return without([node], () => node.name.value);
    default:
      return [];
  }
}

function without(
  nodes: readonly (Described & { readonly name: { readonly value: string } })[] | undefined,
  coordinate: (name: string) => string,
): string[] {
  return (nodes ?? [])
    .filter((node) => (node.description?.value ?? '').trim() === '')
    .map((node) => coordinate(node.name.value));
}

/** Each event of a batch has an id of its own, chosen by its sender: that is the key. */
const KEYED_BY_CONTENT = new Set(['ingestBatch']);

function unrepeatable(node: DefinitionNode): string[] {
  const isMutation =
    (node.kind === Kind.OBJECT_TYPE_EXTENSION || node.kind === Kind.OBJECT_TYPE_DEFINITION) &&
    node.name.value === 'Mutation';
  if (!isMutation) return [];
  return (node.fields ?? [])
    .filter((field) => !(field.arguments ?? []).some((argument) => argument.name.value === 'idempotencyKey'))
    .map((field) => field.name.value)
    .filter((name) => !KEYED_BY_CONTENT.has(name));
}

function keysOf(directives: readonly ConstDirectiveNode[] | undefined): string[] {
  const keys = (directives ?? []).filter((directive) => directive.name.value === 'key');
  return keys.flatMap((key) => (argumentOf([key], 'key', 'fields') ?? '').split(/[\s{}]+/));
}

function hasDirective(
  node: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): boolean {
  return (node.directives ?? []).some((directive) => directive.name.value === name);
}

function argumentOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
): string | undefined {
  const found = directives?.find((candidate) => candidate.name.value === directive);
  const value = found?.arguments?.find((candidate) => candidate.name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
