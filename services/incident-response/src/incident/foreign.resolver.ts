import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Incident, IncidentState } from './incident.ts';
import type { IncidentFilter } from './incident.ports.ts';
import type { PageArguments } from './incident.resolver.ts';
import { IncidentService } from './incident.service.ts';

interface IncidentArguments extends PageArguments {
  readonly states?: readonly IncidentState[] | null;
}

/** Incidents of something that others own, newest first. */
function incidentsOf(
  service: IncidentService,
  filter: IncidentFilter,
  args: IncidentArguments,
): Promise<Page<Incident>> {
  const { states, first, after } = args;
  return service.page({ ...filter, states: states ?? undefined }, { first, after });
}

@Resolver('Workload')
export class WorkloadResolver {
  readonly #incidents: IncidentService;

  constructor(@Inject(IncidentService) incidents: IncidentService) {
    this.#incidents = incidents;
  }

  @ResolveReference()
  resolveReference({ lineageKey }: { lineageKey: string }): { lineageKey: string } {
    return { lineageKey };
  }

  @ResolveField('incidents')
  incidents(
    @Parent() { lineageKey }: { lineageKey: string },
    @Args() args: IncidentArguments,
  ): Promise<Page<Incident>> {
    return incidentsOf(this.#incidents, { lineageKey }, args);
  }
}

@Resolver('Host')
export class HostResolver {
  readonly #incidents: IncidentService;

  constructor(@Inject(IncidentService) incidents: IncidentService) {
    this.#incidents = incidents;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }): { id: string } {
    return { id };
  }

  @ResolveField('incidents')
  incidents(@Parent() { id: hostId }: { id: string }, @Args() args: IncidentArguments): Promise<Page<Incident>> {
    return incidentsOf(this.#incidents, { hostId }, args);
  }
}

@Resolver('Image')
export class ImageResolver {
  readonly #incidents: IncidentService;

  constructor(@Inject(IncidentService) incidents: IncidentService) {
    this.#incidents = incidents;
  }

  @ResolveReference()
  resolveReference({ digest }: { digest: string }): { digest: string } {
    return { digest };
  }

  @ResolveField('incidents')
  incidents(@Parent() { digest }: { digest: string }, @Args() args: IncidentArguments): Promise<Page<Incident>> {
    return incidentsOf(this.#incidents, { imageDigest: digest }, args);
  }
}

@Resolver('Team')
export class TeamResolver {
  readonly #incidents: IncidentService;

  constructor(@Inject(IncidentService) incidents: IncidentService) {
    this.#incidents = incidents;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }): { id: string } {
    return { id };
  }

  @ResolveField('incidents')
  incidents(@Parent() { id: ownerTeamId }: { id: string }, @Args() args: IncidentArguments): Promise<Page<Incident>> {
    return incidentsOf(this.#incidents, { ownerTeamId }, args);
  }
}

@Resolver('Violation')
export class ViolationResolver {
  readonly #incidents: IncidentService;

  constructor(@Inject(IncidentService) incidents: IncidentService) {
    this.#incidents = incidents;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }): { id: string } {
    return { id };
  }

  @ResolveField('incident')
  incident(@Parent() { id }: { id: string }, @Context() context: GraphqlContext): Promise<Incident | null> {
    const batch = loader<string, Incident | null>(context, 'incident by violation', async (ids) => {
      const found = await this.#incidents.byViolation(ids);
      return ids.map((each) => found.get(each) ?? null);
    });
    return batch.load(id);
  }
}
