import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import type { Page } from '@bulkhead/platform-mongo';
import { Inject } from '@nestjs/common';
import { Args, Context, Parent, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import { imageOfSubject } from '../image/image.loader.ts';
import type { KnownImage } from '../image/image.loader.ts';
import { MongoImageStore } from '../image/image.store.ts';
import type { Component, Occurrence } from './component.ts';
import { MongoComponentStore } from './component.store.ts';

/** Loads components by id, batched per request. */
export function componentLoader(
  context: GraphqlContext,
  components: MongoComponentStore,
): (id: string) => Promise<Component | null> {
  const batch = loader<string, Component | null>(context, 'component', async (ids) => {
    const found = new Map((await components.findMany(ids)).map((component) => [component.id, component]));
    return ids.map((id) => found.get(id) ?? null);
  });
  return (id) => batch.load(id);
}

@Resolver('Component')
export class ComponentResolver {
  readonly #components: MongoComponentStore;

  constructor(@Inject(MongoComponentStore) components: MongoComponentStore) {
    this.#components = components;
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<Component | null> {
    return componentLoader(context, this.#components)(id);
  }

  @ResolveField('occurrences')
  async occurrences(
    @Parent() { id }: Component,
    @Args() { first, after }: { first?: number; after?: string },
  ): Promise<Page<Occurrence>> {
    return this.#components.pageOfComponent(id, { first, after });
  }
}

@Resolver('Occurrence')
export class OccurrenceResolver {
  readonly #components: MongoComponentStore;
  readonly #images: MongoImageStore;

  constructor(
    @Inject(MongoComponentStore) components: MongoComponentStore,
    @Inject(MongoImageStore) images: MongoImageStore,
  ) {
    this.#components = components;
    this.#images = images;
  }

  @ResolveField('component')
  async component(
    @Parent() { componentId }: Occurrence,
    @Context() context: GraphqlContext,
  ): Promise<Component | null> {
    return componentLoader(context, this.#components)(componentId);
  }

  @ResolveField('image')
  async image(@Parent() occurrence: Occurrence, @Context() context: GraphqlContext): Promise<KnownImage | null> {
    return imageOfSubject(context, this.#images, occurrence);
  }

  @ResolveField('host')
  host(@Parent() { subjectKind, subjectId }: Occurrence): { id: string } | null {
    return subjectKind === 'host' ? { id: subjectId } : null;
  }
}
