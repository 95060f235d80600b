import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { matchesPattern, resolveOwner } from './owner.ts';
import type { OwnershipRule } from './owner.ts';

function aRule(parts: Partial<OwnershipRule>): OwnershipRule {
  return {
    id: 'own_1',
    teamId: 'team_1',
    teamName: 'payments',
    selector: {},
    priority: 0,
    source: 'api',
    revision: 1,
    ...parts,
  };
}

const SUBJECT = { clusterId: 'clu_1', namespace: 'shop-prod', name: 'checkout', labels: { app: 'checkout' } };

describe('an owner', () => {
  test('is_named_by_the_rule_that_matches_and_the_reason_says_which', () => {
    const owner = resolveOwner(SUBJECT, [aRule({ selector: { namespace: 'shop-*' } })]);

    expect(owner).toEqual({ teamId: 'team_1', name: 'payments', reason: 'rule own_1: namespace shop-*' });
  });

  test('is_unknown_when_no_rule_matches', () => {
    expect(resolveOwner(SUBJECT, [aRule({ selector: { labels: { app: 'cart' } } })])).toBeNull();
  });

  test('comes_from_the_higher_priority_then_from_the_smaller_id', () => {
    const rules = [
      aRule({ id: 'own_3', teamName: 'late' }),
      aRule({ id: 'own_2', teamName: 'early' }),
      aRule({ id: 'own_9', teamName: 'important', priority: 5, selector: { name: 'checkout' } }),
    ];

    expect(resolveOwner(SUBJECT, rules)?.name).toBe('important');
    expect(resolveOwner(SUBJECT, rules.slice(0, 2))?.name).toBe('early');
  });
});

describe('a pattern', () => {
  test.each([
    ['shop-*', 'shop-prod', true],
    ['*-prod', 'shop-prod', true],
    ['s*p*d', 'shop-prod', true],
    ['*', '', true],
    ['shop', 'shop-prod', false],
    ['ab*ba', 'aba', false],
    ['*aa*aa', 'aaa', false],
  ])('%s_against_%s_is_%s', (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });

  test('agrees_with_the_regular_expression_it_stands_for', () => {
    const word = fc.stringMatching(/^[ab*]{0,8}$/);
    fc.assert(
      fc.property(word, fc.stringMatching(/^[ab]{0,8}$/), (pattern, text) => {
        const equivalent = new RegExp(`^${pattern.replaceAll('*', '.*')}$`);
        expect(matchesPattern(pattern, text)).toBe(equivalent.test(text));
      }),
    );
  });
});
