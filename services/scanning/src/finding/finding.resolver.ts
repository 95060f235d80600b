import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Severity } from '@bulkhead/core-base';
import type { Page, PageRequest } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { componentLoader } from '../component/component.resolver.ts';
import { MongoComponentStore } from '../component/component.store.ts';
import type { Component } from '../component/component.ts';
import { imageOfSubject } from '../image/image.loader.ts';
import type { KnownImage } from '../image/image.loader.ts';
import { MongoImageStore } from '../image/image.store.ts';
import type { Vulnerability } from '../vulnerability/vulnerability.ts';
import { MongoVulnerabilityStore } from '../vulnerability/vulnerability.store.ts';
import type { Finding } from './finding.ts';
import type { FindingFilter, FindingOrder } from './finding.ports.ts';
import { MongoFindingStore } from './finding.store.ts';

/** The arguments of every list of findings. */
export interface FindingArguments {
  readonly filter?: {
    readonly subjectId?: string | null;
    readonly vulnerabilityId?: string | null;
    readonly severity?: Severity | null;
    readonly open?: boolean | null;
  } | null;
  readonly orderBy: FindingOrder;
  readonly first?: number;
  readonly after?: string;
}

/** A list of findings within something: what it is within wins over the filter. */
export function findingPage(
  findings: MongoFindingStore,
  given: FindingArguments,
  within: FindingFilter = {},
): Promise<Page<Finding>> {
  const { subjectId, vulnerabilityId, severity, open } = given.filter ?? {};
  const filter: FindingFilter = {
    subjectId: subjectId ?? undefined,
    vulnerabilityId: vulnerabilityId ?? undefined,
    severity: severity ?? undefined,
    // `open: false` asks for every finding ever made.
    open: open === false ? undefined : true,
    ...within,
  };
  const request: PageRequest = { first: given.first, after: given.after };
  return findings.page(filter, given.orderBy, request);
}

@Resolver('Finding')
export class FindingResolver {
  readonly #findings: MongoFindingStore;
  readonly #components: MongoComponentStore;
  readonly #vulnerabilities: MongoVulnerabilityStore;
  readonly #images: MongoImageStore;

  // One parameter per noun a finding is joined with.
  // oxlint-disable-next-line max-params
  constructor(
    @Inject(MongoFindingStore) findings: MongoFindingStore,
    @Inject(MongoComponentStore) components: MongoComponentStore,
    @Inject(MongoVulnerabilityStore) vulnerabilities: MongoVulnerabilityStore,
    @Inject(MongoImageStore) images: MongoImageStore,
  ) {
    this.#findings = findings;
    this.#components = components;
    this.#vulnerabilities = vulnerabilities;
    this.#images = images;
  }

  @Query('findings')
  async findings(@Args() given: FindingArguments): Promise<Page<Finding>> {
    return findingPage(this.#findings, given);
  }

  @Query('finding')
  async finding(@Args('id') id: string): Promise<Finding | null> {
    return (await this.#findings.find(id)) ?? null;
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<Finding | null> {
    return (await this.#findings.find(id)) ?? null;
  }

  @ResolveField('vulnerability')
  async vulnerability(@Parent() finding: Finding, @Context() context: GraphqlContext): Promise<Vulnerability> {
    const batch = loader<string, Vulnerability | null>(context, 'vulnerability', async (ids) => {
      const found = new Map((await this.#vulnerabilities.findMany(ids)).map((each) => [each.id, each]));
      return ids.map((id) => found.get(id) ?? null);
    });
    return (await batch.load(finding.vulnerabilityId)) ?? forgotten(finding);
  }

  @ResolveField('component')
  async component(@Parent() { componentId }: Finding, @Context() context: GraphqlContext): Promise<Component | null> {
    return componentLoader(context, this.#components)(componentId);
  }

  @ResolveField('image')
  async image(@Parent() finding: Finding, @Context() context: GraphqlContext): Promise<KnownImage | null> {
    return imageOfSubject(context, this.#images, finding);
  }

  @ResolveField('host')
  host(@Parent() { subjectKind, subjectId }: Finding): { id: string } | null {
    return subjectKind === 'host' ? { id: subjectId } : null;
  }

  @ResolveField('explain')
  explain(@Parent() { explanation }: Finding): Finding['explanation'] {
    return explanation;
  }
}

/** A finding that ended may name a group that became part of another one: what it was called is still known. */
function forgotten({ vulnerabilityId, aliases, severity, cvssScore }: Finding): Vulnerability {
  return {
    id: vulnerabilityId,
    ids: [vulnerabilityId, ...aliases],
    summary: '',
    severity,
    cvssScore,
    publishedAt: null,
    modifiedAt: null,
    advisoryIds: [],
  };
}
