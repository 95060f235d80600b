import type { Admin } from 'kafkajs';

/** How far a consumer group is behind on a topic. */
export interface GroupLag {
  readonly group: string;
  readonly topic: string;
  /** Messages published and not dealt with, over all partitions. */
  readonly messages: number;
  /** Those of them that nobody can have begun: a partition has one in work at a time. */
  readonly waiting: number;
}

/** The lag of a group on some topics, by what the broker has and what the group committed. */
export async function groupLag(admin: Admin, group: string, topics: readonly string[]): Promise<readonly GroupLag[]> {
  const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  const lags: GroupLag[] = [];
  for (const { topic, partitions } of committed) {
    const done = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    const behind = (await admin.fetchTopicOffsets(topic)).map(({ partition, low, high }) =>
      Math.max(0, Number(high) - Math.max(Number(low), done.get(partition) ?? 0)),
    );
    lags.push({
      group,
      topic,
      messages: behind.reduce((sum, each) => sum + each, 0),
      waiting: behind.reduce((sum, each) => sum + Math.max(0, each - 1), 0),
    });
  }
  return lags;
}
