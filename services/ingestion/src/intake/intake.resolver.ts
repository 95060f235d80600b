import { INTAKE_BATCH_LIMIT } from '@bulkhead/contracts';
import { Fault } from '@bulkhead/core-base';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { IntakeAck, ParkedEvent } from './intake.ts';
import { IntakeService } from './intake.service.ts';

export type BatchFault = 'BATCH_TOO_LARGE' | 'BATCH_MALFORMED';

/** Fault invalid BATCH_TOO_LARGE: nothing of such a batch is taken in. */
export function tooManyEvents(count: number): Fault<BatchFault> {
  return new Fault('invalid', 'BATCH_TOO_LARGE', `a batch holds at most ${INTAKE_BATCH_LIMIT} events`, {
    details: { count },
    advice: 'send it in parts',
  });
}

@Resolver()
export class IntakeResolver {
  readonly #intake: IntakeService;

  constructor(@Inject(IntakeService) intake: IntakeService) {
    this.#intake = intake;
  }

  @Query('parkedEvents')
  async parkedEvents(@Args() { first, after }: { first?: number; after?: string }): Promise<Page<ParkedEvent>> {
    return this.#intake.parked({ first, after });
  }

  @Mutation('ingestBatch')
  async ingestBatch(
    @Args('events') events: readonly Record<string, unknown>[],
    @Context() context: GraphqlContext,
  ): Promise<readonly IntakeAck[]> {
    if (events.length > INTAKE_BATCH_LIMIT) throw tooManyEvents(events.length);
    const received = events.map((event) => ({ ...event, observedAt: instantOf(event['observedAt']) }));
    return this.#intake.takeIn(received, context.principal?.subject ?? '');
  }
}

function instantOf(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
