import { describe, expect, test } from '@jest/globals';
import { checkEveryFieldIsAllowed } from '@bulkhead/platform-graphql';
import { CHECK_STATES, GAP_REASONS, VANTAGES } from '@bulkhead/core-benchmark';
import { HARDENING_SDL } from './schema.ts';

describe('the schema of hardening', () => {
  test('asks_for_a_scope_everywhere', () => {
    expect(checkEveryFieldIsAllowed(HARDENING_SDL)).toEqual([]);
  });

  test.each([
    ['CheckState', CHECK_STATES],
    ['FactGapReason', GAP_REASONS],
    ['HostVantage', VANTAGES],
  ])('%s_has_the_words_of_the_core', (name, words) => {
    const body = new RegExp(`enum ${name} {([^}]*)}`).exec(HARDENING_SDL)?.[1] ?? '';

    expect([...body.matchAll(/^ {2}([A-Z_]+)$/gm)].map(([, word]) => word)).toEqual([...words]);
  });
});
