import { offsetCommit, offsetFetch } from './commits.ts';
import { alterConfigs, describeConfigs } from './configs.ts';
import type { Handlers } from './context.ts';
import { fetch } from './fetch.ts';
import {
  deleteGroups,
  describeGroups,
  findCoordinator,
  heartbeat,
  joinGroup,
  leaveGroup,
  listGroups,
  syncGroup,
} from './groups.ts';
import { deleteRecords, initProducerId, listOffsets } from './offsets.ts';
import { produce } from './produce.ts';
import { createPartitions, createTopics, deleteTopics, metadata } from './topics.ts';

/** Who answers what. */
export const HANDLERS: Handlers = {
  Produce: produce,
  Fetch: fetch,
  ListOffsets: listOffsets,
  Metadata: metadata,
  OffsetCommit: offsetCommit,
  OffsetFetch: offsetFetch,
  FindCoordinator: findCoordinator,
  JoinGroup: joinGroup,
  Heartbeat: heartbeat,
  LeaveGroup: leaveGroup,
  SyncGroup: syncGroup,
  DescribeGroups: describeGroups,
  ListGroups: listGroups,
  CreateTopics: createTopics,
  DeleteTopics: deleteTopics,
  DeleteRecords: deleteRecords,
  InitProducerId: initProducerId,
  DescribeConfigs: describeConfigs,
  AlterConfigs: alterConfigs,
  CreatePartitions: createPartitions,
  DeleteGroups: deleteGroups,
};
