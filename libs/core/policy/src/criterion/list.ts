import { COMPONENT_CRITERIA } from './component.ts';
import { CONTAINER_CRITERIA } from './container.ts';
import type { Criterion } from './define.ts';
import { FINDING_CRITERIA } from './finding.ts';
import { CHECK_CRITERIA, HOST_CRITERIA } from './host.ts';
import { IMAGE_CRITERIA } from './image.ts';
import { WORKLOAD_CRITERIA } from './workload.ts';

/** Every native criterion of the language, by level. `cel` and `not` are part of the grammar, not of this list. */
export const CRITERIA: readonly Criterion[] = [
  ...WORKLOAD_CRITERIA,
  ...CONTAINER_CRITERIA,
  ...IMAGE_CRITERIA,
  ...FINDING_CRITERIA,
  ...COMPONENT_CRITERIA,
  ...HOST_CRITERIA,
  ...CHECK_CRITERIA,
];

const BY_NAME: ReadonlyMap<string, Criterion> = new Map(CRITERIA.map((criterion) => [criterion.name, criterion]));

/** The criterion of that name, as it stands in a document. */
export function criterionNamed(name: string): Criterion | undefined {
  return BY_NAME.get(name);
}
