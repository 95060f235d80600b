import type { GraphqlContext } from '@bulkhead/platform-graphql';

/** What is known of one request while it runs; the request log reads it at the end. */
export interface RequestFacts {
  /** Milliseconds, `performance.now()`. */
  readonly startedAt: number;
  /** When its time is up, `performance.now()`. */
  readonly deadline: number;
  cost?: number;
}

/** The gateway's context of one operation. */
export interface GatewayContext extends GraphqlContext {
  readonly request: RequestFacts;
}
