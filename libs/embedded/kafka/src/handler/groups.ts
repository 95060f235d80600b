import type { ConsumerGroup } from '../group/consumer-group.ts';
import { NOTHING, noGeneration } from '../group/member.ts';
import { ERROR } from '../wire/error-code.ts';
import type { ErrorCode } from '../wire/error-code.ts';
import type { Handler } from './context.ts';

const GROUP_KEY = 0;

export const findCoordinator: Handler<'FindCoordinator'> = ({ address }, { keyType }) => {
  if (keyType === GROUP_KEY) return { errorCode: ERROR.NONE, errorMessage: null, ...address };
  const errorMessage = 'transactions are not supported by the embedded engine';
  return { errorCode: ERROR.UNSUPPORTED_VERSION, errorMessage, nodeId: -1, host: '', port: -1 };
};

/** Static membership would promise what we do not do: a member that names an instance id is refused. */
export const joinGroup: Handler<'JoinGroup'> = async ({ coordinator }, request, caller) => {
  if (request.groupInstanceId !== null) return noGeneration(ERROR.UNSUPPORTED_VERSION, request.memberId);
  const { clientId, clientHost } = caller;
  return coordinator.join({ ...request, clientId, clientHost, mustKnowItsId: caller.version >= 4 });
};

export const syncGroup: Handler<'SyncGroup'> = async ({ coordinator }, request) => {
  if (request.groupInstanceId !== null) return { errorCode: ERROR.UNSUPPORTED_VERSION, assignment: NOTHING };
  return coordinator.sync(request, new Map(request.assignments.map((each) => [each.memberId, each.assignment])));
};

export const heartbeat: Handler<'Heartbeat'> = ({ coordinator }, request) => ({
  errorCode: request.groupInstanceId === null ? coordinator.heartbeat(request) : ERROR.UNSUPPORTED_VERSION,
});

export const leaveGroup: Handler<'LeaveGroup'> = ({ coordinator }, request, caller) => {
  if (caller.version < 3) return { errorCode: coordinator.leave(request.groupId, request.memberId), members: [] };
  const members = request.members.map((member) => ({
    ...member,
    errorCode:
      member.groupInstanceId === null ? coordinator.leave(request.groupId, member.memberId) : ERROR.UNSUPPORTED_VERSION,
  }));
  return { errorCode: ERROR.NONE, members };
};

export const describeGroups: Handler<'DescribeGroups'> = ({ coordinator }, request) => ({
  groups: request.groups.map((groupId) => {
    const group = coordinator.get(groupId);
    // As Kafka before 4.0 and as every client expects: a group nobody knows is Dead, not an error.
    if (group === undefined) return { ...describe(groupId, 'Dead'), members: [] };
    return {
      ...describe(groupId, group.state, group),
      members: group.members.map((member) => ({
        memberId: member.id,
        clientId: member.identity.clientId,
        clientHost: member.identity.clientHost,
        metadata: member.metadataFor(group.protocol),
        assignment: member.assignment,
      })),
    };
  }),
});

function describe(groupId: string, state: string, group?: ConsumerGroup) {
  const protocolType = group?.protocolType ?? '';
  return { errorCode: ERROR.NONE, groupId, state, protocolType, protocolData: group?.protocol ?? '' };
}

export const listGroups: Handler<'ListGroups'> = ({ coordinator }) => ({
  errorCode: ERROR.NONE,
  groups: coordinator.all().map(({ id, protocolType }) => ({ groupId: id, protocolType })),
});

export const deleteGroups: Handler<'DeleteGroups'> = async ({ coordinator }, request) => ({
  results: await Promise.all(
    request.groups.map(async (groupId) => ({ groupId, errorCode: await deleteGroup(coordinator, groupId) })),
  ),
});

async function deleteGroup(
  coordinator: { delete(groupId: string): Promise<ErrorCode> },
  groupId: string,
): Promise<ErrorCode> {
  try {
    return await coordinator.delete(groupId);
  } catch {
    return ERROR.KAFKA_STORAGE_ERROR;
  }
}
