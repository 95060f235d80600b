import { Fault } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { Delivery } from './delivery.ts';
import type { DeliveryFilter, DeliveryStore } from './notification.ports.ts';

export type DeliveryFault = 'DELIVERY_UNKNOWN';

export type RetryOutcome =
  | { readonly kind: 'revived'; readonly delivery: Delivery }
  | { readonly kind: 'refused'; readonly delivery: Delivery };

/** What was told to whom, and whether it arrived. */
export class DeliveryService {
  readonly #deliveries: DeliveryStore;
  readonly #clock: Clock;
  readonly #nudge: () => void;

  constructor(deliveries: DeliveryStore, clock: Clock, nudge: () => void) {
    this.#deliveries = deliveries;
    this.#clock = clock;
    this.#nudge = nudge;
  }

  page(filter: DeliveryFilter, request: PageRequest): Promise<Page<Delivery>> {
    return this.#deliveries.page(filter, request);
  }

  find(id: string): Promise<Delivery | undefined> {
    return this.#deliveries.find(id);
  }

  /** Tries an abandoned delivery again; any other is left as it is. Fault not-found DELIVERY_UNKNOWN. */
  async retry(id: string): Promise<RetryOutcome> {
    const revived = await this.#deliveries.revive(id, this.#clock.now());
    if (revived !== undefined) {
      this.#nudge();
      return { kind: 'revived', delivery: revived };
    }
    const held = await this.#deliveries.find(id);
    if (held !== undefined) return { kind: 'refused', delivery: held };
    throw new Fault<DeliveryFault>('not-found', 'DELIVERY_UNKNOWN', 'there is no such delivery', { details: { id } });
  }
}
