import { Fault } from '@bulkhead/core-base';
import type { GraphqlContext } from '@bulkhead/platform-graphql';
import { idempotent } from '@bulkhead/platform-mongo';
import type { MongoConnection } from '@bulkhead/platform-mongo';
import { CONNECTION } from '@bulkhead/platform-service';
import { Inject } from '@nestjs/common';
import { Args, Context, Mutation, ResolveReference, Resolver } from '@nestjs/graphql';
import type { Advisory } from './advisory.ts';
import { AdvisoryService } from './advisory.service.ts';
import type { ImportOutcome } from './advisory.service.ts';
import { MongoAdvisoryStore } from './advisory.store.ts';

export type AdvisoryFault = 'BATCH_TOO_LARGE';

/** Advisories of one mutation or one request of the REST intake. */
export const ADVISORY_BATCH_LIMIT = 500;

/** Throws BATCH_TOO_LARGE (invalid). */
export function checkBatch(count: number): void {
  if (count <= ADVISORY_BATCH_LIMIT) return;
  throw new Fault<AdvisoryFault>(
    'invalid',
    'BATCH_TOO_LARGE',
    `a batch holds at most ${ADVISORY_BATCH_LIMIT} advisories`,
    {
      details: { count },
      advice: 'send them in parts',
    },
  );
}

interface SubmitArguments {
  readonly idempotencyKey: string;
  readonly source: string;
  readonly snapshot: string;
  readonly advisories: readonly unknown[];
}

@Resolver('Advisory')
export class AdvisoryResolver {
  readonly #advisories: AdvisoryService;
  readonly #store: MongoAdvisoryStore;
  readonly #connection: MongoConnection;

  constructor(
    @Inject(AdvisoryService) advisories: AdvisoryService,
    @Inject(MongoAdvisoryStore) store: MongoAdvisoryStore,
    @Inject(CONNECTION) connection: MongoConnection,
  ) {
    this.#advisories = advisories;
    this.#store = store;
    this.#connection = connection;
  }

  @ResolveReference()
  async resolveReference({ id }: { id: string }): Promise<Advisory | null> {
    const [found] = await this.#store.findMany([id]);
    return found ?? null;
  }

  @Mutation('submitAdvisories')
  async submitAdvisories(@Args() given: SubmitArguments, @Context() context: GraphqlContext): Promise<ImportOutcome> {
    const { idempotencyKey, source, snapshot, advisories } = given;
    checkBatch(advisories.length);
    const call = {
      key: idempotencyKey,
      subject: context.principal?.subject ?? '',
      body: ['submitAdvisories', source, snapshot, advisories],
    };
    return idempotent(this.#connection, call, () =>
      this.#advisories.import({ source, snapshot, documents: advisories }),
    );
  }
}
