import type { GroupPlan } from '../consumer/routing.ts';
import type { AnyContract } from '../contract.ts';
import type { Tuning } from '../tuning.ts';
import type { TopicPlan } from './ensure.ts';

const DEAD_LETTER = /\.dlq$/;

/**
 * The topics a service needs: what it produces and consumes, and per consumer group the retry and dead-letter topics,
 * with one partition each (order between keys that failed means nothing).
 */
export function planTopics(
  contracts: readonly AnyContract[],
  groups: readonly GroupPlan[],
  options: { readonly partitions: number; readonly tuning: Tuning },
): readonly TopicPlan[] {
  const { partitions, tuning } = options;
  const plans = new Map<string, TopicPlan>();
  for (const { topic, coPartitionGroup } of contracts) {
    plans.set(topic, {
      topic,
      partitions,
      retentionMs: tuning.retentionMs,
      ...(coPartitionGroup === undefined ? {} : { coPartitionGroup }),
    });
  }
  for (const topic of groups.flatMap((group) => [...group.routes.keys()])) {
    if (plans.has(topic)) continue;
    const retentionMs = DEAD_LETTER.test(topic) ? tuning.deadLetterRetentionMs : tuning.retentionMs;
    plans.set(topic, { topic, partitions: 1, retentionMs });
  }
  return [...plans.values()];
}
