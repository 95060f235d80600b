import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Fault, uuidV7 } from '@bulkhead/core-base';
import { silentLogger } from '@bulkhead/platform-logging';
import { transact } from '@bulkhead/platform-mongo';
import type { TestEngines } from '@bulkhead/testing';
import { startEngines } from '@bulkhead/testing';
import { draft, folderClaimStore } from './index.ts';
import type { EventContract, Received } from './index.ts';
import { createKafka } from './kafka/client.ts';
import type { Outgoing } from './kafka/producer.ts';
import { SerialProducer } from './kafka/producer.ts';
import type { Parcel, Process } from './suite/bench.suite.ts';
import { Bench, parcelContract, until } from './suite/bench.suite.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await startEngines();
});
afterAll(async () => engines[Symbol.asyncDispose]());

/** Puts messages on a topic as a foreign, careless producer would. */
async function inject(...messages: readonly Outgoing[]): Promise<void> {
  const logger = silentLogger();
  const producer = new SerialProducer(
    createKafka({ service: 'foreign', brokers: engines.kafka.brokers, logger }),
    logger,
  );
  await producer.send(messages);
  await producer.close();
}

function envelopeOf(contract: EventContract<Parcel>, data: unknown, extra: object = {}): string {
  return JSON.stringify({
    specversion: '1.0',
    id: uuidV7(new Date()),
    type: contract.type,
    source: 'foreign',
    subject: 'alice',
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    data,
    ...extra,
  });
}

function parcels(count: number, owner = 'alice'): Parcel[] {
  return Array.from({ length: count }, (_, number) => ({ owner, number }));
}

async function parkedBy(process: Process, count: number) {
  let found = (await process.messaging.parked()).nodes;
  await until(async () => {
    found = (await process.messaging.parked()).nodes;
    return found.length >= count;
  });
  expect(found).toHaveLength(count);
  return found;
}

describe('an event', () => {
  test('goes_from_a_transaction_to_a_handler_with_everything_it_carries', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    const received: Received<Parcel>[] = [];
    process.messaging.subscribe({ contract, retry: 'topics', handle: async (event) => void received.push(event) });
    await process.messaging.start();

    const time = new Date('2026-01-02T03:04:05.678Z');
    await process.publish(draft(contract, { owner: 'alice', number: 1 }, { revision: 7, cluster: 'c1', time }));
    await until(() => received.length > 0);

    expect(received).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{14}7/),
        type: contract.type,
        source: expect.stringContaining('parcels'),
        key: 'alice',
        time,
        data: { owner: 'alice', number: 1 },
        cluster: 'c1',
        revision: 7,
        attempt: 1,
        topic: contract.topic,
        partition: expect.any(Number),
        offset: '0',
      },
    ]);
    expect(process.messaging.health()).toMatchObject({ ready: true, reasons: [] });
  });

  test('is_not_published_when_the_transaction_fails', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    const received: number[] = [];
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async ({ data }) => void received.push(data.number),
    });
    await process.messaging.start();

    await transact(process.connection, async (session) => {
      await process.messaging.outbox.append([draft(contract, { owner: 'alice', number: 1 })], session);
      throw new Error('no');
    }).catch(() => undefined);
    await process.publish(draft(contract, { owner: 'alice', number: 2 }));
    await until(() => received.length > 0);

    expect(received).toEqual([2]);
  });

  test('needs_a_transaction', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    const session = await process.connection.mongoose.startSession();

    const outside = process.messaging.outbox.append([draft(contract, { owner: 'a', number: 1 })], session);

    await expect(outside).rejects.toMatchObject({ code: 'OUTBOX_OUTSIDE_TRANSACTION' });
    await session.endSession();
  });

  test('is_checked_strictly_before_it_leaves', () => {
    const contract = parcelContract();

    expect(() => draft(contract, { owner: '', number: 1 })).toThrow(expect.objectContaining({ code: 'EVENT_INVALID' }));
    expect(() => draft(contract, { owner: 'a', number: 1, colour: 'red' } as Parcel)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ problem: 'the contract does not name colour' }) }),
    );
    expect(draft(contract, { owner: 'a', number: 1, note: undefined }).key).toBe('a');
  });

  test('reaches_every_group_once', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    const seen: string[] = [];
    for (const group of ['first', 'second']) {
      const name = `${group}-${randomUUID()}`;
      process.messaging.subscribe({
        contract,
        group: name,
        retry: 'topics',
        handle: async () => void seen.push(group),
      });
    }
    await process.messaging.start();

    await process.publish(draft(contract, { owner: 'alice', number: 1 }));
    await until(() => seen.length >= 2);

    expect(seen.toSorted()).toEqual(['first', 'second']);
  });

  test('of_another_type_on_the_same_topic_is_left_alone', async () => {
    const contract = parcelContract();
    const other = { ...contract, type: 'parcel.returned.v1' };
    await using process = await new Bench(engines).process([contract, other]);
    const seen: string[] = [];
    process.messaging.subscribe({ contract, retry: 'topics', handle: async ({ type }) => void seen.push(type) });
    await process.messaging.start();

    await process.publish(draft(other, { owner: 'a', number: 1 }), draft(contract, { owner: 'a', number: 2 }));
    await until(() => seen.length > 0);

    expect(seen).toEqual([contract.type]);
    expect((await process.messaging.parked()).nodes).toEqual([]);
  });
});

describe('a message that breaks the contract', () => {
  test('is_parked_with_its_reason_and_its_neighbours_are_handled', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract], { partitions: 1 });
    const handled: number[] = [];
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async ({ data }) => void handled.push(data.number),
    });
    await process.messaging.start();
    const message = (value: string | null): Outgoing => ({ topic: contract.topic, key: 'alice', value });

    await inject(
      message(envelopeOf(contract, { owner: 'alice', number: 1 })),
      message('{ this is not JSON'),
      message(null),
      message(envelopeOf(contract, { owner: 'alice', number: 'two' })),
      message(envelopeOf(contract, { owner: 'alice', number: 3 }, { type: 'parcel.stolen.v1' })),
      message(envelopeOf(contract, { owner: 'alice', number: 4 }, { specversion: '0.3' })),
      message(envelopeOf(contract, undefined, { dataref: 'blob:sha256:../../etc/passwd' })),
      message(envelopeOf(contract, { owner: 'alice', number: 5, extra: 'ignored' })),
    );
    const parked = await parkedBy(process, 6);
    await until(() => handled.length === 2);

    expect(handled).toEqual([1, 5]);
    expect(parked.map(({ cause }) => cause).toSorted()).toEqual([
      'BROKEN_MESSAGE',
      'BROKEN_MESSAGE',
      'BROKEN_MESSAGE',
      'BROKEN_MESSAGE',
      'CONTRACT_BREACH',
      'UNKNOWN_TYPE',
    ]);
    const breach = parked.find(({ cause }) => cause === 'CONTRACT_BREACH');
    expect(breach).toMatchObject({
      topic: contract.topic,
      type: contract.type,
      attempts: 1,
      offset: '3',
      key: 'alice',
    });
    expect(breach?.message).toContain('number');
    expect(parked.find(({ offset }) => offset === '1')?.text).toBe('{ this is not JSON');
  });
});

describe('a message that leaves no room for its history', () => {
  test('is_parked_in_part_and_blocks_nothing', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract], { partitions: 1 });
    const handled: number[] = [];
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async ({ data }) => void handled.push(data.number),
    });
    await process.messaging.start();
    const size = 1_048_400;

    await inject({ topic: contract.topic, key: 'alice', value: 'x'.repeat(size) });
    await inject({ topic: contract.topic, key: 'alice', value: envelopeOf(contract, { owner: 'alice', number: 2 }) });
    const [parked] = await parkedBy(process, 1);
    await until(() => handled.length === 1);

    expect(parked).toMatchObject({ cause: 'BROKEN_MESSAGE', truncatedFrom: size, offset: '0' });
    expect(await process.messaging.redrive()).toBe(0);
  });
});

describe('a handler that fails', () => {
  test('is_tried_again_through_retry_topics_while_neighbours_go_on', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract], { partitions: 1 });
    const tries: string[] = [];
    const topics = new Set<string>();
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async ({ data, attempt, topic }) => {
        tries.push(`${data.number}.${attempt}`);
        topics.add(topic.replace(contract.topic, ''));
        if (data.number === 1 && attempt < 3) throw new Fault('unavailable', 'FEED_DOWN', 'not now');
      },
    });
    await process.messaging.start();

    await process.publish(...parcels(4).map((parcel) => draft(contract, parcel)));
    await until(() => tries.includes('1.3'));

    expect(tries.slice(0, 4)).toEqual(['0.1', '1.1', '2.1', '3.1']);
    expect(tries.slice(4)).toEqual(['1.2', '1.3']);
    expect([...topics].map((name) => name.split('.').slice(-2).join('.'))).toEqual(['', 'retry.60ms', 'retry.120ms']);
    expect((await process.messaging.parked()).nodes).toEqual([]);
  });

  test('waits_its_time_in_the_retry_topic', async () => {
    const contract = parcelContract();
    const tuning = { retryDelaysMs: [700] };
    await using process = await new Bench(engines).process([contract], { tuning });
    const times: number[] = [];
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async ({ attempt }) => {
        times.push(performance.now());
        if (attempt === 1) throw new Error('first');
      },
    });
    await process.messaging.start();

    await process.publish(draft(contract, { owner: 'a', number: 1 }));
    await until(() => times.length === 2);

    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(690);
  });

  test('is_parked_after_its_attempts_and_succeeds_after_a_redrive', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    let broken = true;
    const tries: number[] = [];
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      once: true,
      handle: async ({ attempt }) => {
        tries.push(attempt);
        if (broken) throw new Error('the disk is full');
      },
    });
    await process.messaging.start();
    await process.publish(draft(contract, { owner: 'alice', number: 1 }));
    const [parked] = await parkedBy(process, 1);
    expect(tries).toEqual([1, 2, 3]);
    expect(parked).toMatchObject({ cause: 'Error', message: 'the disk is full', attempts: 3, topic: contract.topic });

    broken = false;
    const redriven = await process.messaging.redrive({ topic: contract.topic, ids: [parked?.id ?? ''] });
    await until(() => tries.length === 4);

    expect(redriven).toBe(1);
    expect(tries).toEqual([1, 2, 3, 1]);
    expect((await process.messaging.parked()).nodes).toEqual([]);
    expect(await process.messaging.redrive({ topic: contract.topic })).toBe(0);
  });

  test('is_redriven_for_its_own_group_only', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    let broken = true;
    const seen: string[] = [];
    process.messaging.subscribe({
      contract,
      group: `good-${randomUUID()}`,
      retry: 'topics',
      handle: async () => void seen.push('good'),
    });
    process.messaging.subscribe({
      contract,
      group: `bad-${randomUUID()}`,
      retry: 'topics',
      handle: async () => {
        if (broken) throw new Fault('invalid', 'ODD', 'odd');
        seen.push('bad');
      },
    });
    await process.messaging.start();
    await process.publish(draft(contract, { owner: 'alice', number: 1 }));
    await parkedBy(process, 1);

    broken = false;
    await process.messaging.redrive();
    await until(() => seen.includes('bad'));
    await process.publish(draft(contract, { owner: 'alice', number: 2 }));
    await until(() => seen.length === 4);

    expect(seen.toSorted()).toEqual(['bad', 'bad', 'good', 'good']);
  });

  test('with_a_fault_that_cannot_get_better_is_parked_at_once', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    const kinds = ['not-found', 'invalid', 'unauthenticated', 'forbidden', 'invariant'] as const;
    let tries = 0;
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async ({ data }) => {
        tries += 1;
        throw new Fault(kinds[data.number] ?? 'invalid', `CODE_${data.number}`, 'no');
      },
    });
    await process.messaging.start();

    await process.publish(...parcels(kinds.length).map((parcel) => draft(contract, parcel)));
    const parked = await parkedBy(process, kinds.length);

    expect(tries).toBe(kinds.length);
    expect(parked.map(({ cause }) => cause).toSorted()).toEqual(['CODE_0', 'CODE_1', 'CODE_2', 'CODE_3', 'CODE_4']);
  });

  test('in_place_keeps_the_order_of_its_key_and_is_parked_in_the_end', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract], { partitions: 2 });
    const tries: string[] = [];
    process.messaging.subscribe({
      contract,
      retry: 'in-place',
      handle: async ({ data, attempt }) => {
        tries.push(`${data.owner}${data.number}.${attempt}`);
        if (data.number === 1 && attempt < 3) throw new Error('not yet');
        if (data.number === 2) throw new Error('never');
      },
    });
    await process.messaging.start();

    await process.publish(...parcels(4, 'alice').map((parcel) => draft(contract, parcel)));
    const [parked] = await parkedBy(process, 1);
    await until(() => tries.includes('alice3.1'));

    expect(tries).toEqual([
      'alice0.1',
      'alice1.1',
      'alice1.2',
      'alice1.3',
      'alice2.1',
      'alice2.2',
      'alice2.3',
      'alice2.4',
      'alice3.1',
    ]);
    expect(parked).toMatchObject({ message: 'never', attempts: 4 });
  });
});

describe('a large event', () => {
  async function claimFolder(): Promise<AsyncDisposable & { readonly path: string }> {
    const path = await mkdtemp(join(tmpdir(), 'bh-claims-'));
    return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
  }

  const large: Parcel = { owner: 'alice', number: 1, note: 'x'.repeat(300_000) };

  test('travels_by_claim_check_and_comes_back_whole', async () => {
    await using folder = await claimFolder();
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract], { claims: folderClaimStore(folder.path) });
    const received: Parcel[] = [];
    process.messaging.subscribe({ contract, retry: 'topics', handle: async ({ data }) => void received.push(data) });
    await process.messaging.start();

    await process.publish(draft(contract, large), draft(contract, { owner: 'alice', number: 2 }));
    await until(() => received.length === 2);

    expect(received[0]).toEqual(large);
    const [shelf = ''] = await readdir(folder.path);
    const [file = ''] = await readdir(join(folder.path, shelf));
    const claim = await stat(join(folder.path, shelf, file));
    expect(claim.mode & 0o777).toBe(0o600);
    expect(claim.size).toBe(Buffer.byteLength(JSON.stringify(large)));
    const row = await process.connection.mongoose.collection('outbox').findOne({ key: 'alice' });
    expect(String(row?.['value']).length).toBeLessThan(1_000);
  });

  test('whose_bytes_were_changed_is_refused', async () => {
    await using folder = await claimFolder();
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract], { claims: folderClaimStore(folder.path) });
    const received: Parcel[] = [];
    process.messaging.subscribe({ contract, retry: 'topics', handle: async ({ data }) => void received.push(data) });
    await process.messaging.start();
    await process.publish(draft(contract, large));
    await until(() => received.length === 1);
    await process.messaging.close();
    await using later = await new Bench(engines).process([contract], { claims: folderClaimStore(folder.path) });
    for (const shelf of await readdir(folder.path)) {
      for (const name of await readdir(join(folder.path, shelf))) {
        const bytes = await readFile(join(folder.path, shelf, name));
        bytes[bytes.length - 5] = 'y'.charCodeAt(0);
        await writeFile(join(folder.path, shelf, name), bytes);
      }
    }
    later.messaging.subscribe({ contract, retry: 'topics', handle: async ({ data }) => void received.push(data) });
    await later.messaging.start();

    const parked = await parkedBy(later, 1);

    expect(parked[0]?.cause).toBe('CLAIM_TAMPERED');
    expect(received).toHaveLength(1);
  });

  test('whose_claim_is_gone_is_tried_again_before_it_is_parked', async () => {
    await using folder = await claimFolder();
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract], { claims: folderClaimStore(folder.path) });
    process.messaging.subscribe({ contract, retry: 'topics', handle: async () => undefined });
    await process.messaging.start();
    const lost = {
      dataref: `blob:sha256:${'a'.repeat(64)}`,
      datadigest: `sha256:${'a'.repeat(64)}`,
      datasize: 200_000,
    };

    await inject({ topic: contract.topic, key: 'alice', value: envelopeOf(contract, undefined, lost) });
    const parked = await parkedBy(process, 1);

    expect(parked[0]).toMatchObject({ cause: 'CLAIM_MISSING', attempts: 3 });
  });

  test('is_refused_where_there_is_no_claim_store', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    await process.messaging.start();

    await expect(process.publish(draft(contract, large))).rejects.toMatchObject({ code: 'EVENT_TOO_LARGE' });
  });
});

describe('the inbox', () => {
  test('makes_the_effect_of_an_event_that_comes_twice_happen_once', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    const effects = process.connection.mongoose.collection('effects');
    let handled = 0;
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      once: true,
      handle: async ({ data }, { session }) => {
        handled += 1;
        await effects.insertOne({ number: data.number }, { session: session as never });
      },
    });
    await process.messaging.start();
    await process.connection.mongoose.createCollection('effects');
    const value = envelopeOf(contract, { owner: 'alice', number: 1 });

    await inject(...Array.from({ length: 5 }, () => ({ topic: contract.topic, key: 'alice', value })));
    await inject({ topic: contract.topic, key: 'alice', value: envelopeOf(contract, { owner: 'alice', number: 2 }) });
    await until(async () => (await effects.countDocuments({ number: 2 })) === 1);

    expect(await effects.countDocuments({ number: 1 })).toBe(1);
    expect(handled).toBe(2);
  });

  test('forgets_a_mark_whose_transaction_failed', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract]);
    const id = randomUUID();
    await process.messaging.start();

    const lost: boolean[] = [];
    await transact(process.connection, async (session) => {
      lost.push(await process.messaging.once('g', id, session));
      throw new Error('no');
    }).catch(() => undefined);
    const marks = await transact(process.connection, async (session) => [
      await process.messaging.once('g', id, session),
      await process.messaging.once('g', id, session),
      await process.messaging.once('other', id, session),
    ]);

    expect(lost).toEqual([true]);
    expect(marks).toEqual([true, false, true]);
  });
});

describe('stopping', () => {
  test('lets_the_handler_at_work_finish_and_loses_nothing', async () => {
    const contract = parcelContract();
    const bench = new Bench(engines);
    const handled: number[] = [];
    const subscription = {
      contract,
      retry: 'topics' as const,
      handle: async ({ data }: Received<Parcel>) => {
        await sleep(10);
        handled.push(data.number);
      },
    };
    const process = await bench.process([contract], { partitions: 2 });
    process.messaging.subscribe(subscription);
    await process.messaging.start();
    for (const owner of ['alice', 'bob', 'carol', 'dave']) {
      await process.publish(...parcels(20, owner).map((parcel) => draft(contract, parcel)));
    }
    await until(() => handled.length > 5);
    await process[Symbol.asyncDispose]();
    const before = handled.length;

    await using next = await bench.process([contract]);
    next.messaging.subscribe(subscription);
    await next.messaging.start();
    await until(() => handled.length >= 80);
    await sleep(200);

    expect(before).toBeLessThan(80);
    expect(handled).toHaveLength(80);
  });

  test('tells_a_handler_that_takes_too_long_to_give_up_and_delivers_the_event_again', async () => {
    const contract = parcelContract();
    const bench = new Bench(engines);
    const process = await bench.process([contract], { tuning: { drainMs: 200 } });
    const told: string[] = [];
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async (_event, { signal }) => {
        told.push('began');
        await new Promise((resolve) => signal.addEventListener('abort', resolve));
        told.push('gave up');
        throw new Error('interrupted');
      },
    });
    await process.messaging.start();
    await process.publish(draft(contract, { owner: 'a', number: 1 }));
    await until(() => told.length === 1);
    await process[Symbol.asyncDispose]();

    await using next = await bench.process([contract]);
    next.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async ({ attempt, topic }) => void told.push(`${attempt} ${topic}`),
    });
    await next.messaging.start();
    await until(() => told.length === 3);

    expect(told).toEqual(['began', 'gave up', `1 ${contract.topic}`]);
  });

  test('gives_up_waits_at_once', async () => {
    const contract = parcelContract();
    const tuning = { retryDelaysMs: [60_000], drainMs: 20_000 };
    const process = await new Bench(engines).process([contract], { tuning });
    let tries = 0;
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      handle: async () => {
        tries += 1;
        throw new Error('down');
      },
    });
    await process.messaging.start();
    await process.publish(draft(contract, { owner: 'a', number: 1 }));
    await until(
      async () =>
        tries === 1 &&
        (await process.messaging.lag()).some(({ topic, messages }) => topic.endsWith('.1m') && messages === 1),
    );

    const started = performance.now();
    await process[Symbol.asyncDispose]();

    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('publishes_what_its_last_handlers_left_in_the_outbox', async () => {
    const [order, parcel] = [parcelContract('order.placed'), parcelContract('parcel.sent')];
    const bench = new Bench(engines);
    const process = await bench.process([order, parcel], { tuning: { relayPollMs: 60_000 } });
    let began = 0;
    process.messaging.subscribe({
      contract: order,
      retry: 'topics',
      handle: async ({ data }) => {
        began += 1;
        await sleep(300);
        await process.publish(draft(parcel, data));
      },
    });
    await process.messaging.start();
    await process.publish(draft(order, { owner: 'a', number: 1 }));
    await until(() => began === 1);

    await process[Symbol.asyncDispose]();

    await using other = await new Bench(engines).process([parcel]);
    const received: number[] = [];
    other.messaging.subscribe({
      contract: parcel,
      retry: 'topics',
      handle: async ({ data }) => void received.push(data.number),
    });
    await other.messaging.start();
    await until(() => received.length > 0);

    expect(received).toEqual([1]);
  });
});

describe('lanes', () => {
  test('hold_background_work_back_while_interactive_work_waits', async () => {
    const name = `scan.request.${randomUUID().slice(0, 8)}`;
    const interactive = parcelContract(`${name}.interactive`, { lane: 'interactive' });
    const background = parcelContract(`${name}.background`, { lane: 'background' });
    await using process = await new Bench(engines).process([interactive, background], { partitions: 2 });
    const order: string[] = [];
    const handle = (lane: string) => async () => {
      await sleep(15);
      order.push(lane);
    };
    process.messaging.subscribe({ contract: interactive, retry: 'topics', handle: handle('interactive') });
    process.messaging.subscribe({ contract: background, retry: 'topics', handle: handle('background') });
    await process.messaging.start();
    await process.publish(...parcels(10).map((parcel) => draft(background, parcel)));
    await until(() => order.length >= 2);

    await process.publish(...parcels(20).map((parcel) => draft(interactive, parcel)));
    await until(() => order.length === 30);

    const firstInteractive = order.indexOf('interactive');
    const lastInteractive = order.lastIndexOf('interactive');
    const between = order.slice(firstInteractive, lastInteractive).filter((lane) => lane === 'background');
    expect(between.length).toBeLessThanOrEqual(2);
    expect(order.at(-1)).toBe('background');
  });

  test('keep_to_their_limits_in_flight', async () => {
    const contract = parcelContract('scan.request.background', { lane: 'background' });
    await using process = await new Bench(engines).process([contract], { partitions: 4 });
    let inFlight = 0;
    let most = 0;
    let done = 0;
    process.messaging.subscribe({
      contract,
      retry: 'topics',
      concurrency: 2,
      handle: async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await sleep(10);
        inFlight -= 1;
        done += 1;
      },
    });
    await process.messaging.start();
    const owners = Array.from({ length: 16 }, (_, index) => `owner-${index}`);
    await process.publish(...owners.flatMap((owner) => parcels(2, owner)).map((parcel) => draft(contract, parcel)));
    await until(() => done === 32);

    expect(most).toBe(2);
  });
});

describe('co-partitioned topics', () => {
  test('are_worked_on_as_one_per_key_and_side_by_side_otherwise', async () => {
    const group = `packages-${randomUUID()}`;
    const left = parcelContract('occurrence', { coPartitionGroup: group });
    const right = parcelContract('advisory', { coPartitionGroup: group });
    await using process = await new Bench(engines).process([left, right], { partitions: 4 });
    const inWork = new Map<string, number>();
    const most = { sameKey: 0, overall: 0 };
    let done = 0;
    const handle = async ({ key }: Received<Parcel>): Promise<void> => {
      inWork.set(key, (inWork.get(key) ?? 0) + 1);
      most.sameKey = Math.max(most.sameKey, inWork.get(key) ?? 0);
      most.overall = Math.max(
        most.overall,
        [...inWork.values()].reduce((sum, count) => sum + count, 0),
      );
      await sleep(5);
      inWork.set(key, (inWork.get(key) ?? 0) - 1);
      done += 1;
    };
    for (const contract of [left, right]) process.messaging.subscribe({ contract, retry: 'in-place', handle });
    await process.messaging.start();

    const owners = Array.from({ length: 8 }, (_, index) => `owner-${index}`);
    for (const contract of [left, right]) {
      await process.publish(...owners.flatMap((owner) => parcels(5, owner)).map((parcel) => draft(contract, parcel)));
    }
    await until(() => done === 80);

    expect(most.sameKey).toBe(1);
    expect(most.overall).toBeGreaterThan(1);
    expect(process.messaging.health().ready).toBe(true);
  });
});

describe('topics as code', () => {
  test('makes_what_is_missing_and_reports_what_differs', async () => {
    const contract = parcelContract();
    const bench = new Bench(engines);
    await using first = await bench.process([contract], { partitions: 2 });
    first.messaging.subscribe({ contract, retry: 'topics', handle: async () => undefined });
    const report = await first.messaging.start();
    expect(report.created.toSorted()).toEqual(
      [
        contract.topic,
        `${contract.topic}.${bench.service}.dlq`,
        `${contract.topic}.${bench.service}.retry.120ms`,
        `${contract.topic}.${bench.service}.retry.60ms`,
      ].toSorted(),
    );

    await using second = await bench.process([contract], { partitions: 3, tuning: { retentionMs: 3_600_000 } });
    const again = await second.messaging.start();

    expect(again.created).toEqual([]);
    expect(again.differing).toEqual([
      { topic: contract.topic, setting: 'partitions', planned: '3', actual: '2' },
      { topic: contract.topic, setting: 'retention.ms', planned: '3600000', actual: '604800000' },
    ]);
  });

  test('refuses_co_partitioned_topics_with_different_partitions', async () => {
    const left = parcelContract('left', { coPartitionGroup: 'both' });
    const right = parcelContract('right', { coPartitionGroup: 'both' });
    await using one = await new Bench(engines).process([left], { partitions: 2 });
    await one.messaging.start();

    await using two = await new Bench(engines).process([left, right], { partitions: 3 });

    await expect(two.messaging.start()).rejects.toMatchObject({ code: 'CO_PARTITION_MISMATCH' });
  });

  test('refuses_subscriptions_that_contradict_each_other', async () => {
    const contract = parcelContract();
    const other = { ...contract, type: 'parcel.returned.v1' };
    await using process = await new Bench(engines).process([contract, other]);
    process.messaging.subscribe({ contract, retry: 'topics', handle: async () => undefined });
    process.messaging.subscribe({ contract: other, retry: 'in-place', handle: async () => undefined });

    await expect(process.messaging.start()).rejects.toMatchObject({ code: 'SUBSCRIPTION_INVALID' });
  });

  test('tells_how_far_each_group_is_behind', async () => {
    const contract = parcelContract();
    await using process = await new Bench(engines).process([contract], { partitions: 1 });
    const gate = Promise.withResolvers<void>();
    process.messaging.subscribe({ contract, retry: 'topics', handle: () => gate.promise });
    await process.messaging.start();
    await process.publish(...parcels(5).map((parcel) => draft(contract, parcel)));
    const lagOf = async () => (await process.messaging.lag()).find(({ topic }) => topic === contract.topic);

    await until(async () => (await lagOf())?.messages === 5);
    expect(await lagOf()).toMatchObject({ messages: 5, waiting: 4 });
    gate.resolve();
    await until(async () => (await lagOf())?.messages === 0);
  });
});
