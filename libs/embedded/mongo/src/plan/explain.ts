import type { Doc } from '../value/document.ts';
import type { IndexPlan, Plan } from './plan.ts';

function indexScan(plan: IndexPlan): Doc {
  const { index } = plan;
  return {
    stage: 'IXSCAN',
    keyPattern: index.spec['key'],
    indexName: index.name,
    isMultiKey: index.multikey,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== null,
    indexVersion: 2,
    direction: plan.reverse ? 'backward' : 'forward',
    ranges: plan.points?.length ?? plan.ranges.length,
  };
}

function access(plan: Plan): Doc {
  switch (plan.kind) {
    case 'table':
      return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' };
    case 'index':
      return { stage: 'FETCH', inputStage: indexScan(plan) };
    default:
      return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.plans.map(indexScan) } };
  }
}

/** A plan as `explain` shows it: FETCH over IXSCAN, COLLSCAN, and SORT above them when the order is made in memory. */
export function explainPlan(plan: Plan, sortPattern: Doc | null): Doc {
  const stage = access(plan);
  const sorted =
    sortPattern === null || Object.keys(sortPattern).length === 0 || (plan.kind === 'index' && plan.sorted);
  return sorted || '$natural' in sortPattern ? stage : { stage: 'SORT', sortPattern, inputStage: stage };
}
