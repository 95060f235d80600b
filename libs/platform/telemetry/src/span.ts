import { isFault, messageOf } from '@bulkhead/core-base';
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  context,
  isSpanContextValid,
  trace,
} from '@opentelemetry/api';

export interface SpanOptions {
  readonly name: string;
  readonly attributes?: Attributes;
  /** W3C traceparent of whoever caused this; absent or broken: the current span, or a new trace. */
  readonly traceparent?: string | undefined;
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** The tracer of a part of the product; one that does nothing until telemetry is started. */
export function tracer(name: string): Tracer {
  return trace.getTracer(`@bulkhead/${name}`);
}

/** The W3C traceparent of the span that is running, to be sent along; undefined outside of any. */
export function currentTraceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Whether the span that is running is recorded: whether finer spans inside it are worth making. */
export function isRecording(): boolean {
  return trace.getActiveSpan()?.isRecording() === true;
}

/** Runs work inside a span. What it throws is noted on the span and thrown on. */
export async function withSpan<Result>(options: SpanOptions, work: (span: Span) => Promise<Result>): Promise<Result> {
  const parent = parentOf(options.traceparent);
  const settings = { kind: KINDS[options.kind ?? 'internal'], attributes: options.attributes ?? {} };
  return tracer('platform').startActiveSpan(options.name, settings, parent, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      note(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

function parentOf(traceparent: string | undefined): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return context.active();
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const remote = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(remote) ? trace.setSpanContext(ROOT_CONTEXT, remote) : context.active();
}

/** A Fault is told by its code alone: messages and details are for whoever asked. */
function note(span: Span, error: unknown): void {
  if (isFault(error)) span.setAttribute('error.type', error.code);
  else span.recordException(error instanceof Error ? error : messageOf(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
}
