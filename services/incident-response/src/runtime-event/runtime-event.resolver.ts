import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Incident } from '../incident/incident.ts';
import { given, incidentLoader, type PageArguments } from '../incident/incident.resolver.ts';
import { IncidentService } from '../incident/incident.service.ts';
import type { RuntimeEvent } from './runtime-event.ts';
import { RuntimeEventService } from './runtime-event.service.ts';

interface FilterArguments {
  readonly incidentId?: string | null;
  readonly lineageKey?: string | null;
  readonly hostId?: string | null;
  readonly imageDigest?: string | null;
}

@Resolver('RuntimeEvent')
export class RuntimeEventResolver {
  readonly #events: RuntimeEventService;
  readonly #incidents: IncidentService;

  constructor(
    @Inject(RuntimeEventService) events: RuntimeEventService,
    @Inject(IncidentService) incidents: IncidentService,
  ) {
    this.#events = events;
    this.#incidents = incidents;
  }

  @Query('runtimeEvents')
  runtimeEvents(@Args() args: PageArguments & { filter?: FilterArguments | null }): Promise<Page<RuntimeEvent>> {
    return this.#events.page(given(args.filter), { first: args.first, after: args.after });
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<RuntimeEvent | null> {
    const batch = loader<string, RuntimeEvent | null>(context, 'runtime event', async (ids) => {
      const found = new Map((await this.#events.findMany(ids)).map((event) => [event.id, event]));
      return ids.map((each) => found.get(each) ?? null);
    });
    return batch.load(id);
  }

  @ResolveField('workload')
  workload(@Parent() { lineageKey }: RuntimeEvent): { lineageKey: string } | null {
    return lineageKey === null ? null : { lineageKey };
  }

  @ResolveField('host')
  host(@Parent() { hostId }: RuntimeEvent): { id: string } | null {
    return hostId === null ? null : { id: hostId };
  }

  @ResolveField('image')
  image(@Parent() { imageDigest }: RuntimeEvent): { digest: string } | null {
    return imageDigest === null ? null : { digest: imageDigest };
  }

  @ResolveField('incident')
  async incident(@Parent() { incidentId }: RuntimeEvent, @Context() context: GraphqlContext): Promise<Incident | null> {
    return incidentId === null ? null : incidentLoader(context, this.#incidents)(incidentId);
  }
}
