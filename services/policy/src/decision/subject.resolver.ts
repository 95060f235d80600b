import type { Lifecycle } from '@bulkhead/core-policy';
import { pageSize } from '@bulkhead/platform-mongo';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { ViolationArguments } from '../policy/policy.resolver.ts';
import type { Violation } from '../violation/violation.ts';
import { ViolationService } from '../violation/violation.service.ts';
import type { DecisionRecord } from './decision.ts';
import { DecisionService } from './decision.service.ts';

interface DecisionArguments {
  readonly point?: Lifecycle | null;
  readonly first?: number;
}

/** What the three kinds of subject have in common: decisions about them, and violations they are part of. */
class SubjectLists {
  readonly #decisions: DecisionService;
  readonly #violations: ViolationService;

  constructor(decisions: DecisionService, violations: ViolationService) {
    this.#decisions = decisions;
    this.#violations = violations;
  }

  decisions(
    kind: DecisionRecord['subject']['kind'],
    id: string,
    { point, first }: DecisionArguments,
  ): Promise<readonly DecisionRecord[]> {
    return this.#decisions.ofSubject({ kind, id }, { point: point ?? undefined, first: pageSize(first) });
  }

  violations(
    of: Parameters<ViolationService['page']>[0],
    { open, first, after }: ViolationArguments,
  ): Promise<Page<Violation>> {
    return this.#violations.page({ ...of, open: open ?? undefined }, { first, after });
  }
}

@Resolver('Image')
export class ImageResolver {
  readonly #lists: SubjectLists;

  constructor(
    @Inject(DecisionService) decisions: DecisionService,
    @Inject(ViolationService) violations: ViolationService,
  ) {
    this.#lists = new SubjectLists(decisions, violations);
  }

  @ResolveReference()
  resolveReference({ digest }: { digest: string }): { digest: string } {
    return { digest };
  }

  @ResolveField('decisions')
  async decisions(
    @Parent() { digest }: { digest: string },
    @Args() asked: DecisionArguments,
  ): Promise<readonly DecisionRecord[]> {
    return this.#lists.decisions('image', digest, asked);
  }

  @ResolveField('violations')
  async violations(
    @Parent() { digest }: { digest: string },
    @Args() asked: ViolationArguments,
  ): Promise<Page<Violation>> {
    return this.#lists.violations({ imageDigest: digest }, asked);
  }
}

@Resolver('Workload')
export class WorkloadResolver {
  readonly #lists: SubjectLists;

  constructor(
    @Inject(DecisionService) decisions: DecisionService,
    @Inject(ViolationService) violations: ViolationService,
  ) {
    this.#lists = new SubjectLists(decisions, violations);
  }

  @ResolveReference()
  resolveReference({ lineageKey }: { lineageKey: string }): { lineageKey: string } {
    return { lineageKey };
  }

  @ResolveField('decisions')
  async decisions(
    @Parent() { lineageKey }: { lineageKey: string },
    @Args() asked: DecisionArguments,
  ): Promise<readonly DecisionRecord[]> {
    return this.#lists.decisions('workload', lineageKey, asked);
  }

  @ResolveField('violations')
  async violations(
    @Parent() { lineageKey }: { lineageKey: string },
    @Args() asked: ViolationArguments,
  ): Promise<Page<Violation>> {
    return this.#lists.violations({ lineageKey }, asked);
  }
}

@Resolver('Host')
export class HostResolver {
  readonly #lists: SubjectLists;

  constructor(
    @Inject(DecisionService) decisions: DecisionService,
    @Inject(ViolationService) violations: ViolationService,
  ) {
    this.#lists = new SubjectLists(decisions, violations);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }): { id: string } {
    return { id };
  }

  @ResolveField('decisions')
  async decisions(
    @Parent() { id }: { id: string },
    @Args() asked: DecisionArguments,
  ): Promise<readonly DecisionRecord[]> {
    return this.#lists.decisions('host', id, asked);
  }

  @ResolveField('violations')
  async violations(@Parent() { id }: { id: string }, @Args() asked: ViolationArguments): Promise<Page<Violation>> {
    return this.#lists.violations({ hostId: id }, asked);
  }
}
