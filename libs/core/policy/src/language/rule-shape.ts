import type { Level } from '../criterion/define.ts';
import type { CriterionUse } from '../policy.ts';

/** Levels of which a subject has many: a rule goes through one kind of them. */
export const EACH_LEVELS = ['finding', 'component', 'check'] as const;
export type EachLevel = (typeof EACH_LEVELS)[number];

/** The levels some criteria ask about. */
export function levelsOf(uses: readonly CriterionUse[]): ReadonlySet<Level> {
  return new Set(uses.flatMap((use) => (use.kind === 'native' ? [use.criterion.level] : [...use.expression.levels])));
}

/** What a rule goes through: findings (components are then those of the findings), else components, else checks. */
export function eachLevelOf(levels: ReadonlySet<Level>): EachLevel | undefined {
  return EACH_LEVELS.find((level) => levels.has(level));
}

/** Why no subject could ever satisfy criteria of these levels together; undefined when one could. */
export function ruleProblem(levels: ReadonlySet<Level>): string | undefined {
  const aboutHost = levels.has('host') || levels.has('check');
  const aboutWorkload =
    levels.has('workload') || levels.has('container') || levels.has('image') || levels.has('component');
  if (aboutHost && aboutWorkload) return 'one rule cannot ask about a host and about an image or workload';
  if (levels.has('check') && levels.has('finding')) return 'one rule cannot ask about findings and about checks';
  return undefined;
}
