import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode, ValidationRule } from 'graphql';
import { GraphQLError, Kind } from 'graphql';

/** What a document's shape may be; its text is bounded by the parser's token limit. */
export interface ShapeLimits {
  readonly depth: number;
  readonly aliases: number;
}

/** Fault codes of a query that is refused for its shape or its cost. */
export type QueryFault = 'QUERY_TOO_DEEP' | 'QUERY_TOO_MANY_ALIASES' | 'QUERY_TOO_MANY_DIRECTIVES' | 'QUERY_TOO_COSTLY';

interface Shape {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
}

interface Check {
  readonly fault: QueryFault;
  readonly what: string;
  readonly found: number;
  readonly limit: number;
  readonly advice: string;
}

const DIRECTIVES_MAX = 50;
const DEEP_ADVICE = 'Ask for fewer levels at a time, and follow an id with a second query.';
const WIDE_ADVICE = 'Split the query in two.';
const NOTHING: Shape = { depth: 0, aliases: 0, directives: 0 };

/**
 * Validation rules that refuse a document by its shape. They run once per document text, since Apollo keeps what was
 * validated. Fields of the introspection schema are not counted: their nesting is the tools' and bounded by the schema.
 */
export function shapeRules(limits: ShapeLimits): ValidationRule[] {
  return [
    (context) => ({
      Document: (document) => {
        for (const problem of problemsOf(document, limits)) context.reportError(problem);
        return false;
      },
    }),
  ];
}

function problemsOf(document: DocumentNode, limits: ShapeLimits): GraphQLError[] {
  const { depth, aliases, directives } = shapeOf(document);
  const checks: readonly Check[] = [
    { fault: 'QUERY_TOO_DEEP', what: 'levels deep', found: depth, limit: limits.depth, advice: DEEP_ADVICE },
    { fault: 'QUERY_TOO_MANY_ALIASES', what: 'aliases', found: aliases, limit: limits.aliases, advice: WIDE_ADVICE },
    {
      fault: 'QUERY_TOO_MANY_DIRECTIVES',
      what: 'directives',
      found: directives,
      limit: DIRECTIVES_MAX,
      advice: WIDE_ADVICE,
    },
  ];
  return checks.filter((check) => check.found > check.limit).map(refusal);
}

function refusal({ fault, what, found, limit, advice }: Check): GraphQLError {
  const message = `the query has ${found} ${what}; ${limit} are allowed`;
  return new GraphQLError(message, { extensions: { fault, found, limit, advice } });
}

/** The largest of each over all operations of a document, fragments followed. */
export function shapeOf(document: DocumentNode): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const known = new Map<string, Shape>();
  const shapes = document.definitions
    .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
    .map((operation) =>
      add(measure(operation.selectionSet, fragments, known), {
        ...NOTHING,
        directives: operation.directives?.length ?? 0,
      }),
    );
  return {
    depth: Math.max(0, ...shapes.map((shape) => shape.depth)),
    aliases: Math.max(0, ...shapes.map((shape) => shape.aliases)),
    directives: Math.max(0, ...shapes.map((shape) => shape.directives)),
  };
}

function measure(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Shape>,
): Shape {
  let shape = NOTHING;
  for (const selection of set.selections) {
    const directives = selection.directives?.length ?? 0;
    shape = add(shape, { ...NOTHING, directives });
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      shape = add(shape, measureFragment(selection.name.value, fragments, known));
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      shape = add(shape, measure(selection.selectionSet, fragments, known));
    } else if (!selection.name.value.startsWith('__')) {
      const below = selection.selectionSet === undefined ? NOTHING : measure(selection.selectionSet, fragments, known);
      const aliases = below.aliases + (selection.alias === undefined ? 0 : 1);
      shape = add(shape, { ...below, depth: below.depth + 1, aliases });
    }
  }
  return shape;
}

/** Each fragment is measured once; one that contains itself counts as nothing here and is refused by GraphQL's own rule. */
function measureFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Shape>,
): Shape {
  const measured = known.get(name);
  const fragment = fragments.get(name);
  if (measured !== undefined || fragment === undefined) return measured ?? NOTHING;
  known.set(name, NOTHING);
  const shape = measure(fragment.selectionSet, fragments, known);
  known.set(name, shape);
  return shape;
}

/** Side by side: the deeper one counts for depth, both count for the rest. */
function add(left: Shape, right: Shape): Shape {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: left.aliases + right.aliases,
    directives: left.directives + right.directives,
  };
}
