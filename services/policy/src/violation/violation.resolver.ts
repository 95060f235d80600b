import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { DecisionRecord } from '../decision/decision.ts';
import { decisionLoader } from '../decision/decision.resolver.ts';
import { DecisionService } from '../decision/decision.service.ts';
import type { PolicyRecord } from '../policy/policy.ts';
import { policyLoader } from '../policy/policy.resolver.ts';
import type { ViolationArguments } from '../policy/policy.resolver.ts';
import { PolicyService } from '../policy/policy.service.ts';
import type { Violation } from './violation.ts';
import type { ViolationFilter } from './violation.ports.ts';
import { ViolationService } from './violation.service.ts';

interface ListArguments {
  readonly filter?: { readonly [Name in keyof ViolationFilter]?: ViolationFilter[Name] | null } | null;
  readonly first?: number;
  readonly after?: string;
}

interface AcknowledgeArguments {
  readonly idempotencyKey: string;
  readonly id: string;
  readonly comment: string;
}

const COMMENT_MAX = 4000;

@Resolver('Violation')
export class ViolationResolver {
  readonly #violations: ViolationService;
  readonly #policies: PolicyService;
  readonly #decisions: DecisionService;
  readonly #connection: MongoConnection;

  // Four parameters: one per thing that is injected.
  // oxlint-disable-next-line max-params
  constructor(
    @Inject(ViolationService) violations: ViolationService,
    @Inject(PolicyService) policies: PolicyService,
    @Inject(DecisionService) decisions: DecisionService,
    @Inject(CONNECTION) connection: MongoConnection,
  ) {
    this.#violations = violations;
    this.#policies = policies;
    this.#decisions = decisions;
    this.#connection = connection;
  }

  @Query('violation')
  async violation(@Args('id') id: string, @Context() context: GraphqlContext): Promise<Violation | null> {
    return this.#load(id, context);
  }

  @Query('violations')
  async violations(@Args() { filter, first, after }: ListArguments): Promise<Page<Violation>> {
    return this.#violations.page(withoutNulls(filter ?? { open: true }), { first, after });
  }

  @Mutation('acknowledgeViolation')
  async acknowledgeViolation(
    @Args() asked: AcknowledgeArguments,
    @Context() context: GraphqlContext,
  ): Promise<unknown> {
    const { idempotencyKey: key, id, comment } = asked;
    const by = context.principal?.subject ?? '';
    const call = { key, subject: by, body: ['acknowledgeViolation', id, comment] };
    const { kind } = await idempotent(this.#connection, call, async () => {
      const outcome = await this.#violations.acknowledge(id, { by, comment: comment.slice(0, COMMENT_MAX) });
      return { kind: outcome.kind };
    });
    if (kind === 'unknown') return { __typename: 'ViolationUnknown', id };
    const [violation] = await this.#violations.findMany([id]);
    if (kind === 'not-open') return { __typename: 'ViolationNotOpen', violation };
    return { __typename: 'Violation', ...violation };
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<Violation | null> {
    return this.#load(id, context);
  }

  @ResolveField('policy')
  async policy(@Parent() { policyId }: Violation, @Context() context: GraphqlContext): Promise<PolicyRecord | null> {
    return policyLoader(context, this.#policies)(policyId);
  }

  @ResolveField('decision')
  async decision(
    @Parent() { decisionId }: Violation,
    @Context() context: GraphqlContext,
  ): Promise<DecisionRecord | null> {
    return decisionLoader(context, this.#decisions)(decisionId);
  }

  @ResolveField('owner')
  owner(@Parent() { ownerTeamId }: Violation): { id: string } | null {
    return ownerTeamId === null ? null : { id: ownerTeamId };
  }

  @ResolveField('images')
  images(@Parent() { imageDigests }: Violation): readonly { digest: string }[] {
    return imageDigests.map((digest) => ({ digest }));
  }

  @ResolveField('workloads')
  workloads(@Parent() { lineageKeys }: Violation): readonly { lineageKey: string }[] {
    return lineageKeys.map((lineageKey) => ({ lineageKey }));
  }

  @ResolveField('hosts')
  hosts(@Parent() { hostIds }: Violation): readonly { id: string }[] {
    return hostIds.map((id) => ({ id }));
  }

  #load(id: string, context: GraphqlContext): Promise<Violation | null> {
    const batch = loader<string, Violation | null>(context, 'violation', async (ids) => {
      const found = new Map((await this.#violations.findMany(ids)).map((violation) => [violation.id, violation]));
      return ids.map((each) => found.get(each) ?? null);
    });
    return batch.load(id);
  }
}

@Resolver('Team')
export class TeamResolver {
  readonly #violations: ViolationService;

  constructor(@Inject(ViolationService) violations: ViolationService) {
    this.#violations = violations;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }): { id: string } {
    return { id };
  }

  @ResolveField('violations')
  async violations(
    @Parent() { id }: { id: string },
    @Args() { open, first, after }: ViolationArguments,
  ): Promise<Page<Violation>> {
    return this.#violations.page({ ownerTeamId: id, open: open ?? undefined }, { first, after });
  }
}

function withoutNulls(filter: NonNullable<ListArguments['filter']>): ViolationFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null));
}
