import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterLoader } from '../cluster/cluster.resolver.ts';
import { ClusterService } from '../cluster/cluster.service.ts';
import type { Team } from '../team/team.ts';
import { teamLoader } from '../team/team.resolver.ts';
import { TeamService } from '../team/team.service.ts';
import type { Workload } from '../workload/workload.ts';
import { WorkloadService } from '../workload/workload.service.ts';
import type { Host } from './host.ts';
import { HostService } from './host.service.ts';

interface HostReference {
  readonly id: string;
}

/** What ingestion knows of a host: where it stands, who answers for it, and what runs on it. */
@Resolver('Host')
export class HostResolver {
  readonly #hosts: HostService;
  readonly #clusters: ClusterService;
  readonly #teams: TeamService;
  readonly #workloads: WorkloadService;

  // One parameter per noun a host is joined with.
  // oxlint-disable-next-line max-params
  constructor(
    @Inject(HostService) hosts: HostService,
    @Inject(ClusterService) clusters: ClusterService,
    @Inject(TeamService) teams: TeamService,
    @Inject(WorkloadService) workloads: WorkloadService,
  ) {
    this.#hosts = hosts;
    this.#clusters = clusters;
    this.#teams = teams;
    this.#workloads = workloads;
  }

  /** A host that only hardening has heard of is still a host: its place is unknown. */
  @ResolveReference()
  resolveReference({ id }: HostReference): HostReference {
    return { id };
  }

  @ResolveField('cluster')
  async cluster(@Parent() { id }: HostReference, @Context() context: GraphqlContext): Promise<Cluster | null> {
    const host = await this.#load(context, id);
    return host === null || host.clusterId === null ? null : clusterLoader(context, this.#clusters)(host.clusterId);
  }

  @ResolveField('nodeName')
  async nodeName(@Parent() { id }: HostReference, @Context() context: GraphqlContext): Promise<string | null> {
    return (await this.#load(context, id))?.nodeName ?? null;
  }

  @ResolveField('owner')
  async owner(@Parent() { id }: HostReference, @Context() context: GraphqlContext): Promise<Team | null> {
    const host = await this.#load(context, id);
    return host === null || host.owner === null ? null : teamLoader(context, this.#teams)(host.owner.teamId);
  }

  @ResolveField('workloads')
  async workloads(
    @Parent() { id }: HostReference,
    @Args() { first, after }: { first?: number; after?: string },
  ): Promise<Page<Workload>> {
    return this.#workloads.page({ hostId: id }, { first, after });
  }

  #load(context: GraphqlContext, id: string): Promise<Host | null> {
    const batch = loader<string, Host | null>(context, 'host', async (ids) => {
      const found = new Map((await this.#hosts.findMany(ids)).map((host) => [host.id, host]));
      return ids.map((each) => found.get(each) ?? null);
    });
    return batch.load(id);
  }
}
