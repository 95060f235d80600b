import type { Doc } from '../value/document.ts';

/** Turns an aggregation expression into a function of a document. */
export type ExpressionCompiler = (expression: unknown) => (doc: Doc) => unknown;

export type FieldOperator =
  | '$eq'
  | '$gt'
  | '$gte'
  | '$lt'
  | '$lte'
  | '$in'
  | '$regex'
  | '$exists'
  | '$type'
  | '$mod'
  | '$size'
  | '$bitsAllSet'
  | '$bitsAllClear'
  | '$bitsAnySet'
  | '$bitsAnyClear';

/** A comparison of one path; the operand is checked and in the form its operator needs. */
export interface FieldNode {
  readonly kind: 'field';
  readonly path: string;
  readonly segments: readonly string[];
  readonly operator: FieldOperator;
  readonly operand: unknown;
}

/** Some element of the array at the path satisfies the node: whole documents, or values alone (`form`). */
export interface ElementNode {
  readonly kind: 'element';
  readonly path: string;
  readonly segments: readonly string[];
  readonly form: 'document' | 'value';
  readonly node: FilterNode;
}

export interface GroupNode {
  readonly kind: 'and' | 'or' | 'nor';
  readonly nodes: readonly FilterNode[];
}

export interface NotNode {
  readonly kind: 'not';
  readonly node: FilterNode;
}

export interface ExpressionNode {
  readonly kind: 'expression';
  readonly evaluate: (doc: Doc) => unknown;
}

/** A parsed filter. `$ne`, `$nin`, `$all` and `$nor` are told by these few kinds. */
export type FilterNode = FieldNode | ElementNode | GroupNode | NotNode | ExpressionNode;
