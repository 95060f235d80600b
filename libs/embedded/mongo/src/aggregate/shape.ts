import { ServerError } from '../error.ts';
import { compileProjection } from '../query/projection.ts';
import { cloneValue, isDoc, isOperatorDoc, ownField, setField } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { compileExpression } from './expression.ts';
import type { ExpressionScope } from './expression.ts';
import type { DocStream, Stage } from './stage.ts';

export function mapStage(change: (doc: Doc) => Doc): Stage {
  return function* mapped(input: DocStream) {
    for (const doc of input) yield change(doc);
  };
}

type Evaluate = (doc: Doc) => unknown;
interface FieldTree {
  readonly children: Map<string, FieldTree>;
  evaluate: Evaluate | null;
}

function addToTree(tree: FieldTree, path: readonly string[], evaluate: Evaluate): void {
  let node = tree;
  for (const name of path) {
    const next = node.children.get(name) ?? { children: new Map<string, FieldTree>(), evaluate: null };
    node.children.set(name, next);
    node = next;
  }
  if (node.evaluate !== null || node.children.size > 0) {
    throw new ServerError('Location31254', `Invalid $addFields :: path collision at ${path.join('.')}`);
  }
  node.evaluate = evaluate;
}

function fillTree(tree: FieldTree, spec: Doc, place: { prefix: readonly string[]; scope: ExpressionScope }): void {
  for (const [name, value] of Object.entries(spec)) {
    if (name.startsWith('$'))
      throw new ServerError('Location16410', `FieldPath field names may not start with '$': ${name}`);
    const path = [...place.prefix, ...name.split('.')];
    if (isDoc(value) && !isOperatorDoc(value) && Object.keys(value).length > 0) {
      fillTree(tree, value, { prefix: path, scope: place.scope });
    } else addToTree(tree, path, compileExpression(value, place.scope));
  }
}

function applyTree(value: unknown, tree: FieldTree, root: Doc): unknown {
  if (tree.evaluate !== null) return cloneValue(tree.evaluate(root));
  if (Array.isArray(value)) return value.map((item: unknown) => applyTree(item, tree, root));
  const out: Doc = isDoc(value) ? { ...value } : {};
  for (const [name, child] of tree.children) {
    const next = applyTree(ownField(out, name), child, root);
    if (next === undefined) delete out[name];
    else setField(out, name, next);
  }
  return out;
}

/** `$addFields` and `$set`. */
export function addFields(spec: unknown, scope: ExpressionScope): Stage {
  if (!isDoc(spec)) throw new ServerError('BadValue', '$addFields specification stage must be an object');
  const tree: FieldTree = { children: new Map(), evaluate: null };
  fillTree(tree, spec, { prefix: [], scope });
  return mapStage((doc) => applyTree(doc, tree, doc) as Doc);
}

/** `$project`. */
export function project(spec: unknown, scope: ExpressionScope): Stage {
  if (!isDoc(spec) || Object.keys(spec).length === 0) {
    throw new ServerError('BadValue', '$project specification must be an object that is not empty');
  }
  const expression = (value: unknown) => compileExpression(value, scope);
  const projection = compileProjection(spec, { expression, filter: { kind: 'and', nodes: [] }, aggregation: true });
  return mapStage((doc) => (projection === null ? doc : projection(doc)));
}

/** `$unset`: a projection that only takes away. */
export function unset(spec: unknown, scope: ExpressionScope): Stage {
  const names = Array.isArray(spec) ? spec : [spec];
  if (names.length === 0 || names.some((name) => typeof name !== 'string')) {
    throw new ServerError('BadValue', '$unset specification must be a string or an array of strings');
  }
  return project(Object.fromEntries(names.map((name) => [String(name), 0])), scope);
}

/** `$replaceRoot` and `$replaceWith`. */
export function replaceRoot(expression: unknown, scope: ExpressionScope): Stage {
  const evaluate = compileExpression(expression, scope);
  return mapStage((doc) => {
    const next = evaluate(doc);
    if (isDoc(next)) return next;
    throw new ServerError('BadValue', "'newRoot' expression must evaluate to an object");
  });
}

interface UnwindSpec {
  readonly path: readonly string[];
  readonly index: string | null;
  readonly keep: boolean;
}

function unwindSpec(spec: unknown): UnwindSpec {
  const given = isDoc(spec) ? spec : { path: spec };
  const { path, includeArrayIndex: index } = given;
  if (typeof path !== 'string' || !path.startsWith('$') || path.length < 2) {
    throw new ServerError('BadValue', "path option to $unwind stage should be prefixed with a '$'");
  }
  return {
    path: path.slice(1).split('.'),
    index: typeof index === 'string' ? index : null,
    keep: given['preserveNullAndEmptyArrays'] === true,
  };
}

function read(doc: unknown, path: readonly string[]): unknown {
  let value = doc;
  for (const name of path) value = isDoc(value) ? ownField(value, name) : undefined;
  return value;
}

function withValue(doc: Doc, path: readonly string[], value: unknown): Doc {
  const [name = '', ...rest] = path;
  const copy = { ...doc };
  if (rest.length === 0) {
    if (value === undefined) delete copy[name];
    else setField(copy, name, value);
    return copy;
  }
  const child = ownField(doc, name);
  setField(copy, name, withValue(isDoc(child) ? child : {}, rest, value));
  return copy;
}

function* unwound(doc: Doc, spec: UnwindSpec): Generator<Doc> {
  const { path, index, keep } = spec;
  const value = read(doc, path);
  if (Array.isArray(value) && value.length > 0) {
    for (const [at, item] of value.entries()) {
      const next = withValue(doc, path, item);
      yield index === null ? next : withValue(next, index.split('.'), at);
    }
    return;
  }
  const empty = value === undefined || value === null || Array.isArray(value);
  if (empty && !keep) return;
  const next = Array.isArray(value) ? withValue(doc, path, undefined) : doc;
  yield index === null ? next : withValue(next, index.split('.'), null);
}

/** `$unwind`. */
export function unwind(spec: unknown): Stage {
  const parsed = unwindSpec(spec);
  return function* unwinding(input: DocStream) {
    for (const doc of input) yield* unwound(doc, parsed);
  };
}
