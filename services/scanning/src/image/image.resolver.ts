import type { SeverityCounts } from '@bulkhead/contracts';
import { parseEcosystem } from '@bulkhead/core-advisory';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { MongoAdvisoryStore } from '../advisory/advisory.store.ts';
import type { Occurrence } from '../component/component.ts';
import { MongoComponentStore } from '../component/component.store.ts';
import { countOpen } from '../finding/finding.ts';
import type { Finding } from '../finding/finding.ts';
import { findingPage } from '../finding/finding.resolver.ts';
import type { FindingArguments } from '../finding/finding.resolver.ts';
import { MongoFindingStore } from '../finding/finding.store.ts';
import { loadImage } from './image.loader.ts';
import type { KnownImage } from './image.loader.ts';
import type { Image } from './image.ts';
import { MongoImageStore } from './image.store.ts';

interface PageArguments {
  readonly first?: number;
  readonly after?: string;
}

@Resolver('Image')
export class ImageResolver {
  readonly #images: MongoImageStore;
  readonly #components: MongoComponentStore;
  readonly #findings: MongoFindingStore;
  readonly #advisories: MongoAdvisoryStore;

  // One parameter per noun an image is joined with.
  // oxlint-disable-next-line max-params
  constructor(
    @Inject(MongoImageStore) images: MongoImageStore,
    @Inject(MongoComponentStore) components: MongoComponentStore,
    @Inject(MongoFindingStore) findings: MongoFindingStore,
    @Inject(MongoAdvisoryStore) advisories: MongoAdvisoryStore,
  ) {
    this.#images = images;
    this.#components = components;
    this.#findings = findings;
    this.#advisories = advisories;
  }

  @Query('image')
  async image(@Args('digest') digest: string, @Context() context: GraphqlContext): Promise<Image | null> {
    return loadImage(context, this.#images, digest);
  }

  @Query('images')
  async images(@Args() { first, after }: PageArguments): Promise<Page<Image>> {
    return this.#images.page({ first, after });
  }

  @ResolveReference()
  async resolveReference({ digest }: { digest: string }, context: GraphqlContext): Promise<KnownImage> {
    return (await loadImage(context, this.#images, digest)) ?? { digest };
  }

  @ResolveField('layers')
  layers(@Parent() { layers }: KnownImage): Image['layers'] {
    return layers ?? [];
  }

  @ResolveField('coverage')
  coverage(@Parent() { coverage }: KnownImage): Image['coverage'] {
    return coverage ?? [];
  }

  @ResolveField('problems')
  problems(@Parent() { problems }: KnownImage): Image['problems'] {
    return problems ?? [];
  }

  @ResolveField('components')
  async components(
    @Parent() { digest }: KnownImage,
    @Args() { first, after }: PageArguments,
  ): Promise<Page<Occurrence>> {
    return this.#components.pageOfSubject(digest, { first, after });
  }

  @ResolveField('findings')
  async findings(@Parent() { digest }: KnownImage, @Args() given: FindingArguments): Promise<Page<Finding>> {
    return findingPage(this.#findings, given, { subjectId: digest });
  }

  @ResolveField('findingCounts')
  async findingCounts(@Parent() { digest }: KnownImage): Promise<SeverityCounts> {
    return countOpen(await this.#findings.openOf(digest));
  }

  @ResolveField('unjudgedEcosystems')
  async unjudgedEcosystems(@Parent() { digest }: KnownImage): Promise<readonly string[]> {
    const state = await this.#findings.subject(digest);
    const bases = [...new Set((state?.ecosystems ?? []).map((ecosystem) => parseEcosystem(ecosystem).base))].sort();
    const held = await this.#advisories.heldEcosystems(bases);
    return bases.filter((base) => !held.has(base));
  }
}
