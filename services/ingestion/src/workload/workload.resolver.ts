import { readWorkload } from '@bulkhead/core-workload';
import type { Workload as WorkloadFacts } from '@bulkhead/core-workload';
import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Cluster } from '../cluster/cluster.ts';
import { clusterLoader } from '../cluster/cluster.resolver.ts';
import { ClusterService } from '../cluster/cluster.service.ts';
import type { Team } from '../team/team.ts';
import { teamLoader } from '../team/team.resolver.ts';
import { TeamService } from '../team/team.service.ts';
import type { RunningContainer, Workload } from './workload.ts';
import type { WorkloadFilter } from './workload.ports.ts';
import { WorkloadService } from './workload.service.ts';

interface ListArguments {
  readonly filter?: { readonly [Name in keyof WorkloadFilter]?: string | null } | null;
  readonly first?: number;
  readonly after?: string;
}

interface ShownContainer {
  readonly name: string;
  readonly imageRef: string;
  readonly image: { readonly digest: string } | null;
  readonly securityContext: unknown;
}

@Resolver('Workload')
export class WorkloadResolver {
  readonly #workloads: WorkloadService;
  readonly #clusters: ClusterService;
  readonly #teams: TeamService;
  readonly #facts = new WeakMap<Workload, WorkloadFacts | null>();

  constructor(
    @Inject(WorkloadService) workloads: WorkloadService,
    @Inject(ClusterService) clusters: ClusterService,
    @Inject(TeamService) teams: TeamService,
  ) {
    this.#workloads = workloads;
    this.#clusters = clusters;
    this.#teams = teams;
  }

  @Query('workload')
  async workload(@Args('lineageKey') lineageKey: string, @Context() context: GraphqlContext): Promise<Workload | null> {
    return this.#load(context, lineageKey);
  }

  @Query('workloads')
  async workloads(@Args() { filter, first, after }: ListArguments): Promise<Page<Workload>> {
    return this.#workloads.page(withoutNulls(filter ?? {}), { first, after });
  }

  @ResolveReference()
  async resolveReference({ lineageKey }: { lineageKey: string }, context: GraphqlContext): Promise<Workload | null> {
    return this.#load(context, lineageKey);
  }

  @ResolveField('cluster')
  async cluster(@Parent() { clusterId }: Workload, @Context() context: GraphqlContext): Promise<Cluster | null> {
    return clusterLoader(context, this.#clusters)(clusterId);
  }

  @ResolveField('owner')
  async owner(@Parent() { owner }: Workload, @Context() context: GraphqlContext): Promise<Team | null> {
    return owner === null ? null : teamLoader(context, this.#teams)(owner.teamId);
  }

  @ResolveField('ownerReason')
  ownerReason(@Parent() { owner }: Workload): string | null {
    return owner?.reason ?? null;
  }

  @ResolveField('hosts')
  hosts(@Parent() { hostIds }: Workload): readonly { id: string }[] {
    return hostIds.map((id) => ({ id }));
  }

  @ResolveField('containers')
  containers(@Parent() workload: Workload): readonly ShownContainer[] {
    const facts = this.#factsOf(workload);
    return workload.containers.map((container) => show(container, facts));
  }

  @ResolveField('hostNetwork')
  hostNetwork(@Parent() workload: Workload): boolean | null {
    return this.#factsOf(workload)?.hostNetwork ?? null;
  }

  @ResolveField('hostPID')
  hostPID(@Parent() workload: Workload): boolean | null {
    return this.#factsOf(workload)?.hostPID ?? null;
  }

  @ResolveField('hostIPC')
  hostIPC(@Parent() workload: Workload): boolean | null {
    return this.#factsOf(workload)?.hostIPC ?? null;
  }

  #load(context: GraphqlContext, lineageKey: string): Promise<Workload | null> {
    const batch = loader<string, Workload | null>(context, 'workload', async (keys) => {
      const found = new Map((await this.#workloads.findMany(keys)).map((workload) => [workload.lineageKey, workload]));
      return keys.map((key) => found.get(key) ?? null);
    });
    return batch.load(lineageKey);
  }

  /** The manifest is read once per workload and request, however many of its fields are asked for. */
  #factsOf(workload: Workload): WorkloadFacts | null {
    const known = this.#facts.get(workload);
    if (known !== undefined) return known;
    const facts = workload.manifest === null ? null : (readWorkload(workload.manifest).workload ?? null);
    this.#facts.set(workload, facts);
    return facts;
  }
}

function show({ name, imageRef, imageDigest }: RunningContainer, facts: WorkloadFacts | null): ShownContainer {
  const declared = facts?.containers.find((container) => container.name === name);
  const image = imageDigest === null ? null : { digest: imageDigest };
  if (declared === undefined) return { name, imageRef, image, securityContext: null };
  const { seccomp, appArmor, ...context } = declared.securityContext;
  return {
    name,
    imageRef,
    image,
    securityContext: { ...context, seccompProfile: seccomp?.type ?? null, appArmorProfile: appArmor?.type ?? null },
  };
}

function withoutNulls(filter: NonNullable<ListArguments['filter']>): WorkloadFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null && value !== undefined));
}
