import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { Fault } from '@bulkhead/core-base';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import { currentTraceparent, startTelemetry, withSpan } from './index.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const TRACEPARENT = `00-${TRACE}-00f067aa0ba902b7-01`;

describe('a trace', () => {
  test('goes_on_where_another_process_left_it', async () => {
    const exporter = new InMemorySpanExporter();
    await using _ = await startTelemetry({ service: 'scanning', exporter });

    const sent = await withSpan({ name: 'take', traceparent: TRACEPARENT, kind: 'consumer' }, async () =>
      withSpan({ name: 'work', attributes: { layer: 1 } }, async () => currentTraceparent()),
    );

    const spans = exporter.getFinishedSpans();
    expect(spans.map((span) => [span.name, span.spanContext().traceId])).toEqual([
      ['work', TRACE],
      ['take', TRACE],
    ]);
    expect(spans[1]?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(sent).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    expect(spans[0]?.resource.attributes['service.name']).toBe('scanning');
  });

  test('has_ids_that_travel_even_when_nobody_records_it', async () => {
    await using _ = await startTelemetry({ service: 'scanning' });

    const [outer, inner] = await withSpan({ name: 'a' }, async () => [
      currentTraceparent(),
      await withSpan({ name: 'b' }, async () => currentTraceparent()),
    ]);

    expect(outer).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(inner?.slice(0, 35)).toBe(outer?.slice(0, 35));
  });

  test('does_not_exist_before_telemetry_is_started_and_work_runs_all_the_same', async () => {
    expect(await withSpan({ name: 'a' }, async () => [currentTraceparent()])).toEqual([undefined]);
  });

  test('starts_anew_when_what_came_is_no_traceparent', async () => {
    await using _ = await startTelemetry({ service: 'scanning' });

    await fc.assert(
      fc.asyncProperty(fc.string(), async (traceparent) => {
        expect(await withSpan({ name: 'a', traceparent }, async () => currentTraceparent())).toMatch(/^00-/);
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is thrown inside a span', () => {
  test('is_thrown_on_and_a_fault_is_noted_by_its_code_alone', async () => {
    const exporter = new InMemorySpanExporter();
    await using _ = await startTelemetry({ service: 'scanning', exporter });
    const fault = new Fault('invalid', 'LAYER_BROKEN', 'layer of customer X is broken');

    await expect(withSpan({ name: 'a' }, () => Promise.reject(fault))).rejects.toBe(fault);

    const [span] = exporter.getFinishedSpans();
    expect(span?.attributes['error.type']).toBe('LAYER_BROKEN');
    expect(JSON.stringify([span?.events, span?.status])).not.toContain('customer');
  });
});

test('spans_reach_a_collector_over_otlp_before_the_process_ends', async () => {
  const received: string[] = [];
  const collector = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => received.push(`${request.url} ${chunk.toString()}`));
    request.on('end', () => response.setHeader('content-type', 'application/json').end('{}'));
  });
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
  const { port } = collector.address() as AddressInfo;

  const telemetry = await startTelemetry({ service: 'scanning', endpoint: `http://127.0.0.1:${port}/` });
  await withSpan({ name: 'scan one layer' }, async () => undefined);
  await telemetry.close();
  collector.closeAllConnections();
  collector.close();

  expect(received.join()).toMatch(/^\/v1\/traces .*scan one layer/);
});
