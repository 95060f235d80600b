import { ERROR } from '../wire/error-code.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { CommittedOffset } from '../group/offset.store.ts';
import type { Broker, Handler } from './context.ts';

/** offset.metadata.max.bytes of Kafka. */
const MAX_METADATA_BYTES = 4096;
const NOTHING_COMMITTED = { offset: -1, metadata: '' } as const;

/** Fenced by member and generation first; then partition by partition, all in one transaction. */
export const offsetCommit: Handler<'OffsetCommit'> = async (broker, request) => {
  const allowed = broker.coordinator.mayCommit(request);
  const offsets: CommittedOffset[] = [];
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ index, offset, metadata }) => {
      const errorCode = allowed === ERROR.NONE ? refusal(broker, name, { index, metadata }) : allowed;
      if (errorCode === ERROR.NONE) offsets.push({ topic: name, partition: index, offset, metadata });
      return { index, errorCode };
    }),
  }));
  if (offsets.length === 0) return { topics };
  try {
    await broker.coordinator.commit(request.groupId, offsets);
    return { topics };
  } catch {
    return { topics: topics.map(({ name, partitions }) => ({ name, partitions: partitions.map(notSaved) })) };
  }
};

function refusal(
  broker: Broker,
  topic: string,
  { index, metadata }: { readonly index: number; readonly metadata: string | null },
): ErrorCode {
  if (broker.registry.partition(topic, index) === undefined) return ERROR.UNKNOWN_TOPIC_OR_PARTITION;
  return Buffer.byteLength(metadata ?? '') > MAX_METADATA_BYTES ? ERROR.OFFSET_METADATA_TOO_LARGE : ERROR.NONE;
}

function notSaved({ index }: { readonly index: number }): { index: number; errorCode: ErrorCode } {
  return { index, errorCode: ERROR.KAFKA_STORAGE_ERROR };
}

/** No topics named means all of them; a partition nothing was committed on is offset -1. */
export const offsetFetch: Handler<'OffsetFetch'> = ({ coordinator }, { groupId, topics }) => {
  const answer = (topic: string, index: number) => {
    const { offset, metadata } = coordinator.committed(groupId, topic, index) ?? NOTHING_COMMITTED;
    return { index, offset, metadata, errorCode: ERROR.NONE };
  };
  if (topics !== null) {
    const named = topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((index) => answer(name, index)),
    }));
    return { topics: named, errorCode: ERROR.NONE };
  }
  const byTopic = Map.groupBy(coordinator.allCommitted(groupId), ({ topic }) => topic);
  const all = [...byTopic].map(([name, rows]) => ({
    name,
    partitions: rows.map(({ partition, offset, metadata }) => ({
      index: partition,
      offset,
      metadata,
      errorCode: ERROR.NONE,
    })),
  }));
  return { topics: all, errorCode: ERROR.NONE };
};
