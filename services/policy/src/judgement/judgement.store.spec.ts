import { describe, expect, test } from '@jest/globals';
import { silentLogger } from '@bulkhead/platform-logging';
import { connect, ensureIndexes, transact } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { startTestMongo } from '@bulkhead/testing';
import { MongoDueQueue } from './judgement.store.ts';

const NOW = new Date('2026-11-22T08:00:00Z');
const IMAGE = { kind: 'image', id: 'sha256:1' } as const;
const HOST = { kind: 'host', id: 'host_1' } as const;

async function aQueue(): Promise<
  AsyncDisposable & { queue: MongoDueQueue; connection: MongoConnection; nudges: () => number }
> {
  const stack = new AsyncDisposableStack();
  const mongo = stack.use(await startTestMongo());
  const connection = await connect({
    uri: mongo.uri('bulkhead_policy'),
    database: 'bulkhead_policy',
    logger: silentLogger(),
  });
  stack.defer(() => connection.close());
  let nudges = 0;
  const queue = new MongoDueQueue(connection, () => {
    nudges += 1;
  });
  await ensureIndexes(connection);
  return { queue, connection, nudges: () => nudges, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

describe('the queue of what is due', () => {
  test('gives_each_subject_once_the_urgent_first', async () => {
    await using given = await aQueue();
    const { queue } = given;
    await queue.mark([IMAGE], 'LATER');
    await queue.mark([HOST], 'NOW');
    await queue.mark([HOST], 'NOW');

    expect(await queue.size()).toBe(2);
    const first = await queue.take(NOW);
    const second = await queue.take(NOW);
    expect([first?.id, second?.id, await queue.take(NOW)]).toEqual(['host_1', 'sha256:1', undefined]);
    expect(first).toMatchObject({ generation: 2, attempts: 1 });
  });

  test('keeps_what_was_marked_again_while_it_was_judged', async () => {
    await using given = await aQueue();
    const { queue } = given;
    await queue.mark([IMAGE], 'NOW');
    const due = await queue.take(NOW);
    await queue.mark([IMAGE], 'NOW');

    await queue.done(due as NonNullable<typeof due>);
    const again = await queue.take(NOW);
    await queue.done(again as NonNullable<typeof again>);

    expect(again?.generation).toBe(2);
    expect(await queue.size()).toBe(0);
  });

  test('gives_what_nobody_finished_again_after_a_minute', async () => {
    await using given = await aQueue();
    const { queue } = given;
    await queue.mark([IMAGE], 'NOW');
    await queue.take(NOW);

    expect(await queue.take(new Date(NOW.getTime() + 59_000))).toBeUndefined();
    expect(await queue.take(new Date(NOW.getTime() + 60_000))).toMatchObject({ attempts: 2 });
  });

  test('waits_as_long_as_it_was_told', async () => {
    await using given = await aQueue();
    const { queue } = given;
    await queue.mark([IMAGE], 'NOW');
    const due = await queue.take(NOW);
    await queue.postpone(due as NonNullable<typeof due>, new Date(NOW.getTime() + 5000));

    expect(await queue.take(new Date(NOW.getTime() + 4999))).toBeUndefined();
    expect(await queue.take(new Date(NOW.getTime() + 5000))).toBeDefined();
  });

  test('nudges_after_the_commit_and_not_when_it_was_given_up', async () => {
    await using given = await aQueue();
    const { queue, connection, nudges } = given;

    await transact(connection, async () => {
      await queue.mark([IMAGE], 'NOW');
      expect(nudges()).toBe(0);
    });
    const failed = transact(connection, async () => {
      await queue.mark([HOST], 'NOW');
      throw new Error('given up');
    });

    await expect(failed).rejects.toThrow('given up');
    expect([nudges(), await queue.size()]).toEqual([1, 1]);
  });

  test('knows_a_new_day_once', async () => {
    await using given = await aQueue();
    const { queue } = given;

    expect(await queue.isNewDay('2026-11-22')).toBe(true);
    expect(await queue.isNewDay('2026-11-22')).toBe(false);
    expect(await queue.isNewDay('2026-11-23')).toBe(true);
  });
});
