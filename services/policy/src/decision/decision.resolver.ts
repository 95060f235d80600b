import { isDigest } from '@bulkhead/core-base';
import type { Evidence, Lifecycle, Reason } from '@bulkhead/core-policy';
import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { policyIdOf } from '../policy/policy.ts';
import type { PolicyRecord } from '../policy/policy.ts';
import { policyLoader } from '../policy/policy.resolver.ts';
import { PolicyService } from '../policy/policy.service.ts';
import type { DecisionRecord } from './decision.ts';
import { DecisionService } from './decision.service.ts';

type ContextArguments = {
  readonly [Name in 'clusterId' | 'clusterName' | 'stage' | 'team' | 'namespace']?: string | null;
};

interface EvaluateArguments {
  readonly idempotencyKey: string;
  readonly input: {
    readonly point: Lifecycle;
    readonly image?: string | null;
    readonly manifest?: unknown;
    readonly hostId?: string | null;
    readonly context?: ContextArguments | null;
    readonly dryRun: boolean;
  };
}

/** Loads decisions by id, batched per request. */
export function decisionLoader(
  context: GraphqlContext,
  decisions: DecisionService,
): (id: string) => Promise<DecisionRecord | null> {
  const batch = loader<string, DecisionRecord | null>(context, 'decision', async (ids) => {
    const found = new Map((await decisions.findMany(ids)).map((decision) => [decision.id, decision]));
    return ids.map((id) => found.get(id) ?? null);
  });
  return (id) => batch.load(id);
}

@Resolver('Decision')
export class DecisionResolver {
  readonly #decisions: DecisionService;
  readonly #connection: MongoConnection;

  constructor(@Inject(DecisionService) decisions: DecisionService, @Inject(CONNECTION) connection: MongoConnection) {
    this.#decisions = decisions;
    this.#connection = connection;
  }

  @Query('decision')
  async decision(@Args('id') id: string, @Context() context: GraphqlContext): Promise<DecisionRecord | null> {
    return decisionLoader(context, this.#decisions)(id);
  }

  @Mutation('evaluate')
  async evaluate(
    @Args() { idempotencyKey: key, input }: EvaluateArguments,
    @Context() context: GraphqlContext,
  ): Promise<unknown> {
    const request = {
      ...input,
      image: input.image ?? undefined,
      hostId: input.hostId ?? undefined,
      context: withoutNulls(input.context),
    };
    // Nothing is kept: there is nothing that a second call could do twice.
    if (input.dryRun) return evaluated(await this.#decisions.evaluate(request));
    const call = { key, subject: context.principal?.subject ?? '', body: ['evaluate', input] };
    const done = await idempotent(this.#connection, call, async () => {
      const outcome = await this.#decisions.evaluate(request);
      if (outcome.kind === 'refused') return { id: null, problems: [...outcome.problems] };
      return { id: outcome.decision.id, problems: [] };
    });
    if (done.id === null) return { __typename: 'EvaluationRefused', problems: done.problems };
    return { __typename: 'Decision', ...(await this.#decisions.find(done.id)) };
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<DecisionRecord | null> {
    return decisionLoader(context, this.#decisions)(id);
  }

  @ResolveField('image')
  image(@Parent() { subject }: DecisionRecord): { digest: string } | null {
    return subject.kind === 'image' && isDigest(subject.id) ? { digest: subject.id } : null;
  }

  @ResolveField('workload')
  workload(@Parent() { subject }: DecisionRecord): { lineageKey: string } | null {
    return subject.kind === 'workload' && subject.id.startsWith('lin_') ? { lineageKey: subject.id } : null;
  }

  @ResolveField('host')
  host(@Parent() { subject }: DecisionRecord): { id: string } | null {
    return subject.kind === 'host' ? { id: subject.id } : null;
  }

  @ResolveField('omittedReasons')
  omittedReasons(@Parent() { omitted }: DecisionRecord): number {
    return omitted;
  }

  @ResolveField('unknowns')
  unknowns(@Parent() { unknowns }: DecisionRecord): readonly object[] {
    return unknowns.map(({ policy, ...unknown }) => ({ policyName: policy, ...unknown }));
  }

  @ResolveField('failures')
  failures(@Parent() { errors }: DecisionRecord): readonly object[] {
    return errors.map(({ policy, message }) => ({ policyName: policy, message }));
  }

  @ResolveField('judgedPolicies')
  judgedPolicies(@Parent() { judged }: DecisionRecord): readonly string[] {
    return judged;
  }

  @ResolveField('input')
  async input(@Parent() { inputDigest }: DecisionRecord): Promise<unknown> {
    return (await this.#decisions.findInput(inputDigest)) ?? null;
  }
}

@Resolver('Reason')
export class ReasonResolver {
  readonly #policies: PolicyService;

  constructor(@Inject(PolicyService) policies: PolicyService) {
    this.#policies = policies;
  }

  @ResolveField('policy')
  async policy(@Parent() { policy }: Reason, @Context() context: GraphqlContext): Promise<PolicyRecord | null> {
    return policyLoader(context, this.#policies)(policyIdOf(policy));
  }

  @ResolveField('policyName')
  policyName(@Parent() { policy }: Reason): string {
    return policy;
  }

  @ResolveField('vulnerabilityId')
  vulnerabilityId(@Parent() { vulnerability }: Reason): string | null {
    return vulnerability ?? null;
  }

  @ResolveField('imageReference')
  imageReference(@Parent() { image }: Reason): string | null {
    return image ?? null;
  }

  @ResolveField('also')
  also(@Parent() { also }: Reason): readonly Evidence[] {
    return also;
  }
}

function evaluated(outcome: Awaited<ReturnType<DecisionService['evaluate']>>): unknown {
  if (outcome.kind === 'decided') return { __typename: 'Decision', ...outcome.decision };
  return { __typename: 'EvaluationRefused', problems: outcome.problems };
}

function withoutNulls(context: ContextArguments | null | undefined): Record<string, string> | undefined {
  if (context == null) return undefined;
  return Object.fromEntries(Object.entries(context).filter((entry): entry is [string, string] => entry[1] != null));
}
