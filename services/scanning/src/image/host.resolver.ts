import type { SeverityCounts } from '@bulkhead/contracts';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Occurrence } from '../component/component.ts';
import { MongoComponentStore } from '../component/component.store.ts';
import { countOpen } from '../finding/finding.ts';
import type { Finding } from '../finding/finding.ts';
import { findingPage } from '../finding/finding.resolver.ts';
import type { FindingArguments } from '../finding/finding.resolver.ts';
import { MongoFindingStore } from '../finding/finding.store.ts';

interface Host {
  readonly id: string;
}

/** What scanning knows of a host: what is installed on it, and what is wrong with that. */
@Resolver('Host')
export class HostResolver {
  readonly #components: MongoComponentStore;
  readonly #findings: MongoFindingStore;

  constructor(
    @Inject(MongoComponentStore) components: MongoComponentStore,
    @Inject(MongoFindingStore) findings: MongoFindingStore,
  ) {
    this.#components = components;
    this.#findings = findings;
  }

  @ResolveReference()
  resolveReference({ id }: Host): Host {
    return { id };
  }

  @ResolveField('components')
  async components(
    @Parent() { id }: Host,
    @Args() { first, after }: { first?: number; after?: string },
  ): Promise<Page<Occurrence>> {
    return this.#components.pageOfSubject(id, { first, after });
  }

  @ResolveField('findings')
  async findings(@Parent() { id }: Host, @Args() given: FindingArguments): Promise<Page<Finding>> {
    return findingPage(this.#findings, given, { subjectId: id });
  }

  @ResolveField('findingCounts')
  async findingCounts(@Parent() { id }: Host): Promise<SeverityCounts> {
    return countOpen(await this.#findings.openOf(id));
  }
}
