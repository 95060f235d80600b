import type { RuntimeEvent as RuntimeEventMessage } from '@bulkhead/contracts';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { runtimeSignal } from '../incident/signal.ts';
import type { Signal } from '../incident/signal.ts';
import { runtimeEvent } from './runtime-event.ts';
import type { RuntimeEvent } from './runtime-event.ts';
import type { RuntimeEventFilter, RuntimeEventStore } from './runtime-event.ports.ts';

/** Keeps runtime events and hands each on as a signal. */
export class RuntimeEventService {
  readonly #events: RuntimeEventStore;
  readonly #take: (signal: Signal) => Promise<string | undefined>;

  constructor(events: RuntimeEventStore, take: (signal: Signal) => Promise<string | undefined>) {
    this.#events = events;
    this.#take = take;
  }

  /** Inside the caller's transaction. The id is the sensor's: the same event told twice counts once. */
  async take(message: RuntimeEventMessage): Promise<void> {
    const [known] = await this.#events.findMany([message.eventId]);
    if (known !== undefined) return;
    const incidentId = await this.#take(runtimeSignal(message));
    await this.#events.add(runtimeEvent(message, incidentId));
  }

  findMany(ids: readonly string[]): Promise<readonly RuntimeEvent[]> {
    return this.#events.findMany(ids);
  }

  page(filter: RuntimeEventFilter, request: PageRequest): Promise<Page<RuntimeEvent>> {
    return this.#events.page(filter, request);
  }
}
