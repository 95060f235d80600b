import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { Sampler, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  SamplingDecision,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';

export interface TelemetryOptions {
  /** What the process is called in traces. */
  readonly service: string;
  /** An OTLP/HTTP collector, `http://host:4318`; nothing is dialled without one. */
  readonly endpoint?: string;
  /** Takes the spans in process instead of a collector: for tests. */
  readonly exporter?: SpanExporter;
}

export interface Telemetry extends AsyncDisposable {
  /** Sends what is left, within 5 seconds, and stops tracing in this process. */
  close(): Promise<void>;
}

const FLUSH_MILLISECONDS = 5_000;

/**
 * Starts tracing in this process: call it where the process is made, once. Without a collector spans are not recorded,
 * but trace ids still exist and travel, so that log lines of one request can be found together.
 */
export async function startTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const processors = await spanProcessors(options);
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service, 'service.namespace': 'bulkhead' }),
    sampler: processors.length === 0 ? idsOnly() : new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    spanProcessors: processors,
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  const close = async (): Promise<void> => {
    await within(provider.shutdown(), FLUSH_MILLISECONDS);
    trace.disable();
    propagation.disable();
    context.disable();
  };
  return { close, [Symbol.asyncDispose]: close };
}

async function spanProcessors(options: TelemetryOptions): Promise<SpanProcessor[]> {
  if (options.exporter !== undefined) return [new SimpleSpanProcessor(options.exporter)];
  if (options.endpoint === undefined) return [];
  // Loaded only where it is used: it brings megabytes of machinery along.
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const url = `${options.endpoint.replace(/\/+$/, '')}/v1/traces`;
  return [new BatchSpanProcessor(new OTLPTraceExporter({ url }))];
}

/** Spans with ids that nobody records: the cheapest thing that still propagates. */
function idsOnly(): Sampler {
  return {
    shouldSample: () => ({ decision: SamplingDecision.NOT_RECORD }),
    toString: () => 'IdsOnly',
  };
}

/** A collector that does not answer must not hold up the end of the process. */
async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work.catch(() => undefined), limit]);
  clearTimeout(timer);
}
