/**
 * What we use of a parsed expression. cel-js has no run-time limits, so that we look at the tree before it runs and meter
 * it while it runs; `meta.evaluate` is how the library itself runs a node (macros run as `meta.alternate`). The version
 * is pinned, and the spec of `expression.ts` fails if a node stops being run this way.
 */
export interface CelNode {
  readonly op: string;
  readonly args: unknown;
  readonly meta: { readonly evaluate: CelRun; readonly alternate?: CelNode };
  setMeta(name: 'evaluate', run: CelRun): unknown;
}

export type CelRun = (evaluator: CelEvaluator, node: CelNode, context: unknown) => unknown;

export interface CelEvaluator {
  run(node: CelNode, context: unknown): unknown;
}

/** A call of a method, `receiver.name(args)`. */
export interface MethodCall {
  readonly name: string;
  readonly receiver: CelNode;
  readonly args: readonly CelNode[];
}

/** The method call a node is, if it is one. */
export function methodCall(node: CelNode): MethodCall | undefined {
  if (node.op !== 'rcall') return undefined;
  const [name, receiver, args] = node.args as [string, CelNode, readonly CelNode[]];
  return { name, receiver, args };
}

/** The name of the function a node calls, if it calls one: `size(x)`. */
export function functionName(node: CelNode): string | undefined {
  return node.op === 'call' ? (node.args as [string, unknown])[0] : undefined;
}

/** The nodes below a node, as written. */
export function children(node: CelNode): readonly CelNode[] {
  const found: CelNode[] = [];
  collect(node.args, found);
  return found;
}

function collect(value: unknown, into: CelNode[]): void {
  if (Array.isArray(value)) for (const member of value) collect(member, into);
  else if (isNode(value)) into.push(value);
}

function isNode(value: unknown): value is CelNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'setMeta' in value;
}

/** Lets `around` see what a node gives each time it runs. */
export function wrapNode(node: CelNode, around: (value: unknown) => unknown): void {
  let runs = node;
  while (runs.meta.alternate !== undefined) runs = runs.meta.alternate;
  const { evaluate } = runs.meta;
  runs.setMeta('evaluate', (evaluator, self, context) => around(evaluate(evaluator, self, context)));
}
