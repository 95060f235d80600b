import type { BatchPlace } from '../log/batch.store.ts';
import type { Partition } from '../log/partition.ts';
import { ERROR } from '../wire/error-code.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { Broker, Caller, Handler } from './context.ts';

/** No answer is larger than this, whatever the client allows. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
const MAX_WAIT_MS = 60_000;

interface PartitionRequest {
  readonly index: number;
  readonly fetchOffset: number;
  readonly maxBytes: number;
}

interface FetchRequest {
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly topics: readonly { readonly name: string; readonly partitions: readonly PartitionRequest[] }[];
}

interface PartitionAnswer {
  readonly index: number;
  readonly errorCode: ErrorCode;
  readonly highWatermark: number;
  readonly lastStableOffset: number;
  readonly logStartOffset: number;
  readonly abortedTransactions: readonly never[];
  readonly preferredReadReplica: number;
  readonly records: readonly Uint8Array[];
}

/**
 * Long poll: answers when `minBytes` are there, something is wrong, or `maxWaitMs` is over. Without transactions what is
 * committed is stable, so both isolation levels read the same. No fetch sessions: session id 0 says so.
 */
export const fetch: Handler<'Fetch'> = async (broker, request, caller) => {
  if (request.sessionId !== 0) return { errorCode: ERROR.FETCH_SESSION_ID_NOT_FOUND, sessionId: 0, topics: [] };
  if (!isReady(broker, request)) await waitForMore(broker, request, caller);
  if (caller.gone.aborted) return undefined;
  return { errorCode: ERROR.NONE, sessionId: 0, topics: readTopics(broker, request) };
};

function waitForMore(broker: Broker, request: FetchRequest, caller: Caller): Promise<void> {
  return new Promise((resolve) => {
    const stops: (() => void)[] = [];
    const done = (): void => {
      for (const stop of stops) stop();
      resolve();
    };
    const check = (): void => {
      // Called from inside a commit, which must not fail over a reader: reading again will say what is wrong.
      try {
        if (isReady(broker, request)) done();
      } catch {
        done();
      }
    };
    const timer = setTimeout(done, Math.min(Math.max(request.maxWaitMs, 0), MAX_WAIT_MS));
    stops.push(() => clearTimeout(timer));
    caller.gone.addEventListener('abort', done);
    stops.push(() => caller.gone.removeEventListener('abort', done));
    for (const { name, partitions } of request.topics) {
      for (const { index } of partitions) {
        const partition = broker.registry.partition(name, index);
        if (partition !== undefined) stops.push(partition.onChange(check));
      }
    }
  });
}

/** Sizes alone, from the index: no log page is read to find out that there is not enough yet. */
function isReady(broker: Broker, request: FetchRequest): boolean {
  let available = 0;
  for (const { name, partitions } of request.topics) {
    for (const { index, fetchOffset, maxBytes } of partitions) {
      const partition = broker.registry.partition(name, index);
      if (partition === undefined || positionError(partition, fetchOffset) !== ERROR.NONE) return true;
      if (fetchOffset === partition.highWatermark) continue;
      if (request.minBytes <= 1) return true;
      for (const place of chosen(broker, partition, { fetchOffset, maxBytes })) available += place.size;
      if (available >= request.minBytes) return true;
    }
  }
  return request.minBytes <= 0;
}

function readTopics(broker: Broker, request: FetchRequest): { name: string; partitions: PartitionAnswer[] }[] {
  let left = Math.min(Math.max(request.maxBytes, 0), MAX_ANSWER_BYTES);
  let first = true;
  return request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((asked) => {
      const limit = first ? Math.max(left, 1) : left;
      const answer = readPartition(broker, name, { ...asked, maxBytes: Math.min(asked.maxBytes, limit) });
      const size = answer.records.reduce((sum, piece) => sum + piece.length, 0);
      first &&= size === 0;
      left -= size;
      return answer;
    }),
  }));
}

function readPartition(broker: Broker, topic: string, asked: PartitionRequest): PartitionAnswer {
  const partition = broker.registry.partition(topic, asked.index);
  if (partition === undefined) return failed(asked.index, ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  const errorCode = positionError(partition, asked.fetchOffset);
  const places = errorCode === ERROR.NONE && asked.maxBytes > 0 ? chosen(broker, partition, asked) : [];
  const [head, tail] = [places[0], places.at(-1)];
  return {
    ...failed(asked.index, errorCode),
    highWatermark: partition.highWatermark,
    lastStableOffset: partition.highWatermark,
    logStartOffset: partition.logStart,
    records: head && tail ? broker.batches.read(partition, head.baseOffset, tail.baseOffset) : [],
  };
}

/** The batches that fit; the first one always does, or a consumer with a small limit would never get past it. */
function chosen(
  broker: Broker,
  partition: Partition,
  { fetchOffset, maxBytes }: { readonly fetchOffset: number; readonly maxBytes: number },
): BatchPlace[] {
  if (fetchOffset >= partition.highWatermark) return [];
  const places = broker.batches.places(partition, fetchOffset, partition.highWatermark);
  let total = 0;
  const end = places.findIndex(({ size }, index) => (total += size) > maxBytes && index > 0);
  return end === -1 ? places : places.slice(0, end);
}

function positionError(partition: Partition, offset: number): ErrorCode {
  return offset < partition.logStart || offset > partition.highWatermark ? ERROR.OFFSET_OUT_OF_RANGE : ERROR.NONE;
}

function failed(index: number, errorCode: ErrorCode): PartitionAnswer {
  return {
    index,
    errorCode,
    highWatermark: -1,
    lastStableOffset: -1,
    logStartOffset: -1,
    abortedTransactions: [],
    preferredReadReplica: -1,
    records: [],
  };
}
