import { ObjectId } from 'bson';
import type { FilterNode } from '../query/node.ts';
import type { InOperand } from '../query/operand.ts';
import { cloneValue } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import { applyUpdate } from './apply.ts';
import type { Update, UpdateContext } from './apply.ts';
import { makePlace, writePlace } from './place.ts';

function addEqualities(node: FilterNode, doc: Doc): void {
  if (node.kind === 'and') {
    for (const inner of node.nodes) addEqualities(inner, doc);
    return;
  }
  if (node.kind === 'or' && node.nodes.length === 1 && node.nodes[0] !== undefined) {
    addEqualities(node.nodes[0], doc);
    return;
  }
  if (node.kind !== 'field') return;
  if (node.operator === '$eq') writePlace(makePlace(doc, node.segments), cloneValue(node.operand));
  if (node.operator !== '$in') return;
  const { values } = node.operand as InOperand;
  if (values.length === 1) writePlace(makePlace(doc, node.segments), cloneValue(values[0]));
}

/** The `_id` the filter asks for, if it asks for one. */
function filteredId(node: FilterNode): unknown {
  if (node.kind === 'and') return node.nodes.map(filteredId).find((id) => id !== undefined);
  return node.kind === 'field' && node.operator === '$eq' && node.path === '_id' ? node.operand : undefined;
}

/** The document an upsert inserts: what the filter says must be equal, then the update. `_id` comes first. */
export function upsertDocument(update: Update, context: UpdateContext): Doc {
  const base: Doc = {};
  if (update.kind !== 'replacement') addEqualities(context.filter, base);
  const made = applyUpdate(base, update, { ...context, inserting: true }) ?? base;
  const { _id: given, ...rest } = made;
  return { _id: given === undefined ? (filteredId(context.filter) ?? new ObjectId()) : given, ...rest };
}
