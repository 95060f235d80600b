import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Delivery, DeliveryState, SinkIdentity } from './delivery.ts';

/** Somewhere people are told. `send` resolves when the other side took it, and throws SendFailure when not. */
export interface Sink extends SinkIdentity {
  send(delivery: Delivery, signal: AbortSignal): Promise<void>;
}

/** A delivery that this process may send until its lease ends. */
export interface Claim {
  readonly delivery: Delivery;
  /** Random: only who holds it may settle the delivery. */
  readonly token: string;
}

export interface DeliveryFilter {
  readonly states?: readonly DeliveryState[] | undefined;
  readonly sinkId?: string | undefined;
  readonly incidentId?: string | undefined;
}

/** Deliveries as rows that are claimed with a lease, so that no crash loses one. */
export interface DeliveryStore {
  /** The delivery to one of these sinks that has been due longest, leased until `leaseUntil`; counts the attempt. */
  claim(sinkIds: readonly string[], now: Date, leaseUntil: Date): Promise<Claim | undefined>;
  /** Nothing happens when the lease went to somebody else meanwhile. */
  settle(claim: Claim, outcome: Settlement): Promise<void>;
  /** When the next delivery to one of these sinks is due. */
  nextDue(sinkIds: readonly string[]): Promise<Date | undefined>;
  find(id: string): Promise<Delivery | undefined>;
  /** Newest first. */
  page(filter: DeliveryFilter, request: PageRequest): Promise<Page<Delivery>>;
  /** Makes an abandoned delivery due again; undefined when there is none of that id that was abandoned. */
  revive(id: string, now: Date): Promise<Delivery | undefined>;
}

export type Settlement =
  | { readonly kind: 'delivered'; readonly at: Date }
  | { readonly kind: 'retry'; readonly at: Date; readonly error: string }
  | { readonly kind: 'abandoned'; readonly error: string };
