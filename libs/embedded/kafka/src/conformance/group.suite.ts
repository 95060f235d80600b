import { describe, expect, test } from '@jest/globals';
import { AssignerProtocol } from 'kafkajs';
import type { Consumer } from 'kafkajs';
import { ERROR } from '../wire/error-code.ts';
import type { RawClient } from './raw-client.suite.ts';
import { unique, until } from './target.suite.ts';
import type { Target } from './target.suite.ts';

interface Running {
  readonly consumer: Consumer;
  readonly values: string[];
}

/** A member of a group that reads a topic from its beginning and remembers what it saw. */
async function member(target: Target, groupId: string, topic: string): Promise<Running> {
  const values: string[] = [];
  const consumer = await target.consumer({ groupId, sessionTimeout: 6000, rebalanceTimeout: 10_000 });
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void values.push(String(message.value)) });
  return { consumer, values };
}

async function send(target: Target, topic: string, values: readonly string[]): Promise<void> {
  const producer = await target.producer({ idempotent: true });
  await producer.send({ topic, messages: values.map((value) => ({ key: value, value })) });
  await producer.disconnect();
}

async function lagOf(target: Target, groupId: string, topic: string): Promise<number> {
  const admin = await target.admin();
  const ends = await admin.fetchTopicOffsets(topic);
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
  await admin.disconnect();
  return ends.reduce((lag, { partition, high, low }) => {
    const at = committed?.partitions.find((each) => each.partition === partition)?.offset ?? '-1';
    return lag + Number(high) - (at === '-1' ? Number(low) : Number(at));
  }, 0);
}

const JOIN = {
  sessionTimeoutMs: 6000,
  rebalanceTimeoutMs: 6000,
  groupInstanceId: null,
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: Buffer.from('m') }],
};

/** Joins as the only member, in the two steps of the protocol, and settles the assignment. */
async function joinAlone(raw: RawClient, groupId: string) {
  const { memberId } = await raw.ask('JoinGroup', { ...JOIN, groupId, memberId: '' });
  const joined = await raw.ask('JoinGroup', { ...JOIN, groupId, memberId });
  const { generationId } = joined;
  const assignments = [{ memberId, assignment: Buffer.from('all') }];
  const synced = await raw.ask('SyncGroup', { groupId, generationId, memberId, groupInstanceId: null, assignments });
  return { memberId, generationId, synced };
}

async function commit(raw: RawClient, who: { groupId: string; memberId: string; generationId: number }, topic: string) {
  const answer = await raw.ask('OffsetCommit', {
    ...who,
    retentionTimeMs: -1,
    topics: [{ name: topic, partitions: [{ index: 0, offset: 1, metadata: null }] }],
  });
  return answer.topics[0]?.partitions[0]?.errorCode;
}

export function groupSuite(target: () => Target): void {
  describe('a consumer group', () => {
    test('goes_on_where_it_committed', async () => {
      const topic = await target().topic({ numPartitions: 3 });
      const groupId = unique('resume');
      await send(target(), topic, ['a', 'b', 'c']);
      const first = await member(target(), groupId, topic);
      await until(() => first.values.length === 3);
      await first.consumer.disconnect();
      await send(target(), topic, ['d', 'e']);
      const second = await member(target(), groupId, topic);
      await until(() => second.values.length >= 2);
      expect(second.values.sort()).toEqual(['d', 'e']);
      await second.consumer.disconnect();
      expect(await lagOf(target(), groupId, topic)).toBe(0);
    });

    test('shares_partitions_between_two_members_and_gives_them_to_the_one_that_stays', async () => {
      const topic = await target().topic({ numPartitions: 6 });
      const groupId = unique('share');
      const admin = await target().admin();
      const partitions = async (): Promise<number[]> => {
        const [group] = (await admin.describeGroups([groupId])).groups;
        if (group?.state !== 'Stable') return [];
        return group.members.map(({ memberAssignment }) => {
          const decoded = AssignerProtocol.MemberAssignment.decode(memberAssignment);
          return decoded?.assignment[topic]?.length ?? 0;
        });
      };
      const one = await member(target(), groupId, topic);
      await until(async () => (await partitions()).join() === '6');
      const two = await member(target(), groupId, topic);
      await until(async () => (await partitions()).join() === '3,3');
      await send(
        target(),
        topic,
        Array.from({ length: 60 }, (_, index) => `early-${index}`),
      );
      await until(() => one.values.length + two.values.length >= 60);
      expect(one.values.length).toBeGreaterThan(0);
      expect(two.values.length).toBeGreaterThan(0);
      await one.consumer.disconnect();
      await until(async () => (await partitions()).join() === '6');
      const before = two.values.length;
      await send(
        target(),
        topic,
        Array.from({ length: 60 }, (_, index) => `late-${index}`),
      );
      await until(() => two.values.length >= before + 60);
      expect(new Set([...one.values, ...two.values]).size).toBe(120);
    });

    test('shows_its_lag', async () => {
      const topic = await target().topic({ numPartitions: 2 });
      const groupId = unique('lag');
      await send(target(), topic, ['a', 'b', 'c', 'd']);
      expect(await lagOf(target(), groupId, topic)).toBe(4);
      const { consumer, values } = await member(target(), groupId, topic);
      await until(() => values.length === 4);
      await consumer.disconnect();
      await send(target(), topic, ['e']);
      expect(await lagOf(target(), groupId, topic)).toBe(1);
    });

    test('does_not_disturb_another_group', async () => {
      const topic = await target().topic();
      await send(target(), topic, ['a', 'b']);
      const [one, two] = [await member(target(), unique('one'), topic), await member(target(), unique('two'), topic)];
      await until(() => one.values.length === 2 && two.values.length === 2);
      expect(one.values).toEqual(two.values);
    });

    test('can_seek_back', async () => {
      const topic = await target().topic();
      await send(target(), topic, ['a', 'b', 'c']);
      const { consumer, values } = await member(target(), unique('seek'), topic);
      await until(() => values.length === 3);
      consumer.seek({ topic, partition: 0, offset: '1' });
      await until(() => values.length === 5);
      expect(values).toEqual(['a', 'b', 'c', 'b', 'c']);
    });

    test('can_pause_and_resume_a_topic', async () => {
      const topic = await target().topic();
      const { consumer, values } = await member(target(), unique('pause'), topic);
      await send(target(), topic, ['a']);
      await until(() => values.length === 1);
      consumer.pause([{ topic }]);
      await send(target(), topic, ['b']);
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(values).toEqual(['a']);
      consumer.resume([{ topic }]);
      await until(() => values.length === 2);
    });

    test('is_listed_described_and_deleted_when_nobody_is_in_it', async () => {
      const topic = await target().topic();
      const groupId = unique('group');
      const admin = await target().admin();
      const { consumer } = await member(target(), groupId, topic);
      await until(async () => (await admin.describeGroups([groupId])).groups[0]?.state === 'Stable');
      expect((await admin.listGroups()).groups).toContainEqual({ groupId, protocolType: 'consumer' });
      await expect(admin.deleteGroups([groupId])).rejects.toMatchObject({
        groups: [expect.objectContaining({ errorCode: ERROR.NON_EMPTY_GROUP })],
      });
      await consumer.disconnect();
      const [empty] = (await admin.describeGroups([groupId])).groups;
      expect(empty).toMatchObject({ state: 'Empty', members: [] });
      await admin.deleteGroups([groupId]);
      expect((await admin.describeGroups([groupId])).groups).toMatchObject([{ state: 'Dead', members: [] }]);
      await expect(admin.deleteGroups([groupId])).rejects.toMatchObject({
        groups: [expect.objectContaining({ errorCode: ERROR.GROUP_ID_NOT_FOUND })],
      });
    });

    test('has_its_offsets_set_by_an_administrator', async () => {
      const topic = await target().topic();
      const groupId = unique('reset');
      await send(target(), topic, ['a', 'b', 'c']);
      using raw = await target().raw();
      const nobody = { groupId, memberId: '', generationId: -1 };
      expect(await commit(raw, nobody, topic)).toBe(ERROR.NONE);
      const { values } = await member(target(), groupId, topic);
      await until(() => values.length === 2);
      expect(values).toEqual(['b', 'c']);
      expect(await commit(raw, nobody, topic)).toBe(ERROR.UNKNOWN_MEMBER_ID);
    });
  });

  describe('the group protocol', () => {
    test('tells_a_new_member_its_id_before_it_may_join', async () => {
      using raw = await target().raw();
      const groupId = unique('id');
      const told = await raw.ask('JoinGroup', { ...JOIN, groupId, memberId: '' });
      expect(told.errorCode).toBe(ERROR.MEMBER_ID_REQUIRED);
      expect(told.memberId).toMatch(/^raw-/);
      const joined = await raw.ask('JoinGroup', { ...JOIN, groupId, memberId: told.memberId });
      expect(joined).toMatchObject({ errorCode: 0, generationId: 1, leader: told.memberId, protocolName: 'range' });
      expect(joined.members).toHaveLength(1);
    });

    test('fences_commits_by_member_and_generation', async () => {
      using raw = await target().raw();
      const topic = await target().topic();
      const groupId = unique('fence');
      const { memberId, generationId } = await joinAlone(raw, groupId);
      expect(await commit(raw, { groupId, memberId, generationId }, topic)).toBe(ERROR.NONE);
      expect(await commit(raw, { groupId, memberId, generationId: generationId - 1 }, topic)).toBe(
        ERROR.ILLEGAL_GENERATION,
      );
      expect(await commit(raw, { groupId, memberId: 'stranger', generationId }, topic)).toBe(ERROR.UNKNOWN_MEMBER_ID);
      const beat = { groupId, memberId, groupInstanceId: null };
      expect(await raw.ask('Heartbeat', { ...beat, generationId })).toEqual({ errorCode: ERROR.NONE });
      expect(await raw.ask('Heartbeat', { ...beat, generationId: 99 })).toEqual({
        errorCode: ERROR.ILLEGAL_GENERATION,
      });
    });

    test('tells_members_that_a_rebalance_is_on', async () => {
      using one = await target().raw();
      using two = await target().raw();
      const topic = await target().topic();
      const groupId = unique('rebalance');
      const first = await joinAlone(one, groupId);
      const { memberId: second } = await two.ask('JoinGroup', { ...JOIN, groupId, memberId: '' });
      const joining = two.ask('JoinGroup', { ...JOIN, groupId, memberId: second });
      const beat = { groupId, memberId: first.memberId, generationId: first.generationId, groupInstanceId: null };
      await until(async () => (await one.ask('Heartbeat', beat)).errorCode === ERROR.REBALANCE_IN_PROGRESS);
      const late = await one.ask('SyncGroup', { ...beat, assignments: [] });
      expect(late.errorCode).toBe(ERROR.REBALANCE_IN_PROGRESS);
      // What was read before the rebalance may still be committed: the generation has not changed yet.
      expect(await commit(one, { groupId, ...first }, topic)).toBe(ERROR.NONE);
      const [again, joined] = await Promise.all([
        one.ask('JoinGroup', { ...JOIN, groupId, memberId: first.memberId }),
        joining,
      ]);
      expect([again.generationId, joined.generationId]).toEqual([2, 2]);
      expect(again.members.length + joined.members.length).toBe(2);
      // Until the leader has assigned, nobody knows what it may commit.
      expect(await commit(one, { groupId, memberId: first.memberId, generationId: 2 }, topic)).toBe(
        ERROR.REBALANCE_IN_PROGRESS,
      );
    });

    test('gives_each_member_what_the_leader_assigned_to_it', async () => {
      using one = await target().raw();
      using two = await target().raw();
      const groupId = unique('assign');
      const ids = await Promise.all(
        [one, two].map(async (raw) => (await raw.ask('JoinGroup', { ...JOIN, groupId, memberId: '' })).memberId),
      );
      const [idOne = '', idTwo = ''] = ids;
      const [a, b] = await Promise.all([
        one.ask('JoinGroup', { ...JOIN, groupId, memberId: idOne }),
        two.ask('JoinGroup', { ...JOIN, groupId, memberId: idTwo }),
      ]);
      expect(a.generationId).toBe(b.generationId);
      const sync = (raw: RawClient, memberId: string) =>
        raw.ask('SyncGroup', {
          groupId,
          generationId: a.generationId,
          memberId,
          groupInstanceId: null,
          assignments:
            memberId === a.leader ? ids.map((id) => ({ memberId: id, assignment: Buffer.from(`for ${id}`) })) : [],
        });
      const [forOne, forTwo] = await Promise.all([sync(one, idOne), sync(two, idTwo)]);
      expect(String(forOne.assignment)).toBe(`for ${idOne}`);
      expect(String(forTwo.assignment)).toBe(`for ${idTwo}`);
    });

    test('lets_a_member_go_that_is_not_heard_of_for_its_session', async () => {
      using raw = await target().raw();
      const groupId = unique('silent');
      await joinAlone(raw, groupId);
      const admin = await target().admin();
      const state = async () => (await admin.describeGroups([groupId])).groups[0]?.state;
      expect(await state()).toBe('Stable');
      await until(async () => (await state()) === 'Empty');
    });

    test('lets_a_member_go_that_leaves', async () => {
      using raw = await target().raw();
      const groupId = unique('leave');
      const { memberId, generationId } = await joinAlone(raw, groupId);
      const leave = { groupId, memberId: '', members: [{ memberId, groupInstanceId: null }] };
      expect(await raw.ask('LeaveGroup', leave)).toMatchObject({ errorCode: 0, members: [{ errorCode: 0 }] });
      const beat = { groupId, memberId, generationId, groupInstanceId: null };
      expect(await raw.ask('Heartbeat', beat)).toEqual({ errorCode: ERROR.UNKNOWN_MEMBER_ID });
    });

    test.each([
      ['a session that is too short', { sessionTimeoutMs: 10 }, ERROR.INVALID_SESSION_TIMEOUT],
      ['no group', { groupId: '' }, ERROR.INVALID_GROUP_ID],
      ['a member id nobody gave', { memberId: 'stranger' }, ERROR.UNKNOWN_MEMBER_ID],
      ['no protocols', { protocols: [] }, ERROR.INCONSISTENT_GROUP_PROTOCOL],
    ])('refuses_to_let_in_%s', async (_what, terms, errorCode) => {
      using raw = await target().raw();
      const answer = await raw.ask('JoinGroup', { ...JOIN, groupId: unique('refuse'), memberId: '', ...terms });
      expect(answer.errorCode).toBe(errorCode);
    });

    test('refuses_a_member_that_shares_no_protocol', async () => {
      using raw = await target().raw();
      using other = await target().raw();
      const groupId = unique('protocol');
      await joinAlone(raw, groupId);
      const protocols = [{ name: 'another', metadata: Buffer.alloc(0) }];
      const answer = await other.ask('JoinGroup', { ...JOIN, groupId, memberId: '', protocols });
      expect(answer.errorCode).toBe(ERROR.INCONSISTENT_GROUP_PROTOCOL);
    });
  });
}
