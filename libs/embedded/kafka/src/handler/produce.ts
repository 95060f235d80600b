import { checkBatch, placeBatch } from '../record/batch.ts';
import type { Partition } from '../log/partition.ts';
import type { Topic } from '../log/topic-registry.ts';
import { ERROR, errorName, ProtocolError } from '../wire/error-code.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { Broker, Handler } from './context.ts';

const LEADER_EPOCH = 0;
const ACKS = new Set([-1, 0, 1]);

interface PartitionAnswer {
  readonly index: number;
  readonly errorCode: ErrorCode;
  readonly baseOffset: number;
  readonly logAppendTimeMs: number;
  readonly logStartOffset: number;
}

/** Appends each partition's batch; answers when the turn they share is committed. */
export const produce: Handler<'Produce'> = async (broker, request) => {
  const topics = await Promise.all(
    request.topics.map(async ({ name, partitions }) => ({
      name,
      partitions: await Promise.all(
        partitions.map(({ index, records }) => answer(broker, { topic: name, index, records }, request)),
      ),
    })),
  );
  if (request.acks !== 0) return { topics };
  // Nobody reads an error code: as Kafka does, the connection is closed so that the producer learns of it.
  const refused = topics.flatMap(({ partitions }) => partitions).find(({ errorCode }) => errorCode !== ERROR.NONE);
  if (refused !== undefined) throw new ProtocolError(refused.errorCode, `acks=0: ${errorName(refused.errorCode)}`);
  return undefined;
};

interface Addressed {
  readonly topic: string;
  readonly index: number;
  readonly records: Buffer | null;
}

async function answer(
  broker: Broker,
  { topic: name, index, records }: Addressed,
  terms: { readonly acks: number; readonly transactionalId: string | null },
): Promise<PartitionAnswer> {
  try {
    if (!ACKS.has(terms.acks)) throw new ProtocolError(ERROR.INVALID_REQUIRED_ACKS);
    if (terms.transactionalId !== null) throw new ProtocolError(ERROR.INVALID_TXN_STATE);
    const topic = broker.registry.get(name);
    const partition = topic?.partitions[index];
    if (topic === undefined || partition === undefined) throw new ProtocolError(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
    if (records === null) throw new ProtocolError(ERROR.INVALID_RECORD, 'no records');
    return result(index, ERROR.NONE, await append(broker, { topic, partition }, records));
  } catch (error) {
    return result(index, error instanceof ProtocolError ? error.code : ERROR.KAFKA_STORAGE_ERROR, -1);
  }
}

/** Settles with the base offset when the batch, or the one it repeats, is durable. */
async function append(
  { registry, batches, turn }: Broker,
  { topic, partition }: { readonly topic: Topic; readonly partition: Partition },
  records: Buffer,
): Promise<number> {
  const header = checkBatch(records, topic.policy.maxMessageBytes);
  const known = partition.producers.duplicateOf(header);
  if (known !== undefined) {
    await turn.settled();
    return known;
  }
  const baseOffset = partition.logEnd;
  placeBatch(records, baseOffset, LEADER_EPOCH);
  await turn.write(() => {
    batches.append(partition, header, records);
    partition.producers.remember(header, baseOffset, Date.now());
    partition.logEnd = baseOffset + header.lastOffsetDelta + 1;
    partition.bytes += header.size;
    registry.touch(partition);
  });
  return baseOffset;
}

function result(index: number, errorCode: ErrorCode, baseOffset: number): PartitionAnswer {
  return { index, errorCode, baseOffset, logAppendTimeMs: -1, logStartOffset: -1 };
}
