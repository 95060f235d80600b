import type { Assigner, Cluster, GroupMember, GroupMemberAssignment, PartitionAssigner } from 'kafkajs';
import kafkajs from 'kafkajs';

const { MemberAssignment, MemberMetadata } = kafkajs.AssignerProtocol;

/** The protocol name in the group; members with another assigner cannot join. */
export const ASSIGNER = 'BulkheadCoPartitioned';
const VERSION = 1;

/** Which topics each co-partition group holds. */
export type CoPartitionGroups = Readonly<Record<string, readonly string[]>>;

/** A member of the group, and what it subscribes to. */
export interface Member {
  readonly id: string;
  readonly topics: readonly string[];
  readonly groups: CoPartitionGroups;
}

/** Partitions by topic. */
export type Assigned = Readonly<Record<string, readonly number[]>>;

/**
 * Deals partitions out. Topics of a co-partition group are dealt as one: the same partition number of all of them
 * goes to the same member (kafkajs's own round robin puts partition 0 of two topics on different members). Members
 * get a partition of a topic only when they subscribe to it. Same input, same answer, whatever the order of members.
 */
export function assignPartitions(
  members: readonly Member[],
  partitions: ReadonlyMap<string, number>,
): ReadonlyMap<string, Assigned> {
  const dealt = new Map<string, Record<string, number[]>>(members.map((member) => [member.id, {}]));
  const sorted = members.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let turn = 0;
  for (const { topics, takers } of unitsOf(sorted)) {
    const count = Math.max(0, ...topics.map((topic) => partitions.get(topic) ?? 0));
    for (let partition = 0; partition < count; partition += 1) {
      const assigned = dealt.get(takers[turn % takers.length]?.id ?? '') ?? {};
      turn += 1;
      const having = topics.filter((topic) => partition < (partitions.get(topic) ?? 0));
      for (const topic of having) (assigned[topic] ??= []).push(partition);
    }
  }
  return dealt;
}

interface Unit {
  readonly topics: readonly string[];
  readonly takers: readonly Member[];
}

/** What is dealt as one, and to whom: the topics of each co-partition group, and every other topic alone. */
function unitsOf(members: readonly Member[]): readonly Unit[] {
  const groupOf = new Map<string, string>();
  for (const member of members) {
    for (const [group, topics] of Object.entries(member.groups)) for (const topic of topics) groupOf.set(topic, group);
  }
  const topics = [...new Set(members.flatMap((member) => member.topics))].toSorted();
  const units = Map.groupBy(topics, (topic) => groupOf.get(topic) ?? `topic ${topic}`);
  return [...units]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, together]) => {
      const takers = subscribers(members, together);
      // In the middle of a roll-out nobody may know the whole group yet: better apart than not at all.
      if (takers.length === 0)
        return together.map((topic) => ({ topics: [topic], takers: subscribers(members, [topic]) }));
      return [{ topics: together, takers }];
    });
}

function subscribers(members: readonly Member[], topics: readonly string[]): readonly Member[] {
  return members.filter((member) => topics.every((topic) => member.topics.includes(topic)));
}

/** The topics of a co-partition group whose partitions differ in this assignment; empty when all is well. */
export function brokenGroups(assigned: Assigned, groups: CoPartitionGroups): readonly string[] {
  return Object.keys(groups).filter((group) => {
    const sets = (groups[group] ?? []).map((topic) => (assigned[topic] ?? []).toSorted((a, b) => a - b).join(','));
    return new Set(sets).size > 1;
  });
}

/** The assigner as kafkajs wants it; every member tells its co-partition groups in its subscription's user data. */
export function coPartitionAssigner(groups: CoPartitionGroups): PartitionAssigner {
  const userData = Buffer.from(JSON.stringify(groups));
  return ({ cluster }): Assigner => ({
    name: ASSIGNER,
    version: VERSION,
    protocol: ({ topics }) => ({
      name: ASSIGNER,
      metadata: MemberMetadata.encode({ version: VERSION, topics, userData }),
    }),
    assign: ({ members }) => assign(cluster, members),
  });
}

async function assign(cluster: Cluster, joined: GroupMember[]): Promise<GroupMemberAssignment[]> {
  const members = joined.map(readMember);
  const topics = [...new Set(members.flatMap((member) => member.topics))];
  // During a roll-out another member may know topics that this one, the leader, does not.
  await cluster.addMultipleTargetTopics(topics);
  const partitions = new Map(topics.map((topic) => [topic, cluster.findTopicPartitionMetadata(topic).length]));
  return [...assignPartitions(members, partitions)].map(([memberId, assigned]) => ({
    memberId,
    memberAssignment: MemberAssignment.encode({
      version: VERSION,
      assignment: Object.fromEntries(Object.entries(assigned).map(([topic, list]) => [topic, [...list]])),
      userData: Buffer.alloc(0),
    }),
  }));
}

function readMember({ memberId, memberMetadata }: GroupMember): Member {
  const decoded = MemberMetadata.decode(memberMetadata);
  const groups = readGroups(decoded?.userData);
  return { id: memberId, topics: decoded?.topics ?? [], groups };
}

/** User data comes over the wire: anything that is not ours is no group at all. */
function readGroups(userData: Buffer | undefined): CoPartitionGroups {
  if (userData === undefined || userData.length === 0 || userData.length > 65_536) return {};
  try {
    const groups: unknown = JSON.parse(userData.toString('utf8'));
    if (typeof groups !== 'object' || groups === null) return {};
    return Object.fromEntries(
      Object.entries(groups).filter((entry): entry is [string, string[]] => Array.isArray(entry[1])),
    );
  } catch {
    return {};
  }
}
