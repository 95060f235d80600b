import { ServerError, refused } from '../error.ts';
import { LIMITS } from '../limit.ts';
import { isDoc, isOperatorDoc } from '../value/document.ts';
import type { Doc } from '../value/document.ts';
import type { ExpressionCompiler, FieldNode, FieldOperator, FilterNode } from './node.ts';
import { segmentsOf } from './path.ts';
import { isRegex, regexOperand } from './regex.ts';
import { bitOperand, inOperand, modOperand, sizeOperand, typeOperand } from './operand.ts';

const NEVER = new Set([
  '$where',
  '$text',
  '$jsonSchema',
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$within',
]);

/** Filter operators this engine knows. */
export const QUERY_OPERATORS = [
  '$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$and', '$or', '$nor', '$not', '$exists', '$type', '$mod',
  '$regex', '$options', '$size', '$all', '$elemMatch', '$expr', '$comment', '$bitsAllSet', '$bitsAllClear', '$bitsAnySet',
  '$bitsAnyClear',
] as const; // prettier-ignore

export interface ParseContext {
  readonly expression: ExpressionCompiler;
  readonly depth?: number;
}

interface Place {
  readonly path: string;
  readonly segments: readonly string[];
  readonly context: ParseContext;
}

function deeper(context: ParseContext): ParseContext {
  const depth = (context.depth ?? 0) + 1;
  if (depth > LIMITS.nestingDepth) throw new ServerError('BadValue', 'filter is nested too deep');
  return { ...context, depth };
}

function field(place: Place, operator: FieldOperator, operand: unknown): FieldNode {
  return { kind: 'field', path: place.path, segments: place.segments, operator, operand };
}

function not(node: FilterNode): FilterNode {
  return { kind: 'not', node };
}

function unknownOperator(name: string): ServerError {
  if (NEVER.has(name)) return refused(name, 'BadValue');
  return new ServerError('BadValue', `unknown operator: ${name}`);
}

function parseNot(place: Place, operand: unknown): FilterNode {
  if (isRegex(operand)) return not(field(place, '$regex', regexOperand(operand, undefined)));
  if (!isOperatorDoc(operand)) throw new ServerError('BadValue', '$not needs a regex or a document');
  return not(parseOperators(place, operand));
}

function parseElemMatch(place: Place, operand: unknown): FilterNode {
  if (!isDoc(operand)) throw new ServerError('BadValue', '$elemMatch needs an Object');
  const { path, segments } = place;
  const context = deeper(place.context);
  const logical = Object.keys(operand).some(
    (name) => name === '$and' || name === '$or' || name === '$nor' || name === '$expr',
  );
  if (isOperatorDoc(operand) && !logical) {
    const node = parseOperators({ path: '', segments: [], context }, operand);
    return { kind: 'element', path, segments, form: 'value', node };
  }
  return { kind: 'element', path, segments, form: 'document', node: parseFilter(operand, context) };
}

function parseAll(place: Place, operand: unknown): FilterNode {
  if (!Array.isArray(operand)) throw new ServerError('BadValue', '$all needs an array');
  if (operand.length === 0) return { kind: 'or', nodes: [] };
  const nodes = operand.map((item: unknown): FilterNode => {
    if (isDoc(item) && '$elemMatch' in item) return parseElemMatch(place, item['$elemMatch']);
    if (isOperatorDoc(item)) throw new ServerError('BadValue', 'no $ expressions in $all');
    return isRegex(item) ? field(place, '$regex', regexOperand(item, undefined)) : field(place, '$eq', item);
  });
  return { kind: 'and', nodes };
}

function noRegex(name: string, operand: unknown): unknown {
  if (isRegex(operand))
    throw new ServerError('BadValue', `Can't have regex as arg to predicate over field with ${name}`);
  if (operand === undefined) throw new ServerError('BadValue', 'cannot compare to undefined');
  return operand;
}

function parseOperator(place: Place, name: string, operand: unknown): FilterNode {
  switch (name) {
    case '$eq':
      return field(place, '$eq', operand);
    case '$ne':
      return not(field(place, '$eq', noRegex(name, operand)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return field(place, name, noRegex(name, operand));
    case '$in':
      return field(place, '$in', inOperand(name, operand));
    case '$nin':
      return not(field(place, '$in', inOperand(name, operand)));
    case '$not':
      return parseNot(place, operand);
    case '$all':
      return parseAll(place, operand);
    case '$elemMatch':
      return parseElemMatch(place, operand);
    default:
      return parseRareOperator(place, name, operand);
  }
}

function parseRareOperator(place: Place, name: string, operand: unknown): FilterNode {
  switch (name) {
    case '$exists':
      return field(place, '$exists', operand !== false && operand !== 0 && operand !== null);
    case '$type':
      return field(place, '$type', typeOperand(operand));
    case '$mod':
      return field(place, '$mod', modOperand(operand));
    case '$size':
      return field(place, '$size', sizeOperand(operand));
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
      return field(place, name, bitOperand(name, operand));
    default:
      throw unknownOperator(name);
  }
}

function parseOperators(place: Place, operators: Doc): FilterNode {
  const nodes: FilterNode[] = [];
  for (const [name, operand] of Object.entries(operators)) {
    if (name === '$options') {
      if (!('$regex' in operators)) throw new ServerError('BadValue', '$options needs a $regex');
    } else if (name === '$regex') {
      nodes.push(field(place, '$regex', regexOperand(operand, operators['$options'])));
    } else if (name.startsWith('$')) {
      nodes.push(parseOperator(place, name, operand));
    } else {
      throw new ServerError('BadValue', `unknown operator: ${name}`);
    }
  }
  return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'and', nodes };
}

function parseField(path: string, value: unknown, context: ParseContext): FilterNode {
  const place = { path, segments: segmentsOf(path), context };
  if (isRegex(value)) return field(place, '$regex', regexOperand(value, undefined));
  if (isOperatorDoc(value) && !('$ref' in value)) return parseOperators(place, value);
  return field(place, '$eq', value);
}

function parseList(name: string, operand: unknown, context: ParseContext): FilterNode[] {
  if (!Array.isArray(operand) || operand.length === 0) {
    throw new ServerError('BadValue', `${name} must be a nonempty array`);
  }
  return operand.map((item: unknown) => {
    if (!isDoc(item)) throw new ServerError('BadValue', `${name} argument's entries must be objects`);
    return parseFilter(item, deeper(context));
  });
}

function parseTop(name: string, operand: unknown, context: ParseContext): FilterNode | null {
  switch (name) {
    case '$and':
      return { kind: 'and', nodes: parseList(name, operand, context) };
    case '$or':
      return { kind: 'or', nodes: parseList(name, operand, context) };
    case '$nor':
      return { kind: 'nor', nodes: parseList(name, operand, context) };
    case '$expr':
      return { kind: 'expression', evaluate: context.expression(operand) };
    case '$comment':
      return null;
    default:
      throw NEVER.has(name)
        ? refused(name, 'BadValue')
        : new ServerError('BadValue', `unknown top level operator: ${name}`);
  }
}

/** Parses a filter document; throws ServerError BadValue for what is wrong or not known. */
export function parseFilter(filter: Doc, context: ParseContext): FilterNode {
  const nodes: FilterNode[] = [];
  for (const [name, value] of Object.entries(filter)) {
    const node = name.startsWith('$') ? parseTop(name, value, context) : parseField(name, value, context);
    if (node !== null) nodes.push(node);
  }
  return nodes.length === 1 && nodes[0] !== undefined ? nodes[0] : { kind: 'and', nodes };
}
