import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { inParallel } from './in-parallel.ts';

const BOTH = { width: 2, signal: undefined };

describe('work in parallel', () => {
  test('gives_results_in_order_and_never_does_more_at_a_time_than_told', async () => {
    let running = 0;
    let most = 0;
    const results = await inParallel([30, 5, 10, 1], BOTH, async (milliseconds) => {
      running += 1;
      most = Math.max(most, running);
      await sleep(milliseconds);
      running -= 1;
      return milliseconds;
    });
    expect(results).toEqual([30, 5, 10, 1]);
    expect(most).toBe(2);
  });

  test('fails_with_the_first_failure_and_only_when_nothing_runs_any_more', async () => {
    const ended: number[] = [];
    const working = inParallel([0, 1, 2, 3], BOTH, async (item, signal) => {
      if (item === 0) throw new Error('first');
      await sleep(1000, undefined, { signal }).catch(() => undefined);
      ended.push(item);
      if (signal.aborted) throw new Error('second');
    });
    await expect(working).rejects.toThrow('first');
    expect(ended).toEqual([1]);
  });

  test('of_nothing_is_nothing', async () => {
    expect(await inParallel([], BOTH, async () => 1)).toEqual([]);
  });
});
