import {
  api,
  array,
  bytes,
  int16,
  int32,
  int64,
  int8,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  throttledFirst,
  until,
} from '../wire/codec.ts';

export const OFFSET_COMMIT = api({
  key: 8,
  name: 'OffsetCommit',
  versions: [2, 5],
  request: struct({
    groupId: string,
    generationId: int32,
    memberId: string,
    retentionTimeMs: until(4, int64, -1),
    topics: array(
      struct({ name: string, partitions: array(struct({ index: int32, offset: int64, metadata: nullableString })) }),
    ),
  }),
  response: throttledFirst(
    3,
    struct({ topics: array(struct({ name: string, partitions: array(struct({ index: int32, errorCode: int16 })) })) }),
  ),
});

export const OFFSET_FETCH = api({
  key: 9,
  name: 'OffsetFetch',
  versions: [1, 4],
  request: struct({
    groupId: string,
    topics: nullableArray(struct({ name: string, partitionIndexes: array(int32) })),
  }),
  response: throttledFirst(
    3,
    struct({
      topics: array(
        struct({
          name: string,
          partitions: array(struct({ index: int32, offset: int64, metadata: nullableString, errorCode: int16 })),
        }),
      ),
      errorCode: since(2, int16, 0),
    }),
  ),
});

export const FIND_COORDINATOR = api({
  key: 10,
  name: 'FindCoordinator',
  versions: [0, 2],
  request: struct({ key: string, keyType: since(1, int8, 0) }),
  response: throttledFirst(
    1,
    struct({
      errorCode: int16,
      errorMessage: since(1, nullableString, null),
      nodeId: int32,
      host: string,
      port: int32,
    }),
  ),
});

export const JOIN_GROUP = api({
  key: 11,
  name: 'JoinGroup',
  versions: [0, 5],
  request: struct({
    groupId: string,
    sessionTimeoutMs: int32,
    rebalanceTimeoutMs: since(1, int32, -1),
    memberId: string,
    groupInstanceId: since(5, nullableString, null),
    protocolType: string,
    protocols: array(struct({ name: string, metadata: bytes })),
  }),
  response: throttledFirst(
    2,
    struct({
      errorCode: int16,
      generationId: int32,
      protocolName: string,
      leader: string,
      memberId: string,
      members: array(struct({ memberId: string, groupInstanceId: since(5, nullableString, null), metadata: bytes })),
    }),
  ),
});

export const HEARTBEAT = api({
  key: 12,
  name: 'Heartbeat',
  versions: [0, 3],
  request: struct({
    groupId: string,
    generationId: int32,
    memberId: string,
    groupInstanceId: since(3, nullableString, null),
  }),
  response: throttledFirst(1, struct({ errorCode: int16 })),
});

export const LEAVE_GROUP = api({
  key: 13,
  name: 'LeaveGroup',
  versions: [0, 3],
  request: struct({
    groupId: string,
    memberId: until(2, string, ''),
    members: since(3, array(struct({ memberId: string, groupInstanceId: nullableString })), []),
  }),
  response: throttledFirst(
    1,
    struct({
      errorCode: int16,
      members: since(3, array(struct({ memberId: string, groupInstanceId: nullableString, errorCode: int16 })), []),
    }),
  ),
});

export const SYNC_GROUP = api({
  key: 14,
  name: 'SyncGroup',
  versions: [0, 3],
  request: struct({
    groupId: string,
    generationId: int32,
    memberId: string,
    groupInstanceId: since(3, nullableString, null),
    assignments: array(struct({ memberId: string, assignment: bytes })),
  }),
  response: throttledFirst(1, struct({ errorCode: int16, assignment: bytes })),
});

export const DESCRIBE_GROUPS = api({
  key: 15,
  name: 'DescribeGroups',
  versions: [0, 2],
  request: struct({ groups: array(string) }),
  response: throttledFirst(
    1,
    struct({
      groups: array(
        struct({
          errorCode: int16,
          groupId: string,
          state: string,
          protocolType: string,
          protocolData: string,
          members: array(
            struct({ memberId: string, clientId: string, clientHost: string, metadata: bytes, assignment: bytes }),
          ),
        }),
      ),
    }),
  ),
});

export const LIST_GROUPS = api({
  key: 16,
  name: 'ListGroups',
  versions: [0, 2],
  request: struct({}),
  response: throttledFirst(
    1,
    struct({ errorCode: int16, groups: array(struct({ groupId: string, protocolType: string })) }),
  ),
});

export const DELETE_GROUPS = api({
  key: 42,
  name: 'DeleteGroups',
  versions: [0, 1],
  request: struct({ groups: array(string) }),
  response: throttledFirst(0, struct({ results: array(struct({ groupId: string, errorCode: int16 })) })),
});
