export { defineService, settingsDefinition } from './definition.ts';
export type { ServiceDefinition, ServiceSettings } from './definition.ts';
export { COMMON_SHAPE, PROFILES, listenNames } from './setting.ts';
export type { CommonSettings } from './setting.ts';
export { createService, readSettings } from './create.ts';
export type { CreateOptions } from './create.ts';
export type { RunningService } from './running.ts';
export { EXIT, runProcess, runService } from './run.ts';
export type { Stoppable } from './run.ts';
export type { Health } from './health.ts';
export { InFlight } from './in-flight.ts';
export { FaultFilter, httpStatusOf, problemOf } from './fault.filter.ts';
export type { HttpProblem } from './fault.filter.ts';
export { plainHeaders } from './http.ts';
export { nestLogger } from './nest-logger.ts';
export {
  CLOCK,
  CONNECTION,
  LOGGER,
  MESSAGING,
  READINESS,
  ReadinessRegistry,
  SETTINGS,
  SUBSCRIPTIONS,
  SubscriptionRegistry,
} from './token.ts';
export type { ReadinessCheck } from './token.ts';
