import { ServerError } from '../error.ts';
import type { FilterNode } from '../query/node.ts';
import { positionalIndex } from '../query/positional.ts';
import { isDoc, ownField } from '../value/document.ts';
import type { Doc } from '../value/document.ts';

export type ArrayFilters = ReadonlyMap<string, (item: unknown) => boolean>;

/** What `$`, `$[]` and `$[name]` in a path are resolved with. */
export interface Positions {
  readonly filter: FilterNode;
  /** The document before the update. */
  readonly before: Doc;
  readonly arrayFilters: ArrayFilters;
}

function child(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value[Number(name)];
  return isDoc(value) ? ownField(value, name) : undefined;
}

function indexes(list: unknown, test: (item: unknown) => boolean, path: readonly string[]): string[] {
  if (!Array.isArray(list)) {
    throw new ServerError(
      'BadValue',
      `The path '${path.join('.')}' must exist in the document in order to apply array updates.`,
    );
  }
  return list.flatMap((item: unknown, at) => (test(item) ? [String(at)] : []));
}

function positional(path: readonly string[], positions: Positions): string {
  const index = positionalIndex(positions.filter, positions.before, path.join('.'));
  if (index === null) {
    throw new ServerError('BadValue', 'The positional operator did not find the match needed from the query.');
  }
  return String(index);
}

function choices(segment: string, value: unknown, place: { done: readonly string[]; positions: Positions }): string[] {
  const { done, positions } = place;
  if (segment === '$') return [positional(done, positions)];
  if (segment === '$[]') return indexes(value, () => true, done);
  if (!segment.startsWith('$[')) return [segment];
  const name = segment.slice(2, -1);
  const filter = positions.arrayFilters.get(name);
  if (filter === undefined) {
    throw new ServerError(
      'BadValue',
      `No array filter found for identifier '${name}' in path '${done.join('.')}.${segment}'`,
    );
  }
  return indexes(value, filter, done);
}

interface Partial {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The concrete paths a path with positional operators stands for in this document. */
export function expandPath(doc: Doc, path: readonly string[], positions: Positions): (readonly string[])[] {
  if (!path.some((segment) => segment.startsWith('$'))) return [path];
  let partial: Partial[] = [{ path: [], value: doc }];
  for (const segment of path) {
    partial = partial.flatMap(({ path: done, value }) =>
      choices(segment, value, { done, positions }).map((name) => ({
        path: [...done, name],
        value: child(value, name),
      })),
    );
  }
  return partial.map((entry) => entry.path);
}
