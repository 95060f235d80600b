import { Fault } from '@bulkhead/core-base';
import type { Clock } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { describeSampleThing, sampleThingIdOf } from './sample-thing.ts';
import type { SampleThing, SampleThingRequest } from './sample-thing.ts';
import type { SampleThingStore } from './sample-thing.ports.ts';

export type SampleThingServiceFault = 'SAMPLE_THING_NAME_INVALID';

const NAME_LIMIT = 200;

/** Sample things as callers describe them. */
export class SampleThingService {
  readonly #store: SampleThingStore;
  readonly #clock: Clock;

  constructor(store: SampleThingStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Creates what has that name, or describes it anew. Throws SAMPLE_THING_NAME_INVALID (invalid). */
  async describe(request: SampleThingRequest): Promise<SampleThing> {
    if (request.name.trim() === '' || request.name.length > NAME_LIMIT) throw nameInvalid();
    const current = await this.#store.find(sampleThingIdOf(request.name));
    const decision = describeSampleThing(current, request, this.#clock.now());
    if (decision !== undefined) await this.#store.save(decision.next);
    const known = decision?.next ?? current;
    if (known === undefined) throw new Fault('invariant', 'SAMPLE_THING_LOST', 'a request decided nothing on nothing');
    return known;
  }

  findMany(ids: readonly string[]): Promise<readonly SampleThing[]> {
    return this.#store.findMany(ids);
  }

  page(request: PageRequest): Promise<Page<SampleThing>> {
    return this.#store.page(request);
  }
}

function nameInvalid(): Fault<SampleThingServiceFault> {
  return new Fault('invalid', 'SAMPLE_THING_NAME_INVALID', `a name has 1 to ${NAME_LIMIT} characters`);
}
