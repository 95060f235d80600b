import type { Partition } from '../log/partition.ts';
import { findByTimestamp } from '../record/seek.ts';
import type { RecordPosition } from '../record/seek.ts';
import { ERROR, ProtocolError } from '../wire/error-code.ts';
import type { Broker, Handler } from './context.ts';

const LATEST = -1;
const EARLIEST = -2;
const NOT_FOUND: RecordPosition = { offset: -1, timestamp: -1 };

export const listOffsets: Handler<'ListOffsets'> = (broker, request) => ({
  topics: request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ index, timestamp }) => {
      try {
        const partition = broker.registry.partition(name, index);
        if (partition === undefined) throw new ProtocolError(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
        return { index, errorCode: ERROR.NONE, ...positionAt(broker, partition, timestamp) };
      } catch (error) {
        return { index, errorCode: codeOf(error), ...NOT_FOUND };
      }
    }),
  })),
});

/** Where a time is in the log: the first record at or after it, as Kafka answers; none is offset -1. */
function positionAt(broker: Broker, partition: Partition, timestamp: number): RecordPosition {
  if (timestamp === LATEST) return { offset: partition.highWatermark, timestamp: -1 };
  if (timestamp === EARLIEST) return { offset: partition.logStart, timestamp: -1 };
  if (timestamp < 0) throw new ProtocolError(ERROR.UNSUPPORTED_VERSION, `special timestamp ${timestamp}`);
  let from = partition.logStart;
  for (;;) {
    const base = broker.batches.baseOffsetByTime(partition, from, timestamp);
    const [bytes] = base === undefined ? [] : broker.batches.read(partition, base, base);
    if (base === undefined || bytes === undefined) return NOT_FOUND;
    const found = findByTimestamp(bytes, timestamp, from);
    if (found !== undefined) return found;
    from = base + bytes.readInt32BE(23) + 1;
  }
}

export const deleteRecords: Handler<'DeleteRecords'> = async (broker, request) => ({
  topics: await Promise.all(
    request.topics.map(async ({ name, partitions }) => ({
      name,
      partitions: await Promise.all(
        partitions.map(async ({ index, offset }) => {
          try {
            const lowWatermark = await deleteBelow(broker, broker.registry.partition(name, index), offset);
            return { index, lowWatermark, errorCode: ERROR.NONE };
          } catch (error) {
            return { index, lowWatermark: -1, errorCode: codeOf(error) };
          }
        }),
      ),
    })),
  ),
});

/** Offset -1 is the high watermark: everything. */
async function deleteBelow(broker: Broker, partition: Partition | undefined, offset: number): Promise<number> {
  if (partition === undefined) throw new ProtocolError(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  const target = offset === -1 ? partition.highWatermark : offset;
  if (target < 0 || target > partition.highWatermark) throw new ProtocolError(ERROR.OFFSET_OUT_OF_RANGE);
  if (target > partition.logStart) await broker.turn.write(() => broker.registry.advance(partition, target));
  return partition.logStart;
}

export const initProducerId: Handler<'InitProducerId'> = async (broker, request) => {
  if (request.transactionalId !== null)
    return { errorCode: ERROR.UNSUPPORTED_VERSION, producerId: -1, producerEpoch: -1 };
  const producerId = await broker.turn.write(() => broker.topics.nextNumber('producer_id'));
  return { errorCode: ERROR.NONE, producerId, producerEpoch: 0 };
};

function codeOf(error: unknown): number {
  return error instanceof ProtocolError ? error.code : ERROR.KAFKA_STORAGE_ERROR;
}
