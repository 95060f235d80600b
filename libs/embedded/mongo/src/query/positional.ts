import type { Doc } from '../value/document.ts';
import { ownField, isDoc } from '../value/document.ts';
import { compileNode } from './filter.ts';
import type { FilterNode } from './node.ts';

function arrayAt(doc: Doc, path: string): readonly unknown[] | null {
  let value: unknown = doc;
  for (const segment of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(segment)];
    else value = isDoc(value) ? ownField(value, segment) : undefined;
  }
  return Array.isArray(value) ? value : null;
}

/** The nodes of the conjunction that speak of elements of the array, made relative to one element. */
function elementTests(node: FilterNode, path: string): ((item: unknown) => boolean)[] {
  if (node.kind === 'and') return node.nodes.flatMap((inner) => elementTests(inner, path));
  if (node.kind === 'element' && node.path === path) {
    const test = compileNode(node.node);
    return [test];
  }
  if (node.kind !== 'field' && node.kind !== 'element') return [];
  if (node.path !== path && !node.path.startsWith(`${path}.`)) return [];
  const segments = node.segments.slice(path.split('.').length);
  return [compileNode({ ...node, segments })];
}

/**
 * The index of the array element that made the filter match: what `$` stands for in updates and projections.
 * Null when the filter says nothing about the array.
 */
export function positionalIndex(node: FilterNode, doc: Doc, path: string): number | null {
  const list = arrayAt(doc, path);
  const tests = elementTests(node, path);
  if (list === null || tests.length === 0) return null;
  const all = list.findIndex((item) => tests.every((test) => test(item)));
  if (all >= 0) return all;
  const last = tests.at(-1);
  const some = last === undefined ? -1 : list.findIndex((item) => last(item));
  return some >= 0 ? some : null;
}
