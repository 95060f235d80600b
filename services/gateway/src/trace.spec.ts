import { expect, test } from '@jest/globals';
import { startTelemetry } from '@bulkhead/platform-telemetry';
import { startEngines } from '@bulkhead/testing';
import { ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';
import { serve, startGateway, startServices } from './__fixtures__/running.suite.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

function keep(spans: ReadableSpan[]): SpanExporter {
  return {
    export: (batch, done) => {
      spans.push(...batch);
      done({ code: ExportResultCode.SUCCESS });
    },
    shutdown: async () => undefined,
  };
}

test('one_trace_goes_from_the_caller_through_the_gateway_to_every_service_it_asks', async () => {
  const spans: ReadableSpan[] = [];
  await using engines = await startEngines();
  await using services = await startServices(engines);
  using scanning = await serve(services.scanning.http);
  await using gateway = await startGateway(engines, { ingestion: services.ingestion, scanning: { url: scanning.url } });
  await using _ = await startTelemetry({ service: 'spec', exporter: keep(spans) });

  await gateway.send('/graphql', {
    method: 'POST',
    body: { query: 'query Cross { images(first: 1) { nodes { findings { id } } } }' },
    headers: { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
  });
  await new Promise((resolve) => setTimeout(resolve, 100));

  const ours = spans.filter((span) => span.spanContext().traceId === TRACE).map((span) => span.name);
  expect(ours).toEqual(
    expect.arrayContaining(['POST /graphql', 'graphql ingestion', 'Query.images', 'Query._entities']),
  );
  expect(ours.filter((name) => name === 'POST /graphql')).toHaveLength(2);
  expect(gateway.log.join()).toContain(TRACE);
}, 90_000);
