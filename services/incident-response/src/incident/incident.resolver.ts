import type { Severity } from '@bulkhead/core-base';
import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent, pageSize } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Delivery } from '../notification/delivery.ts';
import { DeliveryService } from '../notification/delivery.service.ts';
import type { RuntimeEvent } from '../runtime-event/runtime-event.ts';
import { RuntimeEventService } from '../runtime-event/runtime-event.service.ts';
import { nextStates } from './incident.ts';
import type { Incident, IncidentState, TimelineEntry } from './incident.ts';
import { IncidentService } from './incident.service.ts';

export interface PageArguments {
  readonly first?: number;
  readonly after?: string;
}

interface FilterArguments {
  readonly states?: readonly IncidentState[] | null;
  readonly severities?: readonly Severity[] | null;
  readonly ownerTeamId?: string | null;
  readonly lineageKey?: string | null;
  readonly hostId?: string | null;
  readonly imageDigest?: string | null;
  readonly violationId?: string | null;
}

interface TransitionArguments {
  readonly idempotencyKey: string;
  readonly id: string;
  readonly to: IncidentState;
  readonly expectedState: IncidentState;
  readonly comment: string;
}

/** The incidents of one request, each read once. */
export function incidentLoader(
  context: GraphqlContext,
  incidents: IncidentService,
): (id: string) => Promise<Incident | null> {
  const batch = loader<string, Incident | null>(context, 'incident', async (ids) => {
    const found = new Map((await incidents.findMany(ids)).map((incident) => [incident.id, incident]));
    return ids.map((id) => found.get(id) ?? null);
  });
  return (id) => batch.load(id);
}

/** A filter without the members that were given as null. */
export function given<Filter extends object>(
  filter: Filter | null | undefined,
): { [Name in keyof Filter]?: NonNullable<Filter[Name]> } {
  const members = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(members) as { [Name in keyof Filter]?: NonNullable<Filter[Name]> };
}

@Resolver('Incident')
export class IncidentResolver {
  readonly #incidents: IncidentService;
  readonly #events: RuntimeEventService;
  readonly #deliveries: DeliveryService;
  readonly #connection: MongoConnection;

  // One parameter per noun an incident is joined with.
  // oxlint-disable-next-line max-params
  constructor(
    @Inject(IncidentService) incidents: IncidentService,
    @Inject(RuntimeEventService) events: RuntimeEventService,
    @Inject(DeliveryService) deliveries: DeliveryService,
    @Inject(CONNECTION) connection: MongoConnection,
  ) {
    this.#incidents = incidents;
    this.#events = events;
    this.#deliveries = deliveries;
    this.#connection = connection;
  }

  @Query('incident')
  async incident(@Args('id') id: string): Promise<Incident | null> {
    return (await this.#incidents.find(id)) ?? null;
  }

  @Query('incidents')
  incidents(@Args() args: PageArguments & { filter?: FilterArguments | null }): Promise<Page<Incident>> {
    return this.#incidents.page(given(args.filter), { first: args.first, after: args.after });
  }

  @Mutation('transitionIncident')
  async transitionIncident(@Args() call: TransitionArguments, @Context() context: GraphqlContext): Promise<unknown> {
    const { idempotencyKey: key, id, ...step } = call;
    const by = context.principal?.subject ?? '';
    const body = { operation: 'transitionIncident', id, ...step };
    const result = await idempotent(this.#connection, { key, subject: by, body }, async () =>
      this.#incidents.transition(id, { ...step, by }),
    );
    if (result.kind === 'moved') return { __typename: 'Incident', ...result.incident };
    return { __typename: 'TransitionRefused', ...result.refused };
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<Incident | null> {
    return incidentLoader(context, this.#incidents)(id);
  }

  @ResolveField('nextStates')
  nextStates(@Parent() { state }: Incident): readonly IncidentState[] {
    return nextStates(state);
  }

  @ResolveField('owner')
  owner(@Parent() { ownerTeamId }: Incident): { id: string } | null {
    return ownerTeamId === null ? null : { id: ownerTeamId };
  }

  @ResolveField('workloads')
  workloads(@Parent() { lineageKeys }: Incident, @Args('first') first: number): { lineageKey: string }[] {
    return lineageKeys.slice(0, pageSize(first)).map((lineageKey) => ({ lineageKey }));
  }

  @ResolveField('workloadCount')
  workloadCount(@Parent() { lineageKeys }: Incident): number {
    return lineageKeys.length;
  }

  @ResolveField('hosts')
  hosts(@Parent() { hostIds }: Incident, @Args('first') first: number): { id: string }[] {
    return hostIds.slice(0, pageSize(first)).map((id) => ({ id }));
  }

  @ResolveField('hostCount')
  hostCount(@Parent() { hostIds }: Incident): number {
    return hostIds.length;
  }

  @ResolveField('images')
  images(@Parent() { imageDigests }: Incident, @Args('first') first: number): { digest: string }[] {
    return imageDigests.slice(0, pageSize(first)).map((digest) => ({ digest }));
  }

  @ResolveField('imageCount')
  imageCount(@Parent() { imageDigests }: Incident): number {
    return imageDigests.length;
  }

  @ResolveField('violations')
  violations(@Parent() { violations }: Incident, @Args('first') first: number): { id: string }[] {
    return violations.slice(0, pageSize(first)).map(({ id }) => ({ id }));
  }

  @ResolveField('violationCount')
  violationCount(@Parent() { violations }: Incident): number {
    return violations.length;
  }

  @ResolveField('timeline')
  timeline(@Parent() { id }: Incident, @Args() { first, after }: PageArguments): Promise<Page<TimelineEntry>> {
    return this.#incidents.timeline(id, { first, after });
  }

  @ResolveField('events')
  events(@Parent() { id }: Incident, @Args() { first, after }: PageArguments): Promise<Page<RuntimeEvent>> {
    return this.#events.page({ incidentId: id }, { first, after });
  }

  @ResolveField('deliveries')
  deliveries(@Parent() { id }: Incident, @Args() { first, after }: PageArguments): Promise<Page<Delivery>> {
    return this.#deliveries.page({ incidentId: id }, { first, after });
  }
}
