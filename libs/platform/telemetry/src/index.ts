export { startTelemetry } from './telemetry.ts';
export type { Telemetry, TelemetryOptions } from './telemetry.ts';
export { currentTraceparent, tracer, withSpan } from './span.ts';
export type { SpanOptions } from './span.ts';
