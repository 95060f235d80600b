import type { RuntimeEvent, HostFacts } from '@bulkhead/contracts';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import type { ParkedEvent } from './intake.ts';

/** What ingestion passes on without keeping it. */
export interface PassedOn {
  readonly runtimeEvents?: readonly RuntimeEvent[];
  readonly hostFacts?: readonly HostFacts[];
}

/** Receipts of what was taken in, and what was parked. */
export interface IntakeStore {
  /** Runs `take` and remembers the event's id in the same transaction; false (and nothing taken) when it is known. */
  once(sender: string, eventId: string, take: () => Promise<void>): Promise<boolean>;
  /** Sends what ingestion does not keep on its way, in the current transaction. */
  passOn(events: PassedOn): Promise<void>;
  park(event: ParkedEvent): Promise<void>;
  parked(request: PageRequest): Promise<Page<ParkedEvent>>;
}
