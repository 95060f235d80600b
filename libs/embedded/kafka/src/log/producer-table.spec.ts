import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BatchHeader } from '../record/batch.ts';
import { ERROR } from '../wire/error-code.ts';
import { ProducerTable } from './producer-table.ts';

function batch(baseSequence: number, count = 1, producerEpoch = 0): BatchHeader {
  return {
    size: 100,
    codec: 0,
    lastOffsetDelta: count - 1,
    baseTimestamp: 0,
    maxTimestamp: 0,
    producerId: 1,
    producerEpoch,
    baseSequence,
    recordCount: count,
  };
}

function tableWith(...batches: readonly BatchHeader[]): ProducerTable {
  const table = new ProducerTable();
  let offset = 0;
  for (const each of batches) {
    table.remember(each, offset, 0);
    offset += each.recordCount;
  }
  return table;
}

describe('what idempotent producers wrote', () => {
  test('lets_the_next_batch_in_and_recognises_the_last_five', () => {
    const table = tableWith(...[0, 1, 2, 3, 4, 5, 6].map((sequence) => batch(sequence)));
    expect(table.duplicateOf(batch(7))).toBeUndefined();
    expect([2, 3, 4, 5, 6].map((sequence) => table.duplicateOf(batch(sequence)))).toEqual([2, 3, 4, 5, 6]);
    expect(() => table.duplicateOf(batch(1))).toThrow('expected 7');
  });

  test('lets_a_producer_in_that_it_does_not_know', () => {
    expect(new ProducerTable().duplicateOf(batch(500))).toBeUndefined();
  });

  test('begins_a_new_epoch_with_sequence_zero', () => {
    const table = tableWith(batch(0), batch(1));
    expect(table.duplicateOf(batch(0, 1, 1))).toBeUndefined();
    expect(() => table.duplicateOf(batch(3, 1, 1))).toThrow(
      expect.objectContaining({ code: ERROR.OUT_OF_ORDER_SEQUENCE_NUMBER }),
    );
    table.remember(batch(0, 1, 1), 2, 0);
    expect(() => table.duplicateOf(batch(2, 1, 0))).toThrow(
      expect.objectContaining({ code: ERROR.INVALID_PRODUCER_EPOCH }),
    );
  });

  test('counts_on_from_zero_after_the_largest_sequence', () => {
    const table = tableWith(batch(0x7fff_fffe, 4));
    expect(table.duplicateOf(batch(2))).toBeUndefined();
    expect(table.duplicateOf(batch(0x7fff_fffe, 4))).toBe(0);
    expect(tableWith(batch(0x7fff_ffff)).duplicateOf(batch(0))).toBeUndefined();
  });

  test('is_handed_over_once_and_comes_back_the_same', () => {
    const table = tableWith(batch(0, 3), batch(3, 2));
    const [saved] = [...table.takeUnsaved()];
    expect([...table.takeUnsaved()]).toEqual([]);
    const restored = new ProducerTable();
    if (saved !== undefined) restored.load(...saved);
    expect(restored.duplicateOf(batch(3, 2))).toBe(3);
    expect(restored.duplicateOf(batch(5))).toBeUndefined();
  });

  test('is_forgotten_when_it_is_old', () => {
    const table = tableWith(batch(0));
    expect(table.expire(1)).toBe(1);
    expect(table.duplicateOf(batch(77))).toBeUndefined();
  });

  test('never_takes_a_batch_twice_however_often_it_is_sent', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4 }), { maxLength: 60 }), (steps) => {
        const table = new ProducerTable();
        let next = 0;
        const written: number[] = [];
        for (const back of steps) {
          const sequence = Math.max(0, next - back);
          if (table.duplicateOf(batch(sequence)) !== undefined) continue;
          table.remember(batch(sequence), written.length, 0);
          written.push(sequence);
          next = sequence + 1;
        }
        expect(written).toEqual(written.map((_, index) => index));
      }),
    );
  });
});
