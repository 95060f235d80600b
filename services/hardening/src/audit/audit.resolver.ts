import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { CONNECTION } from '@bulkhead/platform-service';
import type { Severity } from '@bulkhead/core-base';
import type { CheckState } from '@bulkhead/core-benchmark';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { findBenchmark, findCheckView, type BenchmarkView, type CheckView } from '../benchmark/benchmark.ts';
import { hostLoader, type GraphHost } from '../host/host.resolver.ts';
import { HostService } from '../host/host.service.ts';
import type { Audit, CheckResult, Drift } from './audit.ts';
import { AuditService } from './audit.service.ts';
import type { SubmitOutcome } from './audit.service.ts';

interface SubmitArguments {
  readonly idempotencyKey: string;
  readonly facts: unknown;
  readonly clusterId?: string | null;
}

interface ResultArguments {
  readonly filter?: {
    readonly hostId?: string;
    readonly code?: string;
    readonly states?: readonly CheckState[];
    readonly severities?: readonly Severity[];
  } | null;
  readonly first?: number;
  readonly after?: string;
}

@Resolver('Audit')
export class AuditResolver {
  readonly #audits: AuditService;
  readonly #hosts: HostService;
  readonly #connection: MongoConnection;

  constructor(
    @Inject(AuditService) audits: AuditService,
    @Inject(HostService) hosts: HostService,
    @Inject(CONNECTION) connection: MongoConnection,
  ) {
    this.#audits = audits;
    this.#hosts = hosts;
    this.#connection = connection;
  }

  @Query('audit')
  async audit(@Args('id') id: string): Promise<Audit | null> {
    const [found] = await this.#audits.findAudits([id]);
    return found ?? null;
  }

  @Query('checkResults')
  async checkResults(@Args() { filter, first, after }: ResultArguments): Promise<Page<CheckResult>> {
    return this.#audits.results(filter ?? {}, { first, after });
  }

  @Mutation('submitHostFacts')
  async submitHostFacts(@Args() call: SubmitArguments, @Context() context: GraphqlContext): Promise<unknown> {
    const { idempotencyKey: key, facts, clusterId = null } = call;
    const body = { operation: 'submitHostFacts', facts, clusterId };
    const subject = context.principal?.subject ?? '';
    const outcome = await idempotent(this.#connection, { key, subject, body }, async () =>
      this.#audits.takeFacts({ clusterId, document: facts }),
    );
    return submitted(outcome);
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<Audit | null> {
    return this.audit(id);
  }

  @ResolveField('host')
  host(@Parent() { hostId }: Audit, @Context() context: GraphqlContext): Promise<GraphHost> {
    return hostLoader(context, this.#hosts)(hostId);
  }

  @ResolveField('benchmark')
  benchmark(@Parent() { benchmarkId }: Audit): BenchmarkView | null {
    return findBenchmark(benchmarkId) ?? null;
  }

  @ResolveField('counts')
  counts(@Parent() { counts }: Audit): Record<string, number> {
    const { PASS, FAIL, MANUAL, NOT_APPLICABLE, ERROR, UNKNOWN } = counts;
    return { pass: PASS, fail: FAIL, manual: MANUAL, notApplicable: NOT_APPLICABLE, error: ERROR, unknown: UNKNOWN };
  }

  @ResolveField('changed')
  changed(@Parent() { benchmarkId, changed }: Audit): CheckView[] {
    return changed.map((code) => findCheckView(`${benchmarkId}/${code}`)).filter((check) => check !== undefined);
  }
}

function submitted(outcome: SubmitOutcome): unknown {
  if (outcome.kind === 'judged') return { __typename: 'Audit', ...outcome.audit };
  return { __typename: 'FactsOutdated', ...outcome.outdated };
}

@Resolver('CheckResult')
export class CheckResultResolver {
  readonly #audits: AuditService;
  readonly #hosts: HostService;

  constructor(@Inject(AuditService) audits: AuditService, @Inject(HostService) hosts: HostService) {
    this.#audits = audits;
    this.#hosts = hosts;
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<CheckResult | null> {
    const batch = loader<string, CheckResult | null>(context, 'check-result', async (ids) => {
      const found = new Map((await this.#audits.findResults(ids)).map((result) => [result.id, result]));
      return ids.map((each) => found.get(each) ?? null);
    });
    return batch.load(id);
  }

  @ResolveField('check')
  check(@Parent() { benchmarkId, code }: CheckResult): CheckView | null {
    return findCheckView(`${benchmarkId}/${code}`) ?? null;
  }

  @ResolveField('host')
  host(@Parent() { hostId }: CheckResult, @Context() context: GraphqlContext): Promise<GraphHost> {
    return hostLoader(context, this.#hosts)(hostId);
  }

  @ResolveField('history')
  async history(
    @Parent() { id }: CheckResult,
    @Args() { first, after }: { first?: number; after?: string },
  ): Promise<Page<Drift>> {
    return this.#audits.drifts({ resultId: id }, { first, after });
  }
}

@Resolver('Drift')
export class DriftResolver {
  @ResolveField('check')
  check(@Parent() { benchmarkId, code }: Drift): CheckView | null {
    return findCheckView(`${benchmarkId}/${code}`) ?? null;
  }
}
