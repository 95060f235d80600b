export { startTelemetry } from './telemetry.ts';
export type { Telemetry, TelemetryOptions } from './telemetry.ts';
export { currentTraceparent, isRecording, tracer, withSpan } from './span.ts';
export type { SpanOptions } from './span.ts';
