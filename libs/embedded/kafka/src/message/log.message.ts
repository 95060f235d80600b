import {
  api,
  array,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  nullableBytes,
  nullableString,
  recordSet,
  since,
  string,
  struct,
  throttledFirst,
  throttledLast,
} from '../wire/codec.ts';

export const PRODUCE = api({
  key: 0,
  name: 'Produce',
  versions: [3, 7],
  request: struct({
    transactionalId: nullableString,
    acks: int16,
    timeoutMs: int32,
    topics: array(struct({ name: string, partitions: array(struct({ index: int32, records: nullableBytes })) })),
  }),
  response: throttledLast(
    1,
    struct({
      topics: array(
        struct({
          name: string,
          partitions: array(
            struct({
              index: int32,
              errorCode: int16,
              baseOffset: int64,
              logAppendTimeMs: int64,
              logStartOffset: since(5, int64, -1),
            }),
          ),
        }),
      ),
    }),
  ),
});

export const FETCH = api({
  key: 1,
  name: 'Fetch',
  versions: [4, 11],
  request: struct({
    replicaId: int32,
    maxWaitMs: int32,
    minBytes: int32,
    maxBytes: int32,
    isolationLevel: int8,
    sessionId: since(7, int32, 0),
    sessionEpoch: since(7, int32, -1),
    topics: array(
      struct({
        name: string,
        partitions: array(
          struct({
            index: int32,
            currentLeaderEpoch: since(9, int32, -1),
            fetchOffset: int64,
            logStartOffset: since(5, int64, -1),
            maxBytes: int32,
          }),
        ),
      }),
    ),
    forgottenTopics: since(7, array(struct({ name: string, partitions: array(int32) })), []),
    rackId: since(11, string, ''),
  }),
  response: throttledFirst(
    1,
    struct({
      errorCode: since(7, int16, 0),
      sessionId: since(7, int32, 0),
      topics: array(
        struct({
          name: string,
          partitions: array(
            struct({
              index: int32,
              errorCode: int16,
              highWatermark: int64,
              lastStableOffset: int64,
              logStartOffset: since(5, int64, -1),
              abortedTransactions: nullableArray(struct({ producerId: int64, firstOffset: int64 })),
              preferredReadReplica: since(11, int32, -1),
              records: recordSet,
            }),
          ),
        }),
      ),
    }),
  ),
});

export const LIST_OFFSETS = api({
  key: 2,
  name: 'ListOffsets',
  versions: [1, 3],
  request: struct({
    replicaId: int32,
    isolationLevel: since(2, int8, 0),
    topics: array(struct({ name: string, partitions: array(struct({ index: int32, timestamp: int64 })) })),
  }),
  response: throttledFirst(
    2,
    struct({
      topics: array(
        struct({
          name: string,
          partitions: array(struct({ index: int32, errorCode: int16, timestamp: int64, offset: int64 })),
        }),
      ),
    }),
  ),
});

export const DELETE_RECORDS = api({
  key: 21,
  name: 'DeleteRecords',
  versions: [0, 1],
  request: struct({
    topics: array(struct({ name: string, partitions: array(struct({ index: int32, offset: int64 })) })),
    timeoutMs: int32,
  }),
  response: throttledFirst(
    0,
    struct({
      topics: array(
        struct({ name: string, partitions: array(struct({ index: int32, lowWatermark: int64, errorCode: int16 })) }),
      ),
    }),
  ),
});

export const INIT_PRODUCER_ID = api({
  key: 22,
  name: 'InitProducerId',
  versions: [0, 1],
  request: struct({ transactionalId: nullableString, transactionTimeoutMs: int32 }),
  response: throttledFirst(0, struct({ errorCode: int16, producerId: int64, producerEpoch: int16 })),
});
