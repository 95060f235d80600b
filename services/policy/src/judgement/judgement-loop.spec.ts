import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { silentLogger } from '@bulkhead/platform-logging';
import { JudgementLoop } from './judgement-loop.ts';
import type { Due, DueQueue } from './judgement.ports.ts';

const AT = new Date('2026-11-22T08:00:00Z');

/** A queue in a list. */
function aQueue(ids: string[]): DueQueue & { readonly postponed: string[]; everything: number } {
  const queue = {
    postponed: [] as string[],
    everything: 0,
    mark: async () => undefined,
    markEverything: async () => {
      queue.everything += 1;
    },
    take: async (): Promise<Due | undefined> => {
      const id = ids.shift();
      return id === undefined ? undefined : { kind: 'image', id, generation: 1, attempts: 1 };
    },
    done: async () => undefined,
    postpone: async ({ id }: Due, until: Date) => {
      queue.postponed.push(`${id} ${until.toISOString()}`);
    },
    isNewDay: async () => queue.everything === 0,
    size: async () => ids.length,
  };
  return queue;
}

function aLoop(queue: DueQueue, judge: (due: Due) => Promise<void>): JudgementLoop {
  return new JudgementLoop({ queue, judge, clock: { now: () => AT }, logger: silentLogger(), judges: 1 });
}

describe('the loop', () => {
  test('judges_what_is_due_and_postpones_what_failed', async () => {
    const queue = aQueue(['a', 'b', 'c']);
    const judged: string[] = [];
    const loop = aLoop(queue, async ({ id }) => {
      if (id === 'b') throw new Error('no');
      judged.push(id);
    });

    loop.start();
    while (judged.length < 2) await sleep(5);
    await loop.stop();

    expect(judged).toEqual(['a', 'c']);
    expect(queue.postponed).toEqual(['b 2026-11-22T08:00:01.000Z']);
  });

  test('wakes_when_something_becomes_due', async () => {
    const ids: string[] = [];
    const judged: string[] = [];
    const loop = aLoop(aQueue(ids), async ({ id }) => void judged.push(id));
    loop.start();
    await sleep(20);

    ids.push('late');
    loop.nudge();
    while (judged.length === 0) await sleep(5);
    await loop.stop();

    expect(judged).toEqual(['late']);
  });

  test('judges_everything_again_once_on_a_new_day', async () => {
    const queue = aQueue([]);
    const loop = aLoop(queue, async () => undefined);

    loop.start();
    await sleep(20);
    loop.nudge();
    await sleep(20);
    await loop.stop();

    expect(queue.everything).toBe(1);
  });

  test('lets_a_judgement_in_work_finish_before_it_stops', async () => {
    let finished = false;
    const loop = aLoop(aQueue(['slow']), async () => {
      await sleep(50);
      finished = true;
    });

    loop.start();
    await sleep(10);
    await loop.stop();

    expect(finished).toBe(true);
  });
});
