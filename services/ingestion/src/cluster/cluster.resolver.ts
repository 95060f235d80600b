import { systemClock } from '@bulkhead/core-base';
import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Workload } from '../workload/workload.ts';
import { WorkloadService } from '../workload/workload.service.ts';
import { agentHealth } from './cluster.ts';
import type { AgentHealth, Cluster } from './cluster.ts';
import { ClusterService } from './cluster.service.ts';

interface PageArguments {
  readonly first?: number;
  readonly after?: string;
}

/** Loads clusters by id, batched per request. */
export function clusterLoader(
  context: GraphqlContext,
  clusters: ClusterService,
): (id: string) => Promise<Cluster | null> {
  const batch = loader<string, Cluster | null>(context, 'cluster', async (ids) => {
    const found = new Map((await clusters.findMany(ids)).map((cluster) => [cluster.id, cluster]));
    return ids.map((id) => found.get(id) ?? null);
  });
  return (id) => batch.load(id);
}

@Resolver('Cluster')
export class ClusterResolver {
  readonly #clusters: ClusterService;
  readonly #workloads: WorkloadService;

  constructor(@Inject(ClusterService) clusters: ClusterService, @Inject(WorkloadService) workloads: WorkloadService) {
    this.#clusters = clusters;
    this.#workloads = workloads;
  }

  @Query('cluster')
  async cluster(@Args('id') id: string, @Context() context: GraphqlContext): Promise<Cluster | null> {
    return clusterLoader(context, this.#clusters)(id);
  }

  @Query('clusters')
  async clusters(@Args() { first, after }: PageArguments): Promise<Page<Cluster>> {
    return this.#clusters.page({ first, after });
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<Cluster | null> {
    return clusterLoader(context, this.#clusters)(id);
  }

  @ResolveField('agentHealth')
  agentHealth(@Parent() cluster: Cluster): AgentHealth {
    return agentHealth(cluster, systemClock.now());
  }

  @ResolveField('workloads')
  async workloads(@Parent() { id }: Cluster, @Args() { first, after }: PageArguments): Promise<Page<Workload>> {
    return this.#workloads.page({ clusterId: id }, { first, after });
  }
}
