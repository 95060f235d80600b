import { parsePolicy } from '@bulkhead/core-policy';
import type { Mode, Policy } from '@bulkhead/core-policy';
import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Violation } from '../violation/violation.ts';
import { ViolationService } from '../violation/violation.service.ts';
import { policyIdOf } from './policy.ts';
import type { PolicyRecord, PolicyRevisionRecord } from './policy.ts';
import { PolicyService } from './policy.service.ts';

/** How a violation list is asked for on a type that has one. */
export interface ViolationArguments {
  readonly open?: boolean | null;
  readonly first?: number;
  readonly after?: string;
}

interface ListArguments {
  readonly filter?: { readonly category?: string; readonly lifecycle?: string; readonly mode?: string } | null;
  readonly first?: number;
  readonly after?: string;
}

interface UpsertArguments {
  readonly idempotencyKey: string;
  readonly policy: { readonly document: string; readonly mode?: Mode | null };
  readonly expectedRevision?: string | null;
}

/** Loads policies by id, batched per request. */
export function policyLoader(
  context: GraphqlContext,
  policies: PolicyService,
): (id: string) => Promise<PolicyRecord | null> {
  const batch = loader<string, PolicyRecord | null>(context, 'policy', async (ids) => {
    const found = new Map((await policies.findMany(ids)).map((policy) => [policy.id, policy]));
    return ids.map((id) => found.get(id) ?? null);
  });
  return (id) => batch.load(id);
}

@Resolver('Policy')
export class PolicyResolver {
  readonly #policies: PolicyService;
  readonly #violations: ViolationService;
  readonly #connection: MongoConnection;
  readonly #documents = new WeakMap<PolicyRecord, Policy | null>();

  constructor(
    @Inject(PolicyService) policies: PolicyService,
    @Inject(ViolationService) violations: ViolationService,
    @Inject(CONNECTION) connection: MongoConnection,
  ) {
    this.#policies = policies;
    this.#violations = violations;
    this.#connection = connection;
  }

  @Query('policy')
  async policy(
    @Args() { id, name }: { id?: string | null; name?: string | null },
    @Context() context: GraphqlContext,
  ): Promise<PolicyRecord | null> {
    const wanted = id ?? (name == null ? undefined : policyIdOf(name));
    return wanted === undefined ? null : policyLoader(context, this.#policies)(wanted);
  }

  @Query('policies')
  async policies(@Args() { filter, first, after }: ListArguments): Promise<Page<PolicyRecord>> {
    const { category, lifecycle, mode } = filter ?? {};
    const wanted = { category: category ?? undefined, lifecycle: lifecycle ?? undefined, mode: mode ?? undefined };
    return this.#policies.page(wanted, { first, after });
  }

  @Mutation('upsertPolicy')
  async upsertPolicy(@Args() asked: UpsertArguments, @Context() context: GraphqlContext): Promise<unknown> {
    const { idempotencyKey, policy, expectedRevision } = asked;
    const by = context.principal?.subject ?? '';
    const call = { key: idempotencyKey, subject: by, body: ['upsertPolicy', policy, expectedRevision ?? null] };
    const outcome = await idempotent(this.#connection, call, async () => {
      const mode = policy.mode === undefined ? {} : { mode: policy.mode };
      const request = { text: policy.document, ...mode, expectedRevision: expectedRevision ?? undefined, by };
      const done = await this.#policies.upsert(request);
      if (done.kind === 'refused')
        return { kind: done.kind, problems: done.problems.map((problem) => ({ ...problem })) };
      return { kind: done.kind, id: done.kind === 'saved' ? done.record.id : (done.current?.id ?? null) };
    });
    if (outcome.kind === 'refused') return { __typename: 'PolicyRefused', problems: outcome.problems };
    const record = outcome.id == null ? undefined : await this.#policies.find(outcome.id);
    if (outcome.kind === 'moved') return { __typename: 'PolicyMoved', policy: record ?? null };
    return { __typename: 'Policy', ...record };
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<PolicyRecord | null> {
    return policyLoader(context, this.#policies)(id);
  }

  @ResolveField('description')
  description(@Parent() record: PolicyRecord): string {
    return this.#documentOf(record)?.description ?? '';
  }

  @ResolveField('rationale')
  rationale(@Parent() record: PolicyRecord): string | null {
    return this.#documentOf(record)?.rationale ?? null;
  }

  @ResolveField('remediation')
  remediation(@Parent() record: PolicyRecord): readonly string[] {
    return this.#documentOf(record)?.remediation ?? [];
  }

  @ResolveField('controls')
  controls(@Parent() record: PolicyRecord): readonly string[] {
    return this.#documentOf(record)?.controls ?? [];
  }

  @ResolveField('techniques')
  techniques(@Parent() record: PolicyRecord): readonly string[] {
    return this.#documentOf(record)?.techniques ?? [];
  }

  @ResolveField('current')
  async current(
    @Parent() { digest }: PolicyRecord,
    @Context() context: GraphqlContext,
  ): Promise<PolicyRevisionRecord | null> {
    return revisionLoader(context, this.#policies)(digest);
  }

  @ResolveField('revisions')
  async revisions(@Parent() { id }: PolicyRecord): Promise<readonly PolicyRevisionRecord[]> {
    return this.#policies.revisionsOf(id);
  }

  @ResolveField('violations')
  async violations(
    @Parent() { id }: PolicyRecord,
    @Args() { open, first, after }: ViolationArguments,
  ): Promise<Page<Violation>> {
    return this.#violations.page({ policyId: id, open: open ?? undefined }, { first, after });
  }

  /** The document is read once per record and request, however many of its fields are asked for. */
  #documentOf(record: PolicyRecord): Policy | null {
    const known = this.#documents.get(record);
    if (known !== undefined) return known;
    const policy = parsePolicy(record.text).policy ?? null;
    this.#documents.set(record, policy);
    return policy;
  }
}

function revisionLoader(
  context: GraphqlContext,
  policies: PolicyService,
): (digest: string) => Promise<PolicyRevisionRecord | null> {
  const batch = loader<string, PolicyRevisionRecord | null>(context, 'policyRevision', async (digests) => {
    const found = new Map((await policies.findRevisions(digests)).map((revision) => [revision.digest, revision]));
    return digests.map((digest) => found.get(digest) ?? null);
  });
  return (digest) => batch.load(digest);
}

@Resolver('PolicyRevision')
export class PolicyRevisionResolver {
  readonly #policies: PolicyService;

  constructor(@Inject(PolicyService) policies: PolicyService) {
    this.#policies = policies;
  }

  @ResolveReference()
  async resolveReference(
    { digest }: { digest: string },
    context: GraphqlContext,
  ): Promise<PolicyRevisionRecord | null> {
    return revisionLoader(context, this.#policies)(digest);
  }

  @ResolveField('document')
  document(@Parent() { text }: PolicyRevisionRecord): string {
    return text;
  }

  @ResolveField('policy')
  async policy(
    @Parent() { policyId }: PolicyRevisionRecord,
    @Context() context: GraphqlContext,
  ): Promise<PolicyRecord | null> {
    return policyLoader(context, this.#policies)(policyId);
  }
}
