import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { describeSampleThing } from './sample-thing.ts';

const NOW = new Date('2026-11-22T00:00:00Z');
const LATER = new Date('2026-11-23T00:00:00Z');

describe('one sample thing', () => {
  test('is_created_by_its_name_and_described_anew', () => {
    const first = describeSampleThing(undefined, { name: 'a', description: 'one' }, NOW)?.next;
    const second = describeSampleThing(first, { name: 'a', description: 'two' }, LATER)?.next;

    expect(first).toMatchObject({ name: 'a', description: 'one', changedAt: NOW, revision: 1 });
    expect(second).toMatchObject({ id: first?.id, description: 'two', changedAt: LATER, revision: 2 });
  });

  test('stays_as_it_is_when_nothing_new_is_said', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, description) => {
        const known = describeSampleThing(undefined, { name, description }, NOW)?.next;

        expect(describeSampleThing(known, { name, description }, LATER)).toBeUndefined();
      }),
    );
  });
});
