import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Workload } from '../workload/workload.ts';
import { WorkloadService } from '../workload/workload.service.ts';
import type { OwnershipRule } from './owner.ts';
import type { OwnershipRuleRequest, Team, TeamRequest } from './team.ts';
import { TeamService } from './team.service.ts';

interface PageArguments {
  readonly first?: number;
  readonly after?: string;
}

/** Loads teams by id, batched per request. */
export function teamLoader(context: GraphqlContext, teams: TeamService): (id: string) => Promise<Team | null> {
  const batch = loader<string, Team | null>(context, 'team', async (ids) => {
    const found = new Map((await teams.findMany(ids)).map((team) => [team.id, team]));
    return ids.map((id) => found.get(id) ?? null);
  });
  return (id) => batch.load(id);
}

@Resolver('Team')
export class TeamResolver {
  readonly #teams: TeamService;
  readonly #workloads: WorkloadService;
  readonly #connection: MongoConnection;

  constructor(
    @Inject(TeamService) teams: TeamService,
    @Inject(WorkloadService) workloads: WorkloadService,
    @Inject(CONNECTION) connection: MongoConnection,
  ) {
    this.#teams = teams;
    this.#workloads = workloads;
    this.#connection = connection;
  }

  @Query('teams')
  async teams(@Args() { first, after }: PageArguments): Promise<Page<Team>> {
    return this.#teams.page({ first, after });
  }

  @Query('team')
  async team(@Args('id') id: string, @Context() context: GraphqlContext): Promise<Team | null> {
    return teamLoader(context, this.#teams)(id);
  }

  @Mutation('upsertTeam')
  async upsertTeam(
    @Args() { idempotencyKey, team }: { idempotencyKey: string; team: TeamRequest },
    @Context() context: GraphqlContext,
  ): Promise<Team> {
    const call = { key: idempotencyKey, subject: context.principal?.subject ?? '', body: ['upsertTeam', team] };
    return idempotent(this.#connection, call, () => this.#teams.upsert(team));
  }

  @Mutation('upsertOwnershipRule')
  async upsertOwnershipRule(
    @Args() { idempotencyKey, rule }: { idempotencyKey: string; rule: OwnershipRuleRequest },
    @Context() context: GraphqlContext,
  ): Promise<OwnershipRule> {
    const call = {
      key: idempotencyKey,
      subject: context.principal?.subject ?? '',
      body: ['upsertOwnershipRule', rule],
    };
    const saved = await idempotent(this.#connection, call, () => this.#teams.upsertRule(rule));
    // Outside the transaction: a fleet's worth of owners does not fit into one, and doing it twice changes nothing.
    await this.#workloads.reassignOwners();
    return saved;
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<Team | null> {
    return teamLoader(context, this.#teams)(id);
  }

  @ResolveField('workloads')
  async workloads(@Parent() { id }: Team, @Args() { first, after }: PageArguments): Promise<Page<Workload>> {
    return this.#workloads.page({ ownerTeamId: id }, { first, after });
  }
}

@Resolver('OwnershipRule')
export class OwnershipRuleResolver {
  readonly #teams: TeamService;

  constructor(@Inject(TeamService) teams: TeamService) {
    this.#teams = teams;
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<OwnershipRule | null> {
    return (await this.#teams.rules()).find((rule) => rule.id === id) ?? null;
  }

  @ResolveField('team')
  async team(@Parent() { teamId }: OwnershipRule, @Context() context: GraphqlContext): Promise<Team | null> {
    return teamLoader(context, this.#teams)(teamId);
  }
}
