import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Incident } from '../incident/incident.ts';
import { given, incidentLoader, type PageArguments } from '../incident/incident.resolver.ts';
import { IncidentService } from '../incident/incident.service.ts';
import type { Delivery, DeliveryState } from './delivery.ts';
import { DeliveryService } from './delivery.service.ts';

interface FilterArguments {
  readonly states?: readonly DeliveryState[] | null;
  readonly sinkId?: string | null;
  readonly incidentId?: string | null;
}

@Resolver('Delivery')
export class DeliveryResolver {
  readonly #deliveries: DeliveryService;
  readonly #incidents: IncidentService;
  readonly #connection: MongoConnection;

  constructor(
    @Inject(DeliveryService) deliveries: DeliveryService,
    @Inject(IncidentService) incidents: IncidentService,
    @Inject(CONNECTION) connection: MongoConnection,
  ) {
    this.#deliveries = deliveries;
    this.#incidents = incidents;
    this.#connection = connection;
  }

  @Query('deliveries')
  deliveries(@Args() args: PageArguments & { filter?: FilterArguments | null }): Promise<Page<Delivery>> {
    return this.#deliveries.page(given(args.filter), { first: args.first, after: args.after });
  }

  @Mutation('retryDelivery')
  async retryDelivery(
    @Args() { idempotencyKey: key, id }: { idempotencyKey: string; id: string },
    @Context() context: GraphqlContext,
  ): Promise<unknown> {
    const subject = context.principal?.subject ?? '';
    const body = { operation: 'retryDelivery', id };
    const result = await idempotent(this.#connection, { key, subject, body }, async () => {
      const { kind } = await this.#deliveries.retry(id);
      return { kind };
    });
    const delivery = await this.#deliveries.find(id);
    if (result.kind === 'revived') return { __typename: 'Delivery', ...delivery };
    return { __typename: 'DeliveryNotAbandoned', delivery };
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<Delivery | null> {
    return (await this.#deliveries.find(id)) ?? null;
  }

  @ResolveField('sink')
  sink(@Parent() { sink }: Delivery): string {
    return sink.name;
  }

  @ResolveField('sinkId')
  sinkId(@Parent() { sink }: Delivery): string {
    return sink.id;
  }

  @ResolveField('sinkKind')
  sinkKind(@Parent() { sink }: Delivery): string {
    return sink.kind;
  }

  @ResolveField('event')
  event(@Parent() { notification }: Delivery): string {
    return notification.type;
  }

  @ResolveField('nextAttemptAt')
  nextAttemptAt(@Parent() { state, nextAttemptAt }: Delivery): Date | null {
    return state === 'PENDING' ? nextAttemptAt : null;
  }

  @ResolveField('incident')
  incident(@Parent() { incidentId }: Delivery, @Context() context: GraphqlContext): Promise<Incident | null> {
    return incidentLoader(context, this.#incidents)(incidentId);
  }
}
