import type { Attributes, Context } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, context, isSpanContextValid, trace } from '@opentelemetry/api';

const TRACEPARENT = /^00-(?<traceId>[0-9a-f]{32})-(?<spanId>[0-9a-f]{16})-(?<flags>[0-9a-f]{2})$/;

/**
 * The W3C traceparent of the span that is active here, or undefined. Written by hand so that the envelope does not
 * depend on which propagator, if any, the process registered.
 */
export function activeTraceparent(): string | undefined {
  const span = trace.getSpanContext(context.active());
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

export interface ConsumerSpan {
  readonly name: string;
  /** From the envelope; anything that is not a traceparent starts a new trace. */
  readonly traceparent: string | undefined;
  readonly attributes: Attributes;
}

/** Runs `work` in a consumer span that is a child of the one that wrote the event. */
export async function inConsumerSpan<T>(span: ConsumerSpan, work: () => Promise<T>): Promise<T> {
  const options = { kind: SpanKind.CONSUMER, attributes: span.attributes };
  const tracer = trace.getTracer('@bulkhead/platform-messaging');
  return tracer.startActiveSpan(span.name, options, remoteContext(span.traceparent), async (active) => {
    try {
      return await work();
    } catch (error) {
      active.setStatus({ code: SpanStatusCode.ERROR });
      if (error instanceof Error) active.recordException(error);
      throw error;
    } finally {
      active.end();
    }
  });
}

function remoteContext(traceparent: string | undefined): Context {
  const groups = traceparent === undefined ? undefined : TRACEPARENT.exec(traceparent)?.groups;
  const { traceId, spanId, flags } = groups ?? {};
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  });
}
