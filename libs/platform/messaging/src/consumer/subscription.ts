import type { Logger } from '@bulkhead/platform-logging';
import type { ClientSession } from 'mongoose';
import type { EventContract, Received } from '../contract.ts';

/** What a handler gets beside the event. */
export interface HandlerContext {
  /** Aborted when the partition went to another member or the drain took too long: stop, the event comes again. */
  readonly signal: AbortSignal;
  /** Adds event, type and key to every line. */
  readonly logger: Logger;
  /** 1 for the first try. */
  readonly attempt: number;
  /** With `once`: the transaction the handler runs in. */
  readonly session?: ClientSession;
}

/** Who handles an event, and what becomes of it when that fails. */
export interface Subscription<Data> {
  readonly contract: EventContract<Data>;
  /** Consumer group; the service's name when absent. Every group gets every event. */
  readonly group?: string;
  /**
   * Acts on the event. At least once: it may come again. A thrown Fault decides: not-found, invalid, unauthenticated,
   * forbidden and invariant park the event at once; everything else is tried again.
   */
  readonly handle: (event: Received<Data>, context: HandlerContext) => Promise<void>;
  /**
   * `topics`: a failing event waits in a retry topic and its neighbours go on, also those of the same key.
   * `in-place`: its partition waits with it, and so the order per key is kept.
   */
  readonly retry: 'topics' | 'in-place';
  /** How often it is tried before it is parked (4 with topics, 6 in place). */
  readonly attempts?: number;
  /** How many events of this subscription are in work at once in this process (4; 1 in the background lane). */
  readonly concurrency?: number;
  /** Run the handler in a transaction that also marks the event in the inbox: its writes happen exactly once. */
  readonly once?: boolean;
}

/** Any subscription, where its data does not matter. */
export type AnySubscription = Subscription<never>;
