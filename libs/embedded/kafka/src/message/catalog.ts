import type { Api } from '../wire/codec.ts';
import {
  DELETE_GROUPS,
  DESCRIBE_GROUPS,
  FIND_COORDINATOR,
  HEARTBEAT,
  JOIN_GROUP,
  LEAVE_GROUP,
  LIST_GROUPS,
  OFFSET_COMMIT,
  OFFSET_FETCH,
  SYNC_GROUP,
} from './group.message.ts';
import { DELETE_RECORDS, FETCH, INIT_PRODUCER_ID, LIST_OFFSETS, PRODUCE } from './log.message.ts';
import { API_VERSIONS, SASL_AUTHENTICATE, SASL_HANDSHAKE } from './session.message.ts';
import {
  ALTER_CONFIGS,
  CREATE_PARTITIONS,
  CREATE_TOPICS,
  DELETE_TOPICS,
  DESCRIBE_CONFIGS,
  METADATA,
} from './topic.message.ts';

/** Every API the engine speaks. What is not here is not advertised and not answered. */
export const CATALOG = {
  Produce: PRODUCE,
  Fetch: FETCH,
  ListOffsets: LIST_OFFSETS,
  Metadata: METADATA,
  OffsetCommit: OFFSET_COMMIT,
  OffsetFetch: OFFSET_FETCH,
  FindCoordinator: FIND_COORDINATOR,
  JoinGroup: JOIN_GROUP,
  Heartbeat: HEARTBEAT,
  LeaveGroup: LEAVE_GROUP,
  SyncGroup: SYNC_GROUP,
  DescribeGroups: DESCRIBE_GROUPS,
  ListGroups: LIST_GROUPS,
  SaslHandshake: SASL_HANDSHAKE,
  ApiVersions: API_VERSIONS,
  CreateTopics: CREATE_TOPICS,
  DeleteTopics: DELETE_TOPICS,
  DeleteRecords: DELETE_RECORDS,
  InitProducerId: INIT_PRODUCER_ID,
  DescribeConfigs: DESCRIBE_CONFIGS,
  AlterConfigs: ALTER_CONFIGS,
  SaslAuthenticate: SASL_AUTHENTICATE,
  CreatePartitions: CREATE_PARTITIONS,
  DeleteGroups: DELETE_GROUPS,
} as const;

export type ApiName = keyof typeof CATALOG;
export type RequestOf<A> = A extends Api<infer Request, infer _> ? Request : never;
export type ResponseOf<A> = A extends Api<infer _, infer Response> ? Response : never;

const BY_KEY = new Map<number, ApiName>(
  Object.entries(CATALOG).map(([name, definition]) => [definition.key, name as ApiName]),
);

/** The API a request header names, if the engine speaks it. */
export function apiOfKey(key: number): ApiName | undefined {
  return BY_KEY.get(key);
}

/** What a client asks to sign in, spoken over TCP alone. */
export const SASL_APIS: ReadonlySet<ApiName> = new Set(['SaslHandshake', 'SaslAuthenticate']);
