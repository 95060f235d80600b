import { expect, test } from '@jest/globals';
import { SpanKind } from '@opentelemetry/api';
import { ExportResultCode } from '@opentelemetry/core';
import { startTelemetry } from '@bulkhead/platform-telemetry';
import { hostEvent, workloadEvent } from '../src/fleet.ts';
import { startPlatform } from '../src/platform.ts';
import { until } from '../src/until.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

test('one_trace_follows_what_i_sent_from_the_gateway_over_kafka_into_every_service_that_takes_it', async () => {
  const seen = new Set<string>();
  const exporter: NonNullable<Parameters<typeof startTelemetry>[0]['exporter']> = {
    export: (spans, done) => {
      for (const { name, attributes, ...span } of spans.filter((each) => each.spanContext().traceId === TRACE)) {
        seen.add(
          span.kind === SpanKind.CONSUMER ? `${String(attributes['messaging.consumer.group.name'])}: ${name}` : name,
        );
      }
      done({ code: ExportResultCode.SUCCESS });
    },
    shutdown: async () => undefined,
  };
  await using _ = await startTelemetry({ service: 'e2e', exporter });
  await using platform = await startPlatform();
  const at = new Date();
  const digest = `sha256:${'a'.repeat(64)}`;
  const workload = { namespace: 'shop', name: 'web', image: 'registry.example/web:1', digest, hostId: 'host_1' };

  const answer = await platform.admin.send('/ingest/v1/events', {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: `00-${TRACE}-00f067aa0ba902b7-01` },
    body: JSON.stringify({ events: [hostEvent(at, 'host_1'), workloadEvent(at, workload)] }),
  });

  expect(answer.status).toBe(200);
  await until(
    async () => [...seen].filter((span) => span.includes('inventory.workload')).sort(),
    (spans) => ['policy', 'scanning'].every((group) => spans.some((span) => span.startsWith(`${group}: `))),
    30_000,
  );
}, 90_000);
