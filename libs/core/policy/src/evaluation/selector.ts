import { formatReference } from '@bulkhead/core-image';
import type { Exclusion, Selector } from '../language/document.ts';
import { anyTextTest, textTest } from './pattern.ts';
import type { TextTest } from './pattern.ts';
import type { Target } from './target.ts';

/** True when the selector means what the target stands on: everything it says is known and matches. */
export type Selects = (target: Target) => boolean;

/** Compiles a selector; a member that says nothing asks nothing. */
export function compileSelector(selector: Selector | Exclusion): Selects {
  const asked: Selects[] = [];
  addMember(asked, selector.cluster, ({ context }) => [context.clusterId, context.clusterName]);
  addMember(asked, selector.stage, ({ context }) => [context.stage]);
  addMember(asked, selector.namespace, ({ workload, context }) => [workload?.namespace ?? context.namespace]);
  addMember(asked, selector.team, ({ context }) => [context.team]);
  addMember(asked, selector.kind, ({ workload }) => [workload?.kind]);
  addMember(asked, selector.name, ({ workload, host }) => [workload?.name, host?.hostname]);
  addMember(asked, selector.image, imageNames);
  for (const [label, pattern] of Object.entries(selector.labels ?? {})) asked.push(labelTest(label, textTest(pattern)));
  return (target) => asked.every((selects) => selects(target));
}

function addMember(
  asked: Selects[],
  patterns: readonly string[] | undefined,
  read: (target: Target) => readonly (string | undefined)[],
): void {
  if (patterns === undefined) return;
  const matches = anyTextTest(patterns);
  asked.push((target) => read(target).some((text) => text !== undefined && matches(text)));
}

function labelTest(label: string, matches: TextTest): Selects {
  return ({ workload, host }) =>
    [workload?.labels, workload?.podLabels, host?.labels].some(
      (labels) => labels !== undefined && Object.hasOwn(labels, label) && matches(labels[label] ?? ''),
    );
}

/** As it is written, and in full. */
function imageNames({ image, reference }: Target): readonly (string | undefined)[] {
  return [image?.reference, reference && formatReference(reference)];
}
