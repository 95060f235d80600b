import { ServerError } from '../error.ts';
import type { ExpressionCompiler, FilterNode } from '../query/node.ts';
import { sameValue } from '../value/compare.ts';
import { cloneValue, isDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { addToSet, pop, pull, pullAll, push } from './array.ts';
import { expandPath } from './expand.ts';
import type { ArrayFilters, Positions } from './expand.ts';
import { renameTarget } from './parse.ts';
import type { Modifier } from './parse.ts';
import { findPlace, makePlace, readPlace, removePlace, writePlace } from './place.ts';
import { GONE, KEEP, bitwise, currentDate, greatest, increment, least, multiply, setValue } from './scalar.ts';
import type { Outcome } from './scalar.ts';

/** An update ready to run: modifiers, a whole replacement, or an aggregation pipeline. */
export type Update =
  | { readonly kind: 'modifiers'; readonly modifiers: readonly Modifier[] }
  | { readonly kind: 'replacement'; readonly doc: Doc }
  | { readonly kind: 'pipeline'; readonly run: (doc: Doc) => Doc };

export interface UpdateContext {
  readonly filter: FilterNode;
  readonly arrayFilters: ArrayFilters;
  readonly expression: ExpressionCompiler;
  /** Milliseconds, for `$currentDate`. */
  readonly now: number;
  /** True when the document is being made by an upsert. */
  readonly inserting: boolean;
}

function outcome(modifier: Modifier, current: unknown, context: UpdateContext): Outcome {
  const { operand } = modifier;
  switch (modifier.operator) {
    case '$set':
      return setValue(current, operand);
    case '$setOnInsert':
      return context.inserting ? setValue(current, operand) : KEEP;
    case '$unset':
      return current === undefined ? KEEP : GONE;
    case '$inc':
      return increment(current, operand);
    case '$mul':
      return multiply(current, operand);
    case '$min':
      return least(current, operand);
    case '$max':
      return greatest(current, operand);
    case '$currentDate':
      return currentDate(operand, context.now);
    case '$bit':
      return bitwise(current, operand);
    case '$push':
      return push(current, operand);
    case '$addToSet':
      return addToSet(current, operand);
    case '$pop':
      return pop(current, operand);
    case '$pull':
      return pull(current, operand, context.expression);
    case '$pullAll':
      return pullAll(current, operand);
    default:
      // $rename moves a value between two places; it is done before this.
      return KEEP;
  }
}

/** Operators that do nothing where the field is not there. */
const NEVER_CREATES = new Set(['$unset', '$pop', '$pull', '$pullAll']);

function applyAt(doc: Doc, path: readonly string[], step: { modifier: Modifier; context: UpdateContext }): boolean {
  const { modifier, context } = step;
  if (modifier.operator === '$setOnInsert' && !context.inserting) return false;
  const place = NEVER_CREATES.has(modifier.operator) ? findPlace(doc, path) : makePlace(doc, path);
  if (place === null) return false;
  const result = outcome(modifier, readPlace(place), context);
  if (result === KEEP) return false;
  if (result === GONE) removePlace(place);
  else writePlace(place, result);
  return true;
}

function rename(doc: Doc, modifier: Modifier): boolean {
  const source = findPlace(doc, modifier.path);
  const value = source === null ? undefined : readPlace(source);
  if (source === null || value === undefined) return false;
  if (Array.isArray(source.holder))
    throw new ServerError('BadValue', 'The source field of $rename cannot be an array element');
  removePlace(source);
  writePlace(makePlace(doc, renameTarget(modifier.path.join('.'), modifier.operand)), value);
  return true;
}

function applyModifier(doc: Doc, modifier: Modifier, run: { positions: Positions; context: UpdateContext }): boolean {
  if (modifier.operator === '$rename') return rename(doc, modifier);
  let changed = false;
  for (const path of expandPath(doc, modifier.path, run.positions)) {
    changed = applyAt(doc, path, { modifier, context: run.context }) || changed;
  }
  return changed;
}

function replacement(before: Doc, doc: Doc): Doc {
  const id = doc['_id'] ?? before['_id'];
  const copy = cloneValue(doc) as Doc;
  return id === undefined ? copy : { _id: id, ...copy };
}

function checkId(before: Doc, after: Doc): void {
  if (before['_id'] === undefined || sameValue(before['_id'], after['_id'])) return;
  throw new ServerError(
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

/** The document after the update, or null when the update changes nothing. `before` is not touched. */
export function applyUpdate(before: Doc, update: Update, context: UpdateContext): Doc | null {
  let after: Doc;
  let changed: boolean;
  if (update.kind === 'modifiers') {
    after = cloneValue(before) as Doc;
    const run = { positions: { filter: context.filter, before, arrayFilters: context.arrayFilters }, context };
    changed = false;
    for (const modifier of update.modifiers) changed = applyModifier(after, modifier, run) || changed;
  } else {
    after = update.kind === 'replacement' ? replacement(before, update.doc) : update.run(cloneValue(before) as Doc);
    if (!isDoc(after)) throw new ServerError('BadValue', 'an update pipeline has to leave a document');
    changed = !sameValue(before, after);
  }
  checkId(before, after);
  return changed ? after : null;
}
