import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLogger } from '@bulkhead/platform-logging';
import type { Delivery } from './delivery.ts';
import { DeliverySender } from './delivery.sender.ts';
import type { Claim, DeliveryStore, Settlement, Sink } from './notification.ports.ts';
import { SendFailure } from './send-failure.ts';

const NOW = new Date('2026-11-22T08:00:00.000Z');

/** Rows in memory with the lease of the real store. */
class RowsInMemory implements Pick<DeliveryStore, 'claim' | 'settle' | 'nextDue'> {
  readonly rows = new Map<string, Delivery>();
  readonly settlements: Settlement[] = [];
  broken = false;

  add(id: string): void {
    const delivery = {
      id,
      sink: { id: 'snk_1', kind: 'WEBHOOK', name: 'n' },
      state: 'PENDING',
      attempts: 0,
    } as Delivery;
    this.rows.set(id, { ...delivery, nextAttemptAt: NOW });
  }

  claim(sinkIds: readonly string[], now: Date, leaseUntil: Date): Promise<Claim | undefined> {
    if (this.broken) return Promise.reject(new Error('the store is away'));
    const due = [...this.rows.values()].find(
      (row) => row.state === 'PENDING' && sinkIds.includes(row.sink.id) && row.nextAttemptAt <= now,
    );
    if (due === undefined) return Promise.resolve(undefined);
    const delivery = { ...due, attempts: due.attempts + 1, nextAttemptAt: leaseUntil };
    this.rows.set(due.id, delivery);
    return Promise.resolve({ delivery, token: 't' });
  }

  settle({ delivery }: Claim, outcome: Settlement): Promise<void> {
    this.settlements.push(outcome);
    const state = { delivered: 'DELIVERED', retry: 'PENDING', abandoned: 'ABANDONED' } as const;
    const nextAttemptAt = outcome.kind === 'retry' ? outcome.at : delivery.nextAttemptAt;
    this.rows.set(delivery.id, { ...delivery, state: state[outcome.kind], nextAttemptAt });
    return Promise.resolve();
  }

  nextDue(): Promise<Date | undefined> {
    return Promise.resolve(undefined);
  }
}

function aSender(send: Sink['send'], rows = new RowsInMemory()) {
  const sink: Sink = { id: 'snk_1', kind: 'WEBHOOK', name: 'n', send };
  const sender = new DeliverySender({
    deliveries: rows as unknown as DeliveryStore,
    sinks: [sink],
    retry: { attempts: 3 },
    clock: { now: () => NOW },
    logger: silentLogger(),
    random: () => 0,
    pollMs: 10,
  });
  return { sender, rows };
}

describe('sending what is due', () => {
  test('marks_what_the_other_side_took', async () => {
    const sent: string[] = [];
    const { sender, rows } = aSender(async ({ id }) => void sent.push(id));
    rows.add('dlv_1');
    rows.add('dlv_2');

    expect(await sender.drain()).toBe(2);
    expect(sent).toEqual(['dlv_1', 'dlv_2']);
    expect(rows.settlements).toEqual([
      { kind: 'delivered', at: NOW },
      { kind: 'delivered', at: NOW },
    ]);
  });

  test('waits_after_a_failure_and_goes_on_with_the_next', async () => {
    const { sender, rows } = aSender(async ({ id }) => {
      if (id === 'dlv_1') throw new SendFailure('HTTP 500');
    });
    rows.add('dlv_1');
    rows.add('dlv_2');

    await sender.drain();

    expect(rows.settlements).toEqual([
      { kind: 'retry', at: new Date(NOW.getTime() + 5000), error: 'HTTP 500' },
      { kind: 'delivered', at: NOW },
    ]);
  });

  test('waits_as_long_as_it_is_asked_to', async () => {
    const { sender, rows } = aSender(async () => {
      throw new SendFailure('HTTP 429', { retryAfterMs: 60_000 });
    });
    rows.add('dlv_1');

    await sender.drain();

    expect(rows.settlements).toMatchObject([{ kind: 'retry', at: new Date(NOW.getTime() + 60_000) }]);
  });

  test('abandons_what_is_refused_for_good_and_what_failed_too_often', async () => {
    const final = aSender(async () => {
      throw new SendFailure('HTTP 410', { isFinal: true });
    });
    final.rows.add('dlv_1');
    const tired = aSender(async () => {
      throw new Error('no route');
    });
    tired.rows.add('dlv_1');
    tired.rows.rows.set('dlv_1', { ...tired.rows.rows.get('dlv_1')!, attempts: 2 });

    await final.sender.drain();
    await tired.sender.drain();

    expect(final.rows.settlements).toEqual([{ kind: 'abandoned', error: 'HTTP 410' }]);
    expect(tired.rows.settlements).toEqual([{ kind: 'abandoned', error: 'no route' }]);
  });
});

describe('the loop', () => {
  test('sends_what_comes_while_it_runs_and_outlives_a_store_that_is_away', async () => {
    const sent: string[] = [];
    const { sender, rows } = aSender(async ({ id }) => void sent.push(id));
    rows.broken = true;
    sender.start();
    await sleep(15);
    rows.broken = false;
    rows.add('dlv_1');
    sender.nudge();
    while (sent.length === 0) await sleep(5);

    await sender.close();

    expect(sent).toEqual(['dlv_1']);
  });

  test('breaks_a_delivery_off_when_it_is_closed', async () => {
    const { sender, rows } = aSender(
      (_delivery, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    );
    rows.add('dlv_1');
    sender.start();
    await sleep(15);

    await sender.close();

    expect(rows.settlements).toMatchObject([{ kind: 'retry', error: 'this process is stopping' }]);
  });
});
