import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import type { Severity } from '@bulkhead/core-base';
import type { CheckState } from '@bulkhead/core-benchmark';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Audit, CheckResult, Drift } from '../audit/audit.ts';
import { AuditService } from '../audit/audit.service.ts';
import { HostService } from './host.service.ts';
import { viewHost } from './host.ts';
import type { Host } from './host.ts';

interface HostFilterArguments {
  readonly clusterId?: string | null;
  readonly os?: string | null;
}

interface PageArguments {
  readonly first?: number;
  readonly after?: string;
}

/** A host in the graph: its view, or its id alone while nobody has told its facts. */
export type GraphHost = { readonly id: string } | ReturnType<typeof graphHost>;

/** The hosts of one request, each read once. A host that only others have heard of is still a host. */
export function hostLoader(context: GraphqlContext, hosts: HostService): (id: string) => Promise<GraphHost> {
  const batch = loader<string, GraphHost>(context, 'host', async (ids) => {
    const found = new Map((await hosts.findMany(ids)).map((host) => [host.id, graphHost(host)]));
    return ids.map((id) => found.get(id) ?? { id });
  });
  return (id) => batch.load(id);
}

function graphHost(host: Host) {
  const { observedAt: factsAt, gaps: factGaps, ...view } = viewHost(host);
  return { ...view, factsAt, factGaps, facts: host.facts };
}

@Resolver('Host')
export class HostResolver {
  readonly #hosts: HostService;
  readonly #audits: AuditService;

  constructor(@Inject(HostService) hosts: HostService, @Inject(AuditService) audits: AuditService) {
    this.#hosts = hosts;
    this.#audits = audits;
  }

  @Query('host')
  async host(@Args('id') id: string): Promise<GraphHost | null> {
    const found = await this.#hosts.find(id);
    return found === undefined ? null : graphHost(found);
  }

  @Query('hosts')
  async hosts(@Args() args: PageArguments & { filter?: HostFilterArguments | null }): Promise<Page<GraphHost>> {
    const { filter, first, after } = args;
    const wanted = { clusterId: filter?.clusterId ?? undefined, os: filter?.os ?? undefined };
    const found = await this.#hosts.page(wanted, { first, after });
    return { ...found, nodes: found.nodes.map(graphHost) };
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<GraphHost> {
    return hostLoader(context, this.#hosts)(id);
  }

  @ResolveField('audits')
  audits(@Parent() { id }: GraphHost, @Args() { first, after }: PageArguments): Promise<Page<Audit>> {
    return this.#audits.audits(id, { first, after });
  }

  @ResolveField('latestAudit')
  latestAudit(
    @Parent() { id }: GraphHost,
    @Args('benchmarkId') benchmarkId: string | undefined,
    @Context() context: GraphqlContext,
  ): Promise<Audit | null> {
    const batch = loader<string, Audit | null>(context, `latest-audit ${benchmarkId ?? ''}`, async (ids) => {
      const found = await this.#audits.latest(ids, benchmarkId ?? undefined);
      return ids.map((each) => found.get(each) ?? null);
    });
    return batch.load(id);
  }

  @ResolveField('checkResults')
  checkResults(
    @Parent() { id }: GraphHost,
    @Args() args: PageArguments & { states?: CheckState[]; severities?: Severity[] },
  ): Promise<Page<CheckResult>> {
    const { states, severities, first, after } = args;
    const filter = { hostId: id, states: states ?? undefined, severities: severities ?? undefined };
    return this.#audits.results(filter, { first, after });
  }

  @ResolveField('drift')
  drift(
    @Parent() { id }: GraphHost,
    @Args() { since, first, after }: PageArguments & { since?: Date },
  ): Promise<Page<Drift>> {
    return this.#audits.drifts({ hostId: id, since: since ?? undefined }, { first, after });
  }
}
