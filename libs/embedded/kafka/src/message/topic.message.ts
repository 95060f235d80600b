import {
  api,
  array,
  boolean,
  int16,
  int32,
  int8,
  nullableArray,
  nullableString,
  since,
  string,
  struct,
  throttledFirst,
  until,
} from '../wire/codec.ts';

export const METADATA = api({
  key: 3,
  name: 'Metadata',
  versions: [0, 6],
  request: struct({
    topics: nullableArray(string),
    allowAutoTopicCreation: since(4, boolean, true),
  }),
  response: throttledFirst(
    3,
    struct({
      brokers: array(struct({ nodeId: int32, host: string, port: int32, rack: since(1, nullableString, null) })),
      clusterId: since(2, nullableString, null),
      controllerId: since(1, int32, -1),
      topics: array(
        struct({
          errorCode: int16,
          name: string,
          isInternal: since(1, boolean, false),
          partitions: array(
            struct({
              errorCode: int16,
              index: int32,
              leaderId: int32,
              replicaNodes: array(int32),
              isrNodes: array(int32),
              offlineReplicas: since(5, array(int32), []),
            }),
          ),
        }),
      ),
    }),
  ),
});

const configEntry = struct({ name: string, value: nullableString });

export const CREATE_TOPICS = api({
  key: 19,
  name: 'CreateTopics',
  versions: [0, 3],
  request: struct({
    topics: array(
      struct({
        name: string,
        numPartitions: int32,
        replicationFactor: int16,
        assignments: array(struct({ partition: int32, brokerIds: array(int32) })),
        configs: array(configEntry),
      }),
    ),
    timeoutMs: int32,
    validateOnly: since(1, boolean, false),
  }),
  response: throttledFirst(
    2,
    struct({
      topics: array(struct({ name: string, errorCode: int16, errorMessage: since(1, nullableString, null) })),
    }),
  ),
});

export const DELETE_TOPICS = api({
  key: 20,
  name: 'DeleteTopics',
  versions: [0, 3],
  request: struct({ topicNames: array(string), timeoutMs: int32 }),
  response: throttledFirst(1, struct({ topics: array(struct({ name: string, errorCode: int16 })) })),
});

export const CREATE_PARTITIONS = api({
  key: 37,
  name: 'CreatePartitions',
  versions: [0, 1],
  request: struct({
    topics: array(struct({ name: string, count: int32, assignments: nullableArray(nullableArray(int32)) })),
    timeoutMs: int32,
    validateOnly: boolean,
  }),
  response: throttledFirst(
    0,
    struct({ topics: array(struct({ name: string, errorCode: int16, errorMessage: nullableString })) }),
  ),
});

export const DESCRIBE_CONFIGS = api({
  key: 32,
  name: 'DescribeConfigs',
  versions: [0, 2],
  request: struct({
    resources: array(struct({ type: int8, name: string, configNames: nullableArray(string) })),
    includeSynonyms: since(1, boolean, false),
  }),
  response: throttledFirst(
    0,
    struct({
      resources: array(
        struct({
          errorCode: int16,
          errorMessage: nullableString,
          type: int8,
          name: string,
          configs: array(
            struct({
              name: string,
              value: nullableString,
              readOnly: boolean,
              isDefault: until(0, boolean, false),
              source: since(1, int8, -1),
              isSensitive: boolean,
              synonyms: since(1, array(struct({ name: string, value: nullableString, source: int8 })), []),
            }),
          ),
        }),
      ),
    }),
  ),
});

export const ALTER_CONFIGS = api({
  key: 33,
  name: 'AlterConfigs',
  versions: [0, 1],
  request: struct({
    resources: array(struct({ type: int8, name: string, configs: array(configEntry) })),
    validateOnly: boolean,
  }),
  response: throttledFirst(
    0,
    struct({
      resources: array(struct({ errorCode: int16, errorMessage: nullableString, type: int8, name: string })),
    }),
  ),
});
