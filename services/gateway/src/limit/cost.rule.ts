import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';
import { Kind, getNamedType, getNullableType, isCompositeType, isListType, isObjectType } from 'graphql';

export interface CostQuestion {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How many a list is taken to hold when nothing says how many. */
export const ASSUMED_LIST_SIZE = 10;
/** The price of asking for the schema. */
export const INTROSPECTION_COST = 100;

const CEILING = Number.MAX_SAFE_INTEGER / 1024;

/**
 * How many objects an operation may ask for at most: each object counts 1, a list as many as its `first` says (or the
 * `first` of the connection around it, or 10), and what hangs below is multiplied. Scalars are free.
 */
export function costOf(question: CostQuestion): number {
  const { schema, operation } = question;
  const root = schema.getRootType(operation.operation);
  if (root === undefined || root === null) return 0;
  return 1 + new CostCounter(question).of(operation.selectionSet, root, undefined);
}

class CostCounter {
  readonly #question: CostQuestion;
  /** A fragment costs the same wherever it is spread under the same bound; without this, spreads of spreads explode. */
  readonly #known = new Map<string, number>();
  readonly #open = new Set<string>();

  constructor(question: CostQuestion) {
    this.#question = question;
  }

  /** @param bound how many a list directly below holds, when a `first` around it says so */
  of(selections: SelectionSetNode, type: GraphQLCompositeType, bound: number | undefined): number {
    let cost = 0;
    for (const selection of selections.selections) {
      if (selection.kind === Kind.FIELD) cost += this.#field(selection, type, bound);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) cost += this.#spread(selection.name.value, bound);
      else cost += this.of(selection.selectionSet, this.#typeNamed(selection.typeCondition?.name.value) ?? type, bound);
      if (cost > CEILING) return CEILING;
    }
    return cost;
  }

  #spread(name: string, bound: number | undefined): number {
    const fragment = this.#question.fragments[name];
    const type = this.#typeNamed(fragment?.typeCondition.name.value);
    const key = `${name} ${bound ?? ''}`;
    if (fragment === undefined || type === undefined || this.#open.has(key)) return 0;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#open.add(key);
    const cost = this.of(fragment.selectionSet, type, bound);
    this.#open.delete(key);
    this.#known.set(key, cost);
    return cost;
  }

  #field(field: FieldNode, parent: GraphQLCompositeType, bound: number | undefined): number {
    const name = field.name.value;
    if (name.startsWith('__')) return name === '__typename' ? 0 : INTROSPECTION_COST;
    const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
    const type = definition === undefined ? undefined : getNamedType(definition.type);
    if (definition === undefined || type === undefined || !isCompositeType(type)) return 0;
    const argument = definition.args.find((each) => each.name === 'first');
    const first = argument === undefined ? undefined : this.#first(field, argument.defaultValue);
    const isList = isListType(getNullableType(definition.type));
    const times = isList ? (first ?? bound ?? ASSUMED_LIST_SIZE) : 1;
    const below = field.selectionSet === undefined ? 0 : this.of(field.selectionSet, type, isList ? undefined : first);
    return Math.min(times * (1 + below), CEILING);
  }

  #first(field: FieldNode, preset: unknown): number {
    const node = field.arguments?.find((each) => each.name.value === 'first')?.value;
    const given = node === undefined ? undefined : this.#numberOf(node);
    const value = given ?? (typeof preset === 'number' ? preset : ASSUMED_LIST_SIZE);
    return Math.max(0, value);
  }

  #numberOf(node: ValueNode): number | undefined {
    if (node.kind === Kind.INT) return Number(node.value);
    if (node.kind !== Kind.VARIABLE) return undefined;
    const name = node.name.value;
    const given = this.#question.variables[name];
    if (typeof given === 'number') return given;
    const declared = this.#question.operation.variableDefinitions?.find((each) => each.variable.name.value === name);
    return declared?.defaultValue?.kind === Kind.INT ? Number(declared.defaultValue.value) : undefined;
  }

  #typeNamed(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.#question.schema.getType(name);
    return type !== undefined && (isObjectType(type) || isCompositeType(type)) ? type : undefined;
  }
}
