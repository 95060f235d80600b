import type { AnySubscription, Subscription } from '@bulkhead/platform-messaging';

// What a service's providers may ask for with @Inject(...) or inject: [...].

/** The service's own `MongoConnection`. */
export const CONNECTION = Symbol('bulkhead.connection');
/** The service's `Messaging`. */
export const MESSAGING = Symbol('bulkhead.messaging');
/** The service's `Logger`. */
export const LOGGER = Symbol('bulkhead.logger');
/** The `Clock`. */
export const CLOCK = Symbol('bulkhead.clock');
/** The settings as read. */
export const SETTINGS = Symbol('bulkhead.settings');
/** The `SubscriptionRegistry`: a noun's module adds what its consumer handles. */
export const SUBSCRIPTIONS = Symbol('bulkhead.subscriptions');
/** The `ReadinessRegistry`: a noun's module adds what must be there before the service is ready. */
export const READINESS = Symbol('bulkhead.readiness');

/** Collects the subscriptions of a service's nouns while its modules are wired; they start after the last of them. */
export class SubscriptionRegistry {
  readonly #subscriptions: AnySubscription[] = [];

  add<Data extends readonly unknown[]>(...subscriptions: { [Index in keyof Data]: Subscription<Data[Index]> }): void {
    this.#subscriptions.push(...(subscriptions as unknown as AnySubscription[]));
  }

  all(): readonly AnySubscription[] {
    return this.#subscriptions;
  }
}

/** Says why a part is not ready: nothing when it is. */
export type ReadinessCheck = () => Promise<readonly string[]>;

/** Collects the readiness checks of a service's nouns. */
export class ReadinessRegistry {
  readonly #checks: ReadinessCheck[] = [];

  add(check: ReadinessCheck): void {
    this.#checks.push(check);
  }

  all(): readonly ReadinessCheck[] {
    return this.#checks;
  }
}
