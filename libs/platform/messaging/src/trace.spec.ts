import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Telemetry } from '@bulkhead/platform-telemetry';
import { currentTraceparent, startTelemetry, withSpan } from '@bulkhead/platform-telemetry';
import type { TestEngines } from '@bulkhead/testing';
import { startEngines } from '@bulkhead/testing';
import { draft } from './index.ts';
import { Bench, parcelContract, until } from './suite/bench.suite.ts';

let engines: TestEngines;
let telemetry: Telemetry;
beforeAll(async () => {
  engines = await startEngines();
  telemetry = await startTelemetry({ service: 'spec' });
});
afterAll(async () => {
  await telemetry.close();
  await engines[Symbol.asyncDispose]();
});

function traceOf(traceparent: string | undefined): string | undefined {
  return traceparent?.split('-')[1];
}

test('a_trace_crosses_from_the_transaction_through_handlers_and_retries_to_what_they_publish', async () => {
  const [order, parcel] = [parcelContract('order.placed'), parcelContract('parcel.sent')];
  await using process = await new Bench(engines).process([order, parcel]);
  const traces: (string | undefined)[] = [];
  process.messaging.subscribe({
    contract: order,
    retry: 'topics',
    handle: async ({ data, attempt }) => {
      traces.push(traceOf(currentTraceparent()));
      if (attempt === 1) throw new Error('once more');
      await process.publish(draft(parcel, data));
    },
  });
  process.messaging.subscribe({
    contract: parcel,
    retry: 'topics',
    handle: async ({ traceparent }) => void traces.push(traceOf(currentTraceparent()), traceOf(traceparent)),
  });
  await process.messaging.start();

  const trace = await withSpan({ name: 'request' }, async () => {
    await process.publish(draft(order, { owner: 'alice', number: 1 }));
    return traceOf(currentTraceparent());
  });
  await until(() => traces.length === 4);

  expect(trace).toMatch(/^[0-9a-f]{32}$/);
  expect(traces).toEqual([trace, trace, trace, trace]);
});

test('an_event_without_a_trace_starts_one_of_its_own', async () => {
  const contract = parcelContract();
  await using process = await new Bench(engines).process([contract]);
  const traces: (string | undefined)[] = [];
  process.messaging.subscribe({
    contract,
    retry: 'topics',
    handle: async () => void traces.push(traceOf(currentTraceparent())),
  });
  const startup = await withSpan({ name: 'startup' }, async () => {
    await process.messaging.start();
    return traceOf(currentTraceparent());
  });

  await process.publish(draft(contract, { owner: 'a', number: 1 }), draft(contract, { owner: 'b', number: 2 }));
  await until(() => traces.length === 2);

  expect(new Set([startup, ...traces]).size).toBe(3);
});
