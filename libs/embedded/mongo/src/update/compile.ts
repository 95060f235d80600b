import { ServerError } from '../error.ts';
import { compileNode } from '../query/filter.ts';
import type { ExpressionCompiler } from '../query/node.ts';
import { parseFilter } from '../query/parse.ts';
import { isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import type { Update } from './apply.ts';
import type { ArrayFilters } from './expand.ts';
import { parseModifiers } from './parse.ts';

export interface CompileOptions {
  readonly expression: ExpressionCompiler;
  /** Compiles a pipeline that turns one document into one document. */
  readonly pipeline: (stages: readonly Doc[]) => (doc: Doc) => Doc;
}

const PIPELINE_STAGES = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

function compilePipeline(stages: readonly unknown[], options: CompileOptions): Update {
  for (const stage of stages) {
    const name = isDoc(stage) ? Object.keys(stage)[0] : undefined;
    if (name === undefined || !PIPELINE_STAGES.has(name)) {
      throw new ServerError('InvalidOptions', `${name ?? 'this'} is not allowed to be used within an update`);
    }
  }
  return { kind: 'pipeline', run: options.pipeline(stages as readonly Doc[]) };
}

/** Compiles the `u` of an update statement. */
export function compileUpdate(update: unknown, options: CompileOptions): Update {
  if (Array.isArray(update)) return compilePipeline(update, options);
  if (!isDoc(update)) throw new ServerError('FailedToParse', 'Update argument must be either an object or an array');
  const names = Object.keys(update);
  const operators = names.filter((name) => name.startsWith('$'));
  if (operators.length === 0) return { kind: 'replacement', doc: update };
  if (operators.length < names.length) {
    const plain = names.find((name) => !name.startsWith('$')) ?? '';
    throw new ServerError('FailedToParse', `Unknown modifier: ${plain}. Expected a valid update modifier`);
  }
  return { kind: 'modifiers', modifiers: parseModifiers(update) };
}

function filterName(filter: Doc): string {
  const names = new Set<string>();
  for (const [key, value] of Object.entries(filter)) {
    if ((key === '$and' || key === '$or') && Array.isArray(value)) {
      for (const name of value.filter(isDoc).map(filterName)) names.add(name);
    } else names.add(key.split('.')[0] ?? '');
  }
  const [name, other] = names;
  if (name === undefined || other !== undefined) {
    throw new ServerError('FailedToParse', 'Error parsing array filter: expected a single top-level field name');
  }
  return name;
}

function identifiers(update: Update): Set<string> {
  if (update.kind !== 'modifiers') return new Set();
  const segments = update.modifiers.flatMap((modifier) => modifier.path);
  return new Set(segments.filter((segment) => /^\$\[.+\]$/.test(segment)).map((segment) => segment.slice(2, -1)));
}

/** Every identifier of the paths needs a filter, and every filter a path. */
export function checkArrayFilters(update: Update, filters: ArrayFilters): void {
  const used = identifiers(update);
  for (const name of used) {
    if (!filters.has(name)) throw new ServerError('BadValue', `No array filter found for identifier '${name}'`);
  }
  for (const name of filters.keys()) {
    if (used.has(name)) continue;
    throw new ServerError('FailedToParse', `The array filter for identifier '${name}' was not used in the update`);
  }
}

/** Compiles `arrayFilters`: a predicate per identifier. */
export function compileArrayFilters(filters: unknown, expression: ExpressionCompiler): ArrayFilters {
  const compiled = new Map<string, (item: unknown) => boolean>();
  if (filters === undefined) return compiled;
  if (!Array.isArray(filters)) throw new ServerError('TypeMismatch', 'arrayFilters must be an array');
  for (const filter of filters as unknown[]) {
    if (!isDoc(filter)) throw new ServerError('TypeMismatch', 'arrayFilters must hold documents');
    const name = filterName(filter);
    if (compiled.has(name)) {
      throw new ServerError('FailedToParse', `Found multiple array filters with the same top-level field name ${name}`);
    }
    const test = compileNode(parseFilter(filter, { expression }));
    compiled.set(name, (item) => test({ [name]: item }));
  }
  return compiled;
}
