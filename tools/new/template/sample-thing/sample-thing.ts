import { computedId } from '@bulkhead/core-base';
import type { Decision } from '@bulkhead/core-base';

/** What is known of one sample thing. */
export interface SampleThing {
  readonly id: string;
  /** Unique. */
  readonly name: string;
  readonly description: string;
  readonly changedAt: Date;
  /** Moves by one with each change; a write is guarded by the one before. */
  readonly revision: number;
}

/** What a caller may say of it. */
export interface SampleThingRequest {
  readonly name: string;
  readonly description: string;
}

/** A name is what it is known by: the same name is the same id, on every machine. */
export function sampleThingIdOf(name: string): string {
  return computedId('sample_thing', name);
}

/** What a request makes of what is known; undefined when it says nothing new. */
export function describeSampleThing(
  current: SampleThing | undefined,
  { name, description }: SampleThingRequest,
  now: Date,
): Decision<SampleThing, never> | undefined {
  if (current?.description === description) return undefined;
  const revision = (current?.revision ?? 0) + 1;
  return { next: { id: sampleThingIdOf(name), name, description, changedAt: now, revision }, events: [] };
}
