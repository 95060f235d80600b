import { loader } from '@bulkhead/platform-graphql';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection, Page } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, Query, ResolveReference, Resolver } from '@nestjs/graphql';
import type { SampleThing, SampleThingRequest } from './sample-thing.ts';
import { SampleThingService } from './sample-thing.service.ts';

@Resolver('SampleThing')
export class SampleThingResolver {
  readonly #service: SampleThingService;
  readonly #connection: MongoConnection;

  constructor(
    @Inject(SampleThingService) service: SampleThingService,
    @Inject(CONNECTION) connection: MongoConnection,
  ) {
    this.#service = service;
    this.#connection = connection;
  }

  @Query('sampleThing')
  async sampleThing(@Args('id') id: string, @Context() context: GraphqlContext): Promise<SampleThing | null> {
    return this.#load(id, context);
  }

  @Query('sampleThings')
  async sampleThings(@Args() { first, after }: { first?: number; after?: string }): Promise<Page<SampleThing>> {
    return this.#service.page({ first, after });
  }

  @Mutation('describeSampleThing')
  async describeSampleThing(
    @Args() { idempotencyKey: key, sampleThing: request }: { idempotencyKey: string; sampleThing: SampleThingRequest },
    @Context() { principal }: GraphqlContext,
  ): Promise<SampleThing> {
    const call = { key, subject: principal?.subject ?? '', body: ['describeSampleThing', request] };
    return idempotent(this.#connection, call, () => this.#service.describe(request));
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }, context: GraphqlContext): Promise<SampleThing | null> {
    return this.#load(id, context);
  }

  #load(id: string, context: GraphqlContext): Promise<SampleThing | null> {
    return loader<string, SampleThing | null>(context, 'sampleThing', async (ids) => {
      const found = new Map((await this.#service.findMany(ids)).map((one) => [one.id, one]));
      return ids.map((each) => found.get(each) ?? null);
    }).load(id);
  }
}
