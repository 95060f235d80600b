import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';
import type { Sampler, SpanExporter } from '@opentelemetry/sdk-trace-base';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
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
  const shutdown = options.endpoint === undefined ? startInProcess(options) : await startSdk(options, options.endpoint);
  const close = async (): Promise<void> => {
    await within(shutdown(), FLUSH_MILLISECONDS);
    trace.disable();
    propagation.disable();
    context.disable();
  };
  return { close, [Symbol.asyncDispose]: close };
}

/** No collector: ids only, or what a test gave. */
function startInProcess({ service, exporter }: TelemetryOptions): () => Promise<void> {
  const provider = new BasicTracerProvider({
    resource: resourceOf(service),
    sampler: exporter === undefined ? idsOnly() : everySampler(),
    spanProcessors: exporter === undefined ? [] : [new SimpleSpanProcessor(exporter)],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  return () => provider.shutdown();
}

/** The whole SDK, loaded only where a collector is named: it brings megabytes of machinery along. */
async function startSdk({ service }: TelemetryOptions, endpoint: string): Promise<() => Promise<void>> {
  const { NodeSDK } = await import('@opentelemetry/sdk-node');
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const sdk = new NodeSDK({
    resource: resourceOf(service),
    sampler: everySampler(),
    traceExporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` }),
    textMapPropagator: new W3CTraceContextPropagator(),
    contextManager: new AsyncLocalStorageContextManager(),
    // Nothing but traces, and only to the collector that was named: no detectors that ask around, no other signals.
    autoDetectResources: false,
    instrumentations: [],
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  return () => sdk.shutdown();
}

function resourceOf(service: string): Resource {
  return resourceFromAttributes({ 'service.name': service, 'service.namespace': 'bulkhead' });
}

function everySampler(): Sampler {
  return new ParentBasedSampler({ root: new AlwaysOnSampler() });
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
