import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Member } from './assigner.ts';
import { assignPartitions, brokenGroups } from './assigner.ts';

const GROUPS = { packages: ['advisories', 'occurrences'] };

function member(id: string, topics: readonly string[] = ['advisories', 'occurrences', 'scans']): Member {
  return { id, topics, groups: GROUPS };
}

const COUNTS = new Map([
  ['advisories', 4],
  ['occurrences', 4],
  ['scans', 3],
]);

describe('dealing out partitions', () => {
  test('gives_the_same_partition_of_co_partitioned_topics_to_the_same_member', () => {
    const dealt = assignPartitions([member('a'), member('b'), member('c')], COUNTS);

    for (const assigned of dealt.values()) expect(assigned['advisories']).toEqual(assigned['occurrences']);
  });

  test('gives_every_partition_to_exactly_one_subscriber_whoever_joins', () => {
    const memberOf = fc.record({
      id: fc.uuid(),
      topics: fc.subarray(['advisories', 'occurrences', 'scans'], { minLength: 1 }),
      groups: fc.constantFrom(GROUPS, {}),
    });
    fc.assert(
      fc.property(fc.uniqueArray(memberOf, { selector: ({ id }) => id, minLength: 1, maxLength: 6 }), (members) => {
        const dealt = assignPartitions(members, COUNTS);

        const given = [...dealt].flatMap(([id, assigned]) =>
          Object.entries(assigned).flatMap(([topic, list]) => list.map((partition) => ({ id, topic, partition }))),
        );
        const wanted = [...COUNTS].filter(([topic]) => members.some((each) => each.topics.includes(topic)));
        expect(given).toHaveLength(wanted.reduce((sum, [, count]) => sum + count, 0));
        expect(new Set(given.map(({ topic, partition }) => `${topic}/${partition}`)).size).toBe(given.length);
        for (const { id, topic } of given) expect(members.find((each) => each.id === id)?.topics).toContain(topic);
      }),
    );
  });

  test('does_not_depend_on_the_order_of_members', () => {
    const there = assignPartitions([member('a'), member('b')], COUNTS);
    const back = assignPartitions([member('b'), member('a')], COUNTS);

    expect(Object.fromEntries(there)).toEqual(Object.fromEntries(back));
  });

  test('spreads_evenly', () => {
    const dealt = assignPartitions([member('a', ['scans']), member('b', ['scans'])], new Map([['scans', 6]]));

    expect([...dealt.values()].map((assigned) => assigned['scans']?.length)).toEqual([3, 3]);
  });

  test('serves_old_topics_while_a_new_version_rolls_out', () => {
    const dealt = assignPartitions([member('new'), member('old', ['advisories'])], COUNTS);

    expect(dealt.get('new')?.['occurrences']).toEqual([0, 1, 2, 3]);
    expect(dealt.get('new')?.['advisories']).toEqual([0, 1, 2, 3]);
  });
});

describe('the assertion at every rebalance', () => {
  test('names_groups_whose_topics_were_split', () => {
    expect(brokenGroups({ advisories: [0, 1], occurrences: [1, 0] }, GROUPS)).toEqual([]);
    expect(brokenGroups({ advisories: [0, 1], occurrences: [0] }, GROUPS)).toEqual(['packages']);
    expect(brokenGroups({ advisories: [0] }, GROUPS)).toEqual(['packages']);
    expect(brokenGroups({}, GROUPS)).toEqual([]);
  });
});
