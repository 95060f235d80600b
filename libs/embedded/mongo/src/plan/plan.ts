import type { IndexInfo } from '../store/collection.ts';
import type { KeyRange } from '../store/reader.ts';

/** Every document, in the order they were inserted, or the reverse. */
export interface TablePlan {
  readonly kind: 'table';
  readonly reverse: boolean;
}

export interface IndexPlan {
  readonly kind: 'index';
  readonly index: IndexInfo;
  /** In ascending key order. */
  readonly ranges: readonly KeyRange[];
  /** Whole keys, when the index is unique and every field is pinned. */
  readonly points: readonly Buffer[] | null;
  readonly reverse: boolean;
  /** Rows come in the order the query asks for. */
  readonly sorted: boolean;
  /** The ranges hold the matching documents and no others. */
  readonly exact: boolean;
}

/** Several index scans, each document once. */
export interface UnionPlan {
  readonly kind: 'union';
  readonly plans: readonly IndexPlan[];
}

export type Plan = TablePlan | IndexPlan | UnionPlan;

export function isSorted(plan: Plan): boolean {
  return plan.kind === 'index' && plan.sorted;
}
